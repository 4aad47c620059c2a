import { describe, expect, test } from 'vitest';
import { findCycles } from './cycles.ts';
import { judgeHabits } from './habits.ts';
import { judgeImports, staleEntries } from './imports.ts';
import { judgeShape } from './shape.ts';
import { readSource } from './source-file.ts';
import { TABLE } from './table.ts';

const source = (path: string, text = '') => readSource({ path, text });

describe('imports', () => {
  const broken = (path: string, text: string) => judgeImports([source(path, text)], TABLE).broken;

  test.each([
    ['domain/a.ts', `import { b } from '../adapters/b.ts';`, 'domain may import nothing outside itself'],
    ['domain/a.ts', `import { readFile } from 'node:fs/promises';`, 'domain/ is pure'],
    ['domain/a.ts', `import type { Page } from 'playwright';`, 'which belongs to adapters, flows, selectors'],
    ['selectors/x/page.ts', `import { y } from '../../flows/y.ts';`, 'selectors may import domain'],
    ['flows/a.ts', `import { b } from '../adapters/b.ts';`, 'flows may import domain, selectors'],
    ['flows/a.ts', `import { chromium } from 'playwright';`, 'flows may use its types only'],
    ['flows/a.ts', `import { type Page, chromium } from 'playwright';`, 'flows may use its types only'],
    ['flows/a.ts', `import 'playwright';`, 'flows may use its types only'],
    ['flows/a.ts', `const p = await import('playwright');`, 'flows may use its types only'],
    ['flows/a.ts', `import { setTimeout } from 'node:timers/promises';`, 'imports node:timers/promises'],
    ['adapters/a.ts', `import { readSettings } from '../config/settings.ts';`, 'an adapter takes what it needs'],
    ['adapters/a.ts', `export { readSettings } from '../config/settings.ts';`, 'an adapter takes what it needs'],
    ['adapters/a.ts', `export * from '../flows/portal.ts';`, 'adapters may import domain:'],
    ['adapters/a.ts', `import leftPad from 'left-pad';`, 'a package without an owner'],
    ['config/a.ts', `import { b } from '../adapters/b.ts';`, 'config may import domain'],
    ['review/a.ts', `import { b } from '../workers/b.ts';`, 'review may import domain, adapters'],
    ['review/api/a.ts', `import { b } from '../../flows/b.ts';`, 'running robots belongs in workers/'],
    ['review/web/a.tsx', `import { b } from '../api/schema.ts';`, 'types of review/api only'],
    ['review/web/a.tsx', `import type { b } from '../../domain/b.ts';`, 'through the API'],
    ['workers/a.ts', `import { b } from '../review/inbox.ts';`, 'review/items.ts'],
    ['workers/a.ts', `import { Queue } from 'bullmq';`, 'adapters/queues.ts is the door'],
    ['workers/a.ts', `import { b } from '../sandbox/b.ts';`, 'workers/ only puts parts together'],
    ['cli/a.ts', `import { b } from '../test/b.ts';`, 'imports test/b.ts'],
    ['cli/a.ts', `import { b } from '../review/web/b.ts';`, 'imports review/web/b.ts'],
    ['sandbox/a.ts', `import { b } from '../adapters/b.ts';`, 'shares nothing with the robots'],
    ['scripts/a.mjs', `import pg from 'pg';`, 'which belongs to adapters'],
    ['extras/a.ts', '', 'not part of the architecture'],
  ])('%s refuses %s', (path, text, sentence) => {
    expect(broken(path, text)).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ['domain/a.ts', `import { z } from 'zod'; import { b } from './b.ts';`],
    ['flows/a.ts', `import type { Page } from 'playwright';`],
    ['flows/a.ts', `import { type Page, type Locator } from 'playwright';`],
    ['flows/a.ts', `type P = import('playwright').Page;`],
    ['adapters/a.ts', `import type { Login } from '../domain/login.ts'; import { chromium } from 'playwright';`],
    ['review/web/a.tsx', `import type { b } from '../api/schema.ts'; import { useState } from 'react';`],
    ['workers/a.ts', `import { b } from '../review/items.ts'; import { join } from 'node:path';`],
    ['test/a.ts', `import { chromium } from 'playwright'; import { b } from '../sandbox/b.ts';`],
  ])('%s may %s', (path, text) => {
    expect(broken(path, text)).toEqual([]);
  });

  test.each([
    ['flows/portals/one/index.ts', '../two/sign-in.ts', 'one portal never imports another'],
    ['flows/portals/one/index.ts', '../../../selectors/two/sign-in.ts', 'one portal never imports another'],
    ['selectors/one/a.ts', '../two/a.ts', 'one portal never imports another'],
    ['sandbox/one/a.ts', '../two/a.ts', 'one portal never imports another'],
    ['workers/a.ts', '../flows/portals/one/index.ts', 'listed in flows/portals/index.ts alone'],
    ['flows/a.ts', '../selectors/one/a.ts', 'only flows/portals/one/ knows'],
  ])('portals stay apart: %s refuses %s', (path, to, sentence) => {
    expect(broken(path, `import { a } from '${to}';`)).toEqual([expect.stringContaining(sentence)]);
  });

  test('a portal imports its own pages, and the registry lists portals', () => {
    expect(broken('flows/portals/one/index.ts', `import { a } from '../../../selectors/one/a.ts';`)).toEqual([]);
    expect(broken('flows/portals/index.ts', `import { one } from './one/index.ts';`)).toEqual([]);
  });

  test('the sentence names file and line', () => {
    const [sentence] = broken('domain/a.ts', `import { z } from 'zod';\n\nimport { b } from '../adapters/b.ts';`);
    expect(sentence).toMatch(/^domain\/a\.ts:3 imports adapters\/b\.ts/);
  });
});

describe('habits', () => {
  const broken = (path: string, text: string) => judgeHabits([source(path, text)], TABLE).broken;

  test.each([
    ['new Date()', 'asks for the time itself'],
    ['Date.now()', 'asks for the time itself'],
    ['Date()', 'asks for the time itself'],
    [`process.env['HOME']`, 'reads the environment'],
    ['process["env"]', 'reads the environment'],
    ['const { env } = process', 'reads the environment'],
    [`import { env } from 'node:process'`, 'reads the environment'],
    ['await page.waitForTimeout(100)', 'waits for a time'],
    [`page.locator('#user')`, 'finds an element by itself'],
    [`visit.page.getByRole('button')`, 'finds an element by itself'],
    [`row.getByText(name)`, 'finds an element by itself'],
    [`page.$('#user')`, 'finds an element by itself'],
    [`page.$$eval('tr', (rows) => rows)`, 'finds an element by itself'],
    [`page.waitForSelector('#user')`, 'finds an element by itself'],
    [`document.querySelector('#user')`, 'finds an element by itself'],
    ['document.querySelectorAll(`tr`)', 'finds an element by itself'],
    [`visit.page.click('#go')`, 'finds an element by itself'],
    [`page.fill('#user', name)`, 'finds an element by itself'],
  ])('refuses %s', (text, sentence) => {
    expect(broken('flows/a.ts', text)).toEqual([expect.stringContaining(sentence)]);
  });

  test.each([
    ['flows/a.ts', `new Date(ms); Date.parse(text)`],
    ['flows/a.ts', 'await locate(visit, signIn, "user").fill(name)'],
    ['flows/a.ts', 'document.querySelectorAll(selector)'],
    ['flows/a.ts', '/* new Date() */ "process.env"'],
    ['adapters/clock.ts', 'new Date()'],
    ['config/settings.ts', 'process.env'],
    ['flows/locate.ts', 'scope.getByRole(role)'],
    ['test/a.test.ts', 'new Date(); process.env; page.locator("#user")'],
    ['review/web/app.tsx', `document.querySelector('#root'); new Date()`],
  ])('%s may say %s', (path, text) => {
    expect(broken(path, text)).toEqual([]);
  });

  test('no test waits for a time either', () => {
    expect(broken('test/a.test.ts', 'page.waitForTimeout(1)')).toHaveLength(1);
  });
});

describe('circles', () => {
  test('are found, for types too, and told whole', () => {
    const files = [
      source('domain/a.ts', `import type { b } from './b.ts';`),
      source('domain/b.ts', `import { c } from './c.ts';`),
      source('domain/c.ts', `export * from './a.ts';`),
      source('domain/d.ts', `import { a } from './a.ts';`),
    ];
    expect(findCycles(files)).toEqual([
      expect.stringContaining('domain/a.ts -> domain/b.ts -> domain/c.ts -> domain/a.ts'),
    ]);
  });

  test('a shared import is none', () => {
    const files = [
      source('domain/a.ts', `import './b.ts'; import './c.ts';`),
      source('domain/b.ts', `import './d.ts';`),
      source('domain/c.ts', `import './d.ts';`),
      source('domain/d.ts'),
    ];
    expect(findCycles(files)).toEqual([]);
  });
});

describe('shape', () => {
  test.each([
    ['review/web/src/app.tsx', '', 'named after nothing'],
    ['flows/helpers/a.ts', '', 'named after nothing'],
    ['domain/workItem.ts', '', 'joined by hyphens'],
    ['domain/a.ts', 'a();\n'.repeat(301), 'more than 300'],
  ])('refuses %s', (path, text, sentence) => {
    expect(judgeShape([source(path, text)])).toEqual([expect.stringContaining(sentence)]);
  });

  test.each(['domain/work-item.ts', 'test/work-item.test.ts', 'vitest.config.ts', 'adapters/migrations/0001-a.ts'])(
    'accepts %s',
    (path) => expect(judgeShape([source(path, 'a();\n'.repeat(300))])).toEqual([]),
  );
});

describe('stale rules', () => {
  test('every entry of the table is stale in an empty tree', () => {
    const stale = staleEntries(new Set(), TABLE);
    const sizes = TABLE.folders.map(({ may }) => 1 + Object.keys(may).length);
    const owners = TABLE.packages.map((entry) => Object.keys(entry.owners).length);
    const entries = [...sizes, ...owners, TABLE.exceptions.length, TABLE.free.length].reduce(
      (sum, each) => sum + each,
      0,
    );
    expect(stale).toHaveLength(entries);
  });

  test('an import keeps its rule and its owner fresh', () => {
    const files = [source('flows/a.ts', `import { b } from '../domain/b.ts'; import type { Page } from 'playwright';`)];
    const { used } = judgeImports(files, TABLE);
    const stale = staleEntries(used, TABLE).join('\n');
    expect([...used]).toEqual(['folder flows', 'flows may domain', 'playwright in flows']);
    expect(stale).not.toContain('"flows may domain"');
    expect(stale).toContain('"flows may selectors"');
  });

  test('an exception is fresh only while something needs it', () => {
    expect(judgeHabits([source('adapters/clock.ts', 'const now = 1')], TABLE).used.size).toBe(0);
    expect([...judgeHabits([source('adapters/clock.ts', 'new Date()')], TABLE).used]).toEqual([
      'clock in adapters/clock.ts',
    ]);
  });
});

test('a file that does not parse is named', () => {
  expect(() => source('domain/a.ts', 'const = ;')).toThrow('domain/a.ts does not parse');
});
