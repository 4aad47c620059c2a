/**
 * 835 files: the verdicts of the public files against their answer key, one-cent changes of every amount, files broken at random,
 * and 20,000 claims read and balanced in a process of their own.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { seeded } from '../builders/random.ts';
import { centChanges, isCaught } from '../builders/remit-cents.ts';
import { judge } from '../builders/remit-judge.ts';
import { mutate } from '../builders/remit-mutations.ts';
import { inCents, verdictOf } from '../builders/remit-verdict.ts';
import { balanceManifest, sampleText } from '../builders/samples.ts';
import { remit835 } from '../builders/x12-835.ts';
import type { BenchResult } from './result.ts';

const MUTATIONS = 10_000;
const LARGE_CLAIMS = 20_000;

export async function benchEra(): Promise<BenchResult> {
  const verdicts = readVerdicts();
  const files = verdicts.map(({ file }) => file);
  const texts = [...files.map(sampleText), ...[1, 2, 3, 4, 5, 6].map((seed) => remit835({ seed, claims: 4 }))];
  const cents = oneCentMore(texts);
  const broken = breakAtRandom(texts);
  const large = await readLarge();
  const summary = {
    files: files.length,
    verdictsAgree: verdicts.filter(({ agrees }) => agrees).length,
    amounts: cents.amounts,
    oneCentCaught: cents.caught,
    mutations: MUTATIONS,
    crashes: broken['crash'] ?? 0,
    silentMisreads: broken['misread'] ?? 0,
    refused: broken['refused'] ?? 0,
    held: broken['held'] ?? 0,
    posted: broken['posted'] ?? 0,
    claims: large.claims,
    megabytes: large.megabytes,
    readSeconds: large.seconds,
    readCpuSeconds: large.cpuSeconds,
    residentMiB: large.residentMiB,
  };
  return { summary, rows: verdicts.map(({ file, agrees }) => ({ file, verdict: agrees ? 'agrees' : 'DIFFERS' })) };
}

/** One for each public file; it agrees when every key of every transaction does. */
function readVerdicts(): { file: string; agrees: boolean }[] {
  const entries = balanceManifest();
  return [...new Set(entries.map(({ file }) => file))].map((file) => {
    const text = sampleText(file);
    const mine = entries.filter((entry) => entry.file === file);
    return { file, agrees: mine.every((entry) => isDeepStrictEqual(verdictOf(text, entry), inCents(entry))) };
  });
}

function oneCentMore(texts: readonly string[]): { amounts: number; caught: number } {
  const results = texts.flatMap((text) => centChanges(text).map((change) => isCaught(text, change)));
  return { amounts: results.length, caught: results.filter(Boolean).length };
}

function breakAtRandom(texts: readonly string[]): Record<string, number> {
  const random = seeded(10_835);
  const counts: Record<string, number> = {};
  for (let turn = 0; turn < MUTATIONS; turn += 1) {
    const { name, text } = mutate(texts[turn % texts.length]!, random);
    const verdict = judge(text);
    counts[verdict.is] = (counts[verdict.is] ?? 0) + 1;
    if ('why' in verdict) process.stderr.write(`${verdict.is} after "${name}": ${verdict.why}\n`);
  }
  return counts;
}

interface Large {
  readonly claims: number;
  readonly megabytes: number;
  readonly seconds: number;
  /** Of the whole child, its start included. */
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** @throws Error when a claim of the file, which balances, is not ready to post. */
async function readLarge(): Promise<Large> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-era-'));
  try {
    const path = join(folder, 'large.835');
    const text = remit835({ seed: 20, claims: LARGE_CLAIMS, mostLines: 5 });
    await writeFile(path, text);
    const script = join(import.meta.dirname, 'era-process.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, path]);
    const read = JSON.parse(stdout) as Omit<Large, 'megabytes'> & { posted: number };
    if (read.posted !== LARGE_CLAIMS)
      throw new Error(`${LARGE_CLAIMS - read.posted} sound claims were held: the reader or the builder is broken.`);
    return { ...read, megabytes: text.length / 1_000_000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
