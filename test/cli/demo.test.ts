/** The main job as a person starts it, on a small practice of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { write837 } from '../../domain/x12/write-837.ts';
import { makePopulation } from '../../sandbox/index.ts';

const run = promisify(execFile);
const CLI = join(import.meta.dirname, '..', '..', 'cli', 'claimwright.mjs');
const TODAY = new Date().toISOString().slice(0, 10);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwright-demo-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('imports, signs in once, asks, stores and reviews, with nothing that differs from the truth of the portal', async () => {
  const { claims } = makePopulation({ seed: 3, today: TODAY, claims: 60 });
  const sent = claims.filter((claim) => claim.kind === 'professional').slice(0, 14);
  const file = join(folder, 'batch.837');
  await writeFile(file, write837(sent, { submittedOn: '2026-01-05' }));
  const summaryFile = join(folder, 'summary.json');
  const { stdout } = await run(process.execPath, [CLI, 'demo', '--once', '--json', summaryFile, '--claims', file], {
    env: { ...process.env, TMPDIR: folder },
    timeout: 150_000,
  });
  const summary = JSON.parse(await readFile(summaryFile, 'utf8'));
  const { eligibility, claimStatus, reviewItems, logins, remittances } = summary;
  expect(stdout).toContain('claim status');
  expect(claimStatus.asked).toBe(sent.length);
  expect(eligibility.asked).toBeGreaterThan(5);
  for (const tally of [eligibility, claimStatus]) {
    expect(tally).toMatchObject({ failed: 0, wrong: 0 });
    expect(tally.answered + tally.review + tally.failed).toBe(tally.asked);
  }
  expect(eligibility.answered + claimStatus.answered).toBeGreaterThan(10);
  expect(reviewItems.unexplained).toBe(0);
  expect(reviewItems.opened).toBeGreaterThanOrEqual(eligibility.review + claimStatus.review + 1);
  expect(logins).toEqual({ lockedOut: 0, signIns: 1 });
  expect(remittances).toMatchObject({ documents: 7, failed: 0, wrong: 0 });
  expect(remittances.posted).toBeGreaterThan(0);
  expect(remittances.review).toBeGreaterThan(0);
  expect(remittances.posted + remittances.review).toBe(remittances.claims);
  expect(remittances.postedCents + remittances.unappliedCents).toBe(remittances.depositCents);
  // Language data, unpacked once a machine, holds nothing of the demo's.
  const left = (await readdir(folder)).filter((name) => name.startsWith('claimwright'));
  expect(left.filter((name) => !name.startsWith('claimwright-ocr-'))).toEqual([]);
}, 180_000);
