/** The single comparisons of matching: numbers that payers mangle, names in every order, dates, amounts. */
import type { Person } from './claim.ts';
import type { Agreement, OpenClaim } from './open-claim.ts';
import type { RemittanceClaim } from './remittance.ts';

/** @returns letters and digits only, in capitals. */
export const plainNumber = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** What payers print where they have no number. */
const NO_NUMBER = /^(0+|N?ONE|NA|NOTONFILE|NOTGIVEN|UNKNOWN|X+)$/;

/** @returns null when a number is not really stated. */
export function statedNumber(text: string | null | undefined): string | null {
  const plain = plainNumber(text ?? '');
  return plain === '' || NO_NUMBER.test(plain) ? null : plain;
}

/** @returns the number without leading zeros: payers add and drop them. */
export const withoutZeros = (plain: string): string => plain.replace(/^0+(?=.)/, '');

const SHORTEST_PART = 4;
const SHORTEST_FOLDED = 6;

/** Characters that scanners and people take for each other count as one. */
const folded = (plain: string): string =>
  plain.replace(/[OQ]/g, '0').replace(/[IL]/g, '1').replace(/S/g, '5').replace(/B/g, '8').replace(/Z/g, '2');

/** Compares numbers. `weak`: zeros in front, or one is a long piece of the other's start or end. */
export function compareNumbers(ours: string | null | undefined, theirs: string | null | undefined): Agreement {
  const [a, b] = [statedNumber(ours), statedNumber(theirs)];
  if (a === null || b === null) return 'not-stated';
  if (a === b || (a.length >= SHORTEST_FOLDED && folded(a) === folded(b))) return 'same';
  const [long, short] = [withoutZeros(a), withoutZeros(b)].toSorted((one, two) => two.length - one.length);
  if (long === undefined || short === undefined) return 'differs';
  if (long === short) return 'weak';
  const isPiece = long.startsWith(short) || long.endsWith(short);
  return isPiece && short.length >= SHORTEST_PART && short.length * 2 >= long.length ? 'weak' : 'differs';
}

const SUFFIXES = /^(JR|SR|II|III|IV|V|MD|DR|MR|MRS|MS|ESQ)$/;

/** @returns the words of a name in capitals, without accents, marks and suffixes; hyphens part words, apostrophes do not. */
export const nameWords = (text: string | null | undefined): string[] =>
  (text ?? '')
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z\s,-]/g, '')
    .split(/[\s,-]+/)
    .filter((word) => word !== '' && !SUFFIXES.test(word));

interface Name {
  readonly last: string;
  readonly first: string;
  readonly all: string;
}

function nameOf(lastName: string | null | undefined, firstName: string | null | undefined): Name {
  const [last, first] = [nameWords(lastName), nameWords(firstName)];
  // A middle initial comes and goes; a first name that is an initial alone stays.
  const given = first.filter((word, place) => place === 0 || word.length > 1);
  return {
    last: last.join(''),
    first: given.join(''),
    all: [...last, ...given]
      .filter((word) => word.length > 1)
      .toSorted()
      .join(' '),
  };
}

const SHORTEST_CUT = 4;
const isCut = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= SHORTEST_CUT && (a.startsWith(b) || b.startsWith(a)));
const isInitial = (a: string, b: string): boolean =>
  a !== '' && b !== '' && (a.length === 1 || b.length === 1) && a[0] === b[0];

/** Compares a patient's name. `weak`: cut off, an initial, or the first name missing. Nicknames are not guessed. */
export function comparePatient(ours: Person, theirs: RemittanceClaim['patient']): Agreement {
  const a = nameOf(ours.lastName, ours.firstName);
  const b = nameOf(theirs.lastName, theirs.firstName);
  if (b.last === '' || a.last === '') return 'not-stated';
  if (a.last === b.last && a.first === b.first && a.first !== '') return 'same';
  if (a.all === b.all && a.all.includes(' ')) return 'same';
  if (!isCut(a.last, b.last)) return 'differs';
  if (a.first === '' || b.first === '') return a.last === b.last ? 'weak' : 'differs';
  return isCut(a.first, b.first) || isInitial(a.first, b.first) ? 'weak' : 'differs';
}

/** @returns the days of service that a remittance claim states: its own, else those of its lines; first and last. */
export function statedDays(claim: RemittanceClaim): { readonly from: string; readonly to: string } | null {
  const days = claim.lines.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted();
  const from = claim.serviceFrom ?? days[0];
  if (from === undefined || from === null) return null;
  return { from, to: claim.serviceTo ?? days.at(-1) ?? from };
}

/** Compares service dates. `weak`: within ours, as when a claim was split. */
export function compareDays({ claim }: OpenClaim, theirs: RemittanceClaim): Agreement {
  const stated = statedDays(theirs);
  const from = claim.serviceFrom ?? claim.serviceTo;
  if (stated === null || from === null) return 'not-stated';
  const to = claim.serviceTo ?? from;
  if (stated.from === from && (stated.to === to || stated.to === from)) return 'same';
  return stated.from >= from && stated.to <= to ? 'weak' : 'differs';
}

/** Compares charges; a reversal carries them negated. `weak`: a part of the claim whose lines are ours. */
export function compareBilled({ claim }: OpenClaim, theirs: RemittanceClaim): Agreement {
  if (theirs.billedCents === null) return 'not-stated';
  if (Math.abs(theirs.billedCents) === claim.billedCents) return 'same';
  const ours = claim.lines.map(({ billedCents }) => billedCents);
  const isPart =
    theirs.lines.length > 0 && theirs.lines.every((line) => takeOut(ours, Math.abs(line.billedCents ?? -1)));
  return isPart ? 'weak' : 'differs';
}

function takeOut(from: number[], amount: number): boolean {
  const place = from.indexOf(amount);
  if (place >= 0) from.splice(place, 1);
  return place >= 0;
}
