/** Second looks, only where they are needed: places with ink but no amount, and rows that do not add up. */
import type { Eyes, Look } from '../../domain/page.ts';
import { codeCounts, isPrintedOften } from './code-counts.ts';
import { codeText } from './code-text.ts';
import { GOOD_SCORE } from './confidence.ts';
import { spanOf } from './date-text.ts';
import type { Found, FoundPayment } from './found.ts';
import { addLooks, rowsOfClaim } from './amounts.ts';
import type { PaymentModel } from './amounts.ts';
import type { LabelField } from './label-terms.ts';
import type { AmountSpot, RowModel } from './row-cells.ts';
import type { AmountRow, PaymentRows, SolvedPayment } from './solve/cells.ts';
import { paymentDay } from './payment-day.ts';
import { wantedLooks } from './solve/index.ts';
import type { Position } from './solve/index.ts';

/** Darker than paper with specks, lighter than any printed figure. */
const INK = 0.012;

const rowsOf = (model: PaymentModel): RowModel[] => [...model.claims.flatMap(rowsOfClaim), ...model.totals];

/** Marks the empty cells of scanned pages that are not empty. */
export async function findMissedInk(model: PaymentModel, eyes: Eyes): Promise<void> {
  const empty = rowsOf(model).flatMap((row) =>
    row.cells.flatMap((cell) => cell.spots.filter((spot) => spot.source === 'ocr' && spot.readings.length === 0)),
  );
  await byPage(empty, async (page, spots) => {
    const shares = await eyes.ink(
      page,
      spots.map((spot) => spot.box),
    );
    spots.forEach((spot, at) => {
      spot.hasInk ||= (shares[at] ?? 0) > INK;
    });
  });
}

/** Looks again at what arithmetic could not settle. @returns whether anything was looked at. */
export async function lookAgain(
  model: PaymentModel,
  rows: PaymentRows,
  solved: SolvedPayment,
  eyes: Eyes,
): Promise<boolean> {
  const wanted = new Set(wantedLooks(rows, solved).flatMap((position) => spotsAt(model, rows, position)));
  const seen = [...wanted].filter((spot) => spot.source === 'ocr');
  await byPage(seen, async (page, spots) => {
    const looks = await eyes.lookAgain(
      page,
      spots.map((spot) => ({ box: spot.box, alphabet: 'money' as const })),
    );
    spots.forEach((spot, at) => addLooks(spot, looks[at] ?? []));
  });
  return seen.length > 0;
}

function spotsAt(model: PaymentModel, rows: PaymentRows, position: Position): readonly AmountSpot[] {
  const at = (row: RowModel | null | undefined, given: AmountRow | null | undefined, cell: number) =>
    row?.cells.find((each) => each.place === given?.cells[cell]?.place)?.spots ?? [];
  switch (position.kind) {
    case 'line': {
      const [own, given] = [model.claims[position.claim], rows.claims[position.claim]];
      return at(own?.lines[position.row] ?? own?.whole, given?.lines[position.row], position.cell);
    }
    case 'claim-total':
      return at(model.claims[position.claim]?.total, rows.claims[position.claim]?.total, position.cell);
    case 'total':
      return at(model.totals[position.row], rows.totals[position.row]?.row, position.cell);
    case 'amount':
      return model.amounts;
    case 'provider-adjustment':
      return model.adjustments.slice(position.row, position.row + 1);
  }
}

async function byPage(
  spots: readonly AmountSpot[],
  run: (page: number, spots: readonly AmountSpot[]) => Promise<void>,
): Promise<void> {
  for (const page of new Set(spots.map((spot) => spot.page)))
    await run(
      page,
      spots.filter((spot) => spot.page === page),
    );
}

/** Engine scores from here on are as good as a second look. */
const GOOD_TEXT = 0.93;
/** Below this a number that our own claims can be held against is looked at again, too. */
const POOR_TEXT = 0.8;

/** A text that was found, and where it stands in what was found. */
interface Place {
  readonly found: Found;
  readonly alphabet: 'code' | 'text';
  /** Puts a better reading in its place; null where there is none to put. */
  readonly replace: ((better: Found) => void) | null;
  /** Our own claims say whether it was read right: `S` for `5` is seen alike by every look. */
  readonly isOurs: boolean;
}

const OURS: readonly LabelField[] = ['account', 'memberId'];

const placeOf = (found: Found | undefined | null): Place[] =>
  found ? [{ found, alphabet: 'code', replace: null, isOurs: false }] : [];

const placeIn = (fields: Map<LabelField, Found>, field: LabelField): Place[] => {
  const found = fields.get(field);
  const alphabet = field === 'checkDate' ? ('text' as const) : ('code' as const);
  return found
    ? [{ found, alphabet, replace: (better) => fields.set(field, better), isOurs: OURS.includes(field) }]
    : [];
};

/**
 * Reads again what no arithmetic vouches for and what a posting rests on: payment number and date, the payer's claim
 * numbers, codes; and the patient's numbers where they are hard to read.
 */
export async function confirmTexts(payment: FoundPayment, eyes: Eyes, latest: string): Promise<void> {
  const counts = codeCounts(payment.claims);
  const poor = ({ found }: Place) => found.confidence < POOR_TEXT;
  const wanted = [
    ...(['checkNumber', 'checkDate'] as const).flatMap((field) => placeIn(payment.fields, field)),
    ...unlabelledDay(payment, latest),
    ...payment.claims.flatMap(({ fields }) => placeIn(fields, 'claimNumber')),
    ...payment.claims.flatMap(({ fields }) =>
      [...placeIn(fields, 'account'), ...placeIn(fields, 'memberId')].filter(poor),
    ),
    ...payment.claims.flatMap((claim) =>
      claim.lines.flatMap(({ codes }) => codes.filter(({ text }) => !isPrintedOften(text, counts)).flatMap(placeOf)),
    ),
    ...payment.adjustments.flatMap((each) => placeOf(each.reference)),
  ].filter(({ found }) => found.source === 'ocr' && found.confidence < GOOD_TEXT);
  for (const page of new Set(wanted.map(({ found }) => found.page))) {
    const here = wanted.filter(({ found }) => found.page === page);
    const looks = await eyes.lookAgain(
      page,
      here.map(({ found, alphabet }) => ({
        box: found.box,
        alphabet,
        ...(found.confidence >= GOOD_SCORE && { isEnough: (text: string) => saysTheSame(text, found, latest) }),
      })),
    );
    here.forEach((place, at) => confirm(place, looks[at] ?? [], latest));
  }
}

function unlabelledDay(payment: FoundPayment, latest: string): Place[] {
  const found = payment.fields.has('checkDate') ? null : paymentDay(payment, latest);
  return found ? [{ found, alphabet: 'text', replace: null, isOurs: false }] : [];
}

const plain = (text: string): string => codeText(text).replace(/[^A-Z0-9]/g, '');

const isSameDay = (one: string, other: string, latest: string): boolean => {
  const [a, b] = [spanOf(one, latest), spanOf(other, latest)];
  return a !== null && a.from === b?.from;
};

const saysTheSame = (text: string, found: Found, latest: string): boolean =>
  plain(text) === plain(found.text) || isSameDay(text, found.text, latest);

function confirm({ found, alphabet, replace, isOurs }: Place, looks: readonly Look[], latest: string): void {
  if (looks.length === 0) return;
  const better = alphabet === 'code' && replace ? betterReading(found, looks, isOurs) : null;
  if (better && replace) {
    replace({
      ...found,
      text: better.text,
      confidence: Math.min(better.confidence, SURE_LOOK_COUNTS),
      secondLook: 'other',
    });
    return;
  }
  if (isOurs) return;
  const isSame = (look: Look) => saysTheSame(look.text, found, latest);
  const isOnly = looks.length === 1 && looks[0]!.confidence >= LEGIBLE && found.confidence >= LEGIBLE;
  found.secondLook = !looks.some(isSame) ? 'other' : isOnly ? 'always' : 'same';
}

/** A look that is so sure, and surer than the first, is believed: enough to find our claim by, never to post by. Of a number that only the payer has it must be surer. */
const SURE_LOOK = { ours: 0.7, theirs: 0.85 };
const SURE_LOOK_COUNTS = 0.9;
const LEGIBLE = 0.5;

/** Letter and figure of one shape beside each other: the engine gave one character twice. */
const TWICE: readonly (readonly [RegExp, string])[] = [
  [/O0|0O/g, '0'],
  [/[IL]1|1[IL]/g, '1'],
  [/Z2|2Z/g, '2'],
  [/S5|5S/g, '5'],
  [/G6|6G/g, '6'],
  [/B8|8B/g, '8'],
];

const readOnce = (text: string): string => TWICE.reduce((once, [twice, figure]) => once.replace(twice, figure), text);

const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' };
const asFigures = (text: string): string => text.replace(/[OILZSGB]/g, (letter) => LOOKALIKES[letter] ?? letter);

function betterReading(found: Found, looks: readonly Look[], isOurs: boolean): Look | null {
  const now = plain(found.text);
  const once = readOnce(now);
  const single =
    once === now
      ? undefined
      : looks.find(({ text }) => plain(text) !== now && asFigures(plain(text)) === asFigures(once));
  if (single) return { ...single, text: readOnce(found.text.toUpperCase()) };
  const [best] = looks;
  if (!best || looks.some((look) => plain(look.text) === now)) return null;
  const least = isOurs ? SURE_LOOK.ours : SURE_LOOK.theirs;
  return best.confidence >= least && best.confidence > found.confidence ? best : null;
}
