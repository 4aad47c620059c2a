import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { PARTS } from '../../review/api/docs/index.ts';
import { PROBLEM_KINDS } from '../../review/api/problem-kinds.ts';
import { buildApi } from '../../review/api/index.ts';
import { UNTOLD, type OpenApi } from '../../review/api/docs/openapi.ts';
import { openOffice, type Office } from './office.ts';

describe('the document of the API', () => {
  let office: Office;
  let app: FastifyInstance;
  let document: OpenApi;

  beforeAll(async () => {
    office = await openOffice();
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    document = (await app.inject('/api/v1/openapi.json')).json();
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  it('names every route under /api/v1 with what it does, and no route that is not there', () => {
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { tags }]) => ({
        method: method.toUpperCase(),
        url: path.replace(/\{(\w+)\}/g, ':$1'),
        tag: tags[0],
      })),
    );
    expect(told.filter(({ tag }) => tag === UNTOLD.title)).toEqual([]);
    for (const route of told) expect(app.hasRoute(route)).toBe(true);
    const names = new Set(told.map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`));
    // Single sign-on has routes only where it is set up.
    const stale = PARTS.flatMap(({ routes }) => Object.keys(routes)).filter((name) => !names.has(name));
    expect(stale.filter((name) => !name.includes('/sign-in/sso'))).toEqual([]);
  });

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const { valid, errors } = await new Validator().validate(
      structuredClone(document) as object as Record<string, unknown>,
    );
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('leads to no schema that it does not hold', () => {
    const text = JSON.stringify(document);
    const schemas = document.components['schemas'] as Record<string, unknown>;
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(schemas)).toContain(name);
  });

  it('says of each operation who may ask it', () => {
    const claim = document.paths['/api/v1/review-items/{id}/claim']?.['post'];
    expect(claim?.security).toEqual([{ token: ['items.decide'] }, { session: [] }]);
    expect(claim?.parameters.map(({ name }) => name)).toEqual(['id', 'idempotency-key']);
    expect(document.paths['/api/v1/tokens']?.['post']?.security).toEqual([{ session: [] }]);
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is shown as a page without a script, whose styles carry the nonce of the answer', async () => {
    const { body, headers, statusCode } = await app.inject('/api/docs');
    expect(statusCode).toBe(200);
    expect(body).not.toMatch(/<script|\sstyle=|\son\w+=/);
    const nonce = /<style nonce="([^"]+)"/.exec(body)?.[1];
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    for (const methods of Object.values(document.paths))
      for (const { operationId } of Object.values(methods)) expect(body).toContain(`id="${operationId}"`);
    for (const code of Object.keys(PROBLEM_KINDS)) expect(body).toContain(`id="problem-${code}"`);
  });

  it('explains each problem where its type leads', async () => {
    const { type, code, status } = (await app.inject('/api/v1/review-items')).json<Record<string, string>>();
    expect({ type, code, status }).toEqual({
      type: '/api/docs#problem-not-signed-in',
      code: 'not-signed-in',
      status: 401,
    });
  });
});
