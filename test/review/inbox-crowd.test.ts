import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import { fillInbox } from '../bench/inbox-cast.ts';
import { migratedDatabase } from '../database-templates.ts';
import { crowd } from './crowd.ts';
import { openOffice, type Office } from './office.ts';

const PEOPLE = Array.from({ length: 20 }, (_, n) => `reviewer ${n}`);
const WORK_MS = 4_000;

describe('twenty reviewers on one inbox', () => {
  let database: Awaited<ReturnType<typeof migratedDatabase>>;
  let office: Office;
  let app: FastifyInstance;

  beforeAll(async () => {
    database = await migratedDatabase();
    office = await openOffice(database.url);
    for (const name of PEOPLE) await office.person(name);
    await fillInbox(office.db, 1_500, office.clock.now());
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
  });
  afterAll(async () => {
    await app.close();
    await office.close();
    await database.drop();
  });

  it('never hold one item twice, lose nothing and meet no error', async () => {
    const { errors, doubleAssignments, lostUpdates, resolved, late } = await crowd(office, app, PEOPLE, WORK_MS);
    expect(errors).toEqual([]);
    expect({ doubleAssignments, lostUpdates }).toEqual({ doubleAssignments: 0, lostUpdates: 0 });
    expect(resolved).toBeGreaterThan(20);
    // They did get in each other's way.
    expect(late).toBeGreaterThan(0);
  });
});
