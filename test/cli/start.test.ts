import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { descendantsOf } from '../faults/process.ts';
import type { Started } from '../faults/process.ts';
import { expectOneSentence, ownOffice } from './own-office.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startedOffice() {
  const office = await ownOffice();
  closing.push(() => office.remove());
  const first = office.start(['start']);
  closing.push(async () => first.kill('SIGKILL'));
  await says(first, 'Running.');
  return { office, first };
}

const says = (process: Started, text: string) =>
  vi.waitUntil(() => process.err().includes(text) || !process.isRunning(), { timeout: 40_000, interval: 20 });

it('holds its data folder: a second one refuses, naming the process that holds it', { timeout: 120_000 }, async () => {
  const { office, first } = await startedOffice();
  expect(first.err()).toMatch(/Review app: http:\/\/127\.0\.0\.1:\d+/);
  expect(first.err()).toMatch(/First sign-in \(shown once\): name \S+, password \S+/);
  for (const args of [['start'], ['review', 'list', '--json']]) {
    const { code, out, err } = await office.run(args, { apart: args[0] === 'start' });
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain(`in use by "claimwright start" (process ${first.pid}, since `);
    expectOneSentence(err.replace('). Stop', ') Stop'));
  }
});

it('ends at Ctrl-C within seconds with exit code 130 and leaves the folder free', { timeout: 120_000 }, async () => {
  const { office, first } = await startedOffice();
  const asked = performance.now();
  first.kill('SIGINT');
  const { code, out, err } = await first.ended;
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect({ code, out }).toEqual({ code: 130, out: '' });
  expect(err).toContain('Stopping: no new look-up is begun');
  expect(existsSync(join(office.environment['DATA_FOLDER']!, 'held-by.json'))).toBe(false);
  expect(descendantsOf(first.pid)).toEqual([]);
  const again = await office.json(['review', 'list']);
  expect(again).toEqual({ code: 0, document: [], err: '' });
});

it('takes a folder over whose holder was killed', { timeout: 120_000 }, async () => {
  const { office, first } = await startedOffice();
  first.kill('SIGKILL');
  await first.ended;
  expect(await office.json(['login', 'list'])).toEqual({ code: 0, document: [], err: '' });
});
