/** Second looks, only where they are needed: places with ink but no amount, and rows that do not add up. */
import type { Eyes } from '../../domain/page.ts';
import { codeText } from './code-text.ts';
import type { Found, FoundPayment } from './found.ts';
import { addLooks } from './amounts.ts';
import type { AmountSpot, PaymentModel, RowModel } from './amounts.ts';
import type { SolvedPayment, SolvedRow } from './solve/cells.ts';

/** Darker than paper with specks, lighter than any printed figure. */
const INK = 0.012;

const rowsOf = (model: PaymentModel): RowModel[] => [
  ...model.claims.flatMap((claim) => [...claim.lines, ...(claim.total ? [claim.total] : [])]),
  ...model.totals,
];

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
  solved: SolvedPayment,
  placesOf: (row: RowModel) => readonly number[],
  eyes: Eyes,
): Promise<boolean> {
  const wanted = new Set<AmountSpot>();
  const want = (row: RowModel, values: SolvedRow) => {
    const places = placesOf(row);
    for (const cell of row.cells) {
      const value = values.cells[places.indexOf(cell.place)];
      const isDoubtful = !value || (value.cents === null && !(value.isEmpty && values.holds));
      if (isDoubtful)
        for (const spot of cell.spots)
          if (spot.source === 'ocr' && (spot.hasInk || spot.readings.length > 0)) wanted.add(spot);
    }
  };
  solved.claims.forEach((claim, at) => {
    const own = model.claims[at]!;
    claim.lines.forEach((row, line) => want(own.lines[line]!, row));
    if (claim.total && own.total) want(own.total, claim.total);
  });
  solved.totals.forEach((row, at) => want(model.totals[at]!, row));
  if (solved.amount.cents === null || !solved.adds)
    for (const spot of [...model.amounts, ...model.adjustments]) if (spot.source === 'ocr') wanted.add(spot);
  await byPage([...wanted], async (page, spots) => {
    const looks = await eyes.lookAgain(
      page,
      spots.map((spot) => ({ box: spot.box, alphabet: 'money' as const })),
    );
    spots.forEach((spot, at) => addLooks(spot, looks[at] ?? []));
  });
  return wanted.size > 0;
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

/** Reads again what no arithmetic vouches for and what a posting rests on: payment number and date, the payer's claim numbers, codes. */
export async function confirmTexts(payment: FoundPayment, eyes: Eyes): Promise<void> {
  const wanted = [
    ...(['checkNumber', 'checkDate'] as const).flatMap((field) => payment.fields.get(field) ?? []),
    ...payment.claims.flatMap((claim) => claim.fields.get('claimNumber') ?? []),
    ...payment.claims.flatMap((claim) => claim.lines.flatMap((line) => line.codes)),
    ...payment.adjustments.flatMap((each) => each.reference ?? []),
  ].filter((found) => found.source === 'ocr' && found.confidence < GOOD_TEXT);
  for (const page of new Set(wanted.map((found) => found.page))) {
    const here = wanted.filter((found) => found.page === page);
    const looks = await eyes.lookAgain(
      page,
      here.map((found) => ({
        box: found.box,
        alphabet: found === payment.fields.get('checkDate') ? ('text' as const) : ('code' as const),
      })),
    );
    here.forEach((found, at) =>
      confirm(
        found,
        (looks[at] ?? []).map((look) => look.text),
      ),
    );
  }
}

const plain = (text: string): string => codeText(text).replace(/[^A-Z0-9]/g, '');

function confirm(found: Found, looks: readonly string[]): void {
  if (looks.length > 0) found.secondLook = looks.some((look) => plain(look) === plain(found.text)) ? 'same' : 'other';
}
