/** Canaries: every value of a population that may stand nowhere outside the database, and the search for them. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { formatUsDate } from '../../domain/dates.ts';
import type { Credentials } from '../../domain/login.ts';
import type { Practice } from './practice.ts';

export interface Haystack {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Shorter texts occur by chance in encrypted bytes. */
const SHORTEST = 6;

/** Names, ids, birth dates in every form, claim numbers of ours and the payer's, user names, passwords, challenge answers. */
export function canariesOf({ population, portal }: Practice, secrets: readonly Credentials[]): string[] {
  const people = [
    ...population.members,
    ...population.claims.map((claim) => ({ ...claim.patient, memberId: claim.memberId, ssn: null })),
    ...population.appointments.map(({ patient, memberId }) => ({ ...patient, memberId, ssn: null })),
  ];
  const values = [
    ...people.flatMap((one) => [one.memberId, one.lastName, one.firstName, one.ssn, ...datesOf(one.birthDate)]),
    ...portal.truth.records.flatMap(({ shown }) => [shown.payerClaimControlNumber, shown.patientControlNumber]),
    ...population.claims.map((claim) => claim.patientControlNumber),
    ...secrets.flatMap(({ username, password, answers }) => [username, password, ...Object.values(answers)]),
  ];
  return [...new Set(values.flatMap((value) => (value && value.length >= SHORTEST ? [value.toLowerCase()] : [])))];
}

/** ISO, as portals print it with and without leading zeros, as X12 writes it. */
function datesOf(iso: string | null): string[] {
  if (!iso) return [];
  const us = formatUsDate(iso);
  return [iso, us, us.replace(/(^|\/)0/g, '$1'), iso.replaceAll('-', '')];
}

/** @returns each canary found, with the name of where; case does not count. */
export function findCanaries(haystacks: readonly Haystack[], canaries: readonly string[]): string[] {
  const byStart = new Map<string, string[]>();
  for (const canary of canaries) {
    const start = canary.slice(0, SHORTEST);
    byStart.set(start, [...(byStart.get(start) ?? []), canary]);
  }
  return haystacks.flatMap(({ name, bytes }) => {
    const text = bytes.toString('latin1').toLowerCase();
    const found = new Set<string>();
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      for (const canary of byStart.get(text.slice(at, at + SHORTEST)) ?? [])
        if (text.startsWith(canary, at)) found.add(canary);
    }
    return [...found].map((canary) => `${canary} in ${name}`);
  });
}

export const haystack = (name: string, text: string): Haystack => ({ name, bytes: Buffer.from(text) });

/** Names and raw bytes of all files below a folder. */
export async function filesOf(folder: string): Promise<Haystack[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map(async (file) => ({ name: file, bytes: await readFile(file) })));
  return [haystack('names of files', names.join('\n')), ...contents];
}
