/** Second looks, only where they are needed: places with ink but no amount, and rows that do not add up. */
import type { Eyes } from '../../domain/page.ts';
import { codeText } from './code-text.ts';
import { spanOf } from './date-text.ts';
import type { Found, FoundPayment } from './found.ts';
import { addLooks, rowsOfClaim } from './amounts.ts';
import type { PaymentModel } from './amounts.ts';
import type { AmountSpot, RowModel } from './row-cells.ts';
import type { AmountRow, PaymentRows, SolvedPayment } from './solve/cells.ts';
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

/** Reads again what no arithmetic vouches for and what a posting rests on: payment number and date, the payer's claim numbers, codes. */
export async function confirmTexts(payment: FoundPayment, eyes: Eyes, latest: string): Promise<void> {
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
        latest,
      ),
    );
  }
}

const plain = (text: string): string => codeText(text).replace(/[^A-Z0-9]/g, '');

const isSameDay = (one: string, other: string, latest: string): boolean => {
  const [a, b] = [spanOf(one, latest), spanOf(other, latest)];
  return a !== null && a.from === b?.from;
};

function confirm(found: Found, looks: readonly string[], latest: string): void {
  if (looks.length > 0)
    found.secondLook = looks.some((look) => plain(look) === plain(found.text) || isSameDay(look, found.text, latest))
      ? 'same'
      : 'other';
}
