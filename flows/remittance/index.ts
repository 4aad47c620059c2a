/**
 * The recipe for a paper remittance, one pure step a file:
 * rows (geometry), tables (headings), walk (payments and claims), solve (arithmetic), second look, assemble, judge.
 */
import { applyCrosswalk } from '../../domain/crosswalk.ts';
import type { Eyes, PageSight } from '../../domain/page.ts';
import type { FieldSource, RemittanceDocument } from '../../domain/remittance.ts';
import { modelOf, solverRows } from './amounts.ts';
import type { PaymentModel } from './amounts.ts';
import { assemble, printedCodes } from './assemble.ts';
import { certainlyOff } from './certainly-off.ts';
import type { SettledPayment } from './assemble.ts';
import type { FoundPayment } from './found.ts';
import { partiesOn } from './furniture.ts';
import { humbled } from './humble.ts';
import { interestOnTop } from './interest-on-top.ts';
import { CERTAIN, judged } from './judge.ts';
import { codesOn, explainFrom, legendOf } from './legend.ts';
import { inOrder } from './page-order.ts';
import { withMendedHeads } from './mend-heads.ts';
import { mendTexts } from './mend-texts.ts';
import { withMendedWords } from './mend-words.ts';
import { paperKind } from './paper-kind.ts';
import { paymentOff } from './payment-off.ts';
import { providerReadings } from './provider-level.ts';
import { readingRowsOf } from './page-columns.ts';
import type { PageRows } from './rows.ts';
import { confirmTexts, findMissedInk, lookAgain } from './second-look.ts';
import { isSeenAsSaid } from './seen-as-said.ts';
import { withSettledMeanings } from './table-meanings.ts';
import { withoutFields, withTiedAllowed } from './tied-allowed.ts';
import { solvePayment } from './solve/index.ts';
import type { PaymentRows, SolvedPayment } from './solve/cells.ts';
import { walk } from './walk.ts';
import { withWholeCells } from './wrapped-cells.ts';
import type { Walk } from './walk-state.ts';

export interface PaperRequest {
  readonly source: { readonly file: string; readonly sha256: string };
  /** Every page of the file, in its order. */
  readonly pages: readonly PageSight[];
  readonly eyes: Eyes;
  /** The practice's calendar day, `YYYY-MM-DD`: no date on the paper is later than a few weeks after it. */
  readonly today: string;
  /** A person has put the pages in their order: it is kept, whatever numbers are printed on them. */
  readonly isOrderGiven?: boolean;
}

/** Reads a paper EOB. What is not certain says so in its confidence; nothing is forced to balance. */
export async function readPaper(request: PaperRequest): Promise<RemittanceDocument> {
  const first = await readPages(request, request.pages);
  const doubted = request.pages.filter((page) => page.source === 'text-layer' && page.kind === 'printed');
  if (doubted.length === 0 || isSound(first)) return first;
  // A text layer that does not add up may be broken: what the eye sees decides, when it adds up better.
  const seen = await Promise.all(
    request.pages.map(async (page) =>
      doubted.includes(page)
        ? { ...page, source: 'ocr' as const, words: await request.eyes.recognize(page.page) }
        : page,
    ),
  );
  // What is printed as the text layer says contradicts itself: a second reading would only mend it.
  if (doubted.every((page) => isSeenAsSaid(page, seen.find((each) => each.page === page.page)!.words))) return first;
  const second = await readPages(request, seen);
  return soundness(second) > soundness(first) ? second : first;
}

async function readPages(
  { source, eyes, today, isOrderGiven = false }: PaperRequest,
  sights: readonly PageSight[],
): Promise<RemittanceDocument> {
  const mended = await Promise.all(
    sights.map((page) => withMendedHeads(withMendedWords(withWholeCells(page)), eyes, today)),
  );
  const { pages, missing } = inOrder(
    mended.filter((page) => page.kind === 'printed').map((page) => readingRowsOf(page, today)),
    isOrderGiven,
  );
  const from = { kind: 'paper-eob' as const, ...source, pages: sights.length };
  const found = walk(pages, today);
  const no = paperKind(pages, found);
  if (no)
    return {
      schema: 'remittance/1',
      source: { ...from, kind: 'not-a-remittance' },
      payments: [],
      fields: {},
      exceptions: [no],
    };
  const sources = new Map(pages.map((page) => [page.page, page.source]));
  const settled: SettledPayment[] = [];
  for (const payment of found.payments)
    settled.push(await settle(payment, pages, found.headings, sources, eyes, today));
  const assembled = assemble(from, settled, today, explainFrom(legendOf(found, codesOn(found))));
  const tied = assembled.payments.map((payment, at) => withTiedAllowed(payment, at));
  const document = {
    ...assembled,
    payments: tied.map(({ payment }) => payment),
    fields: withoutFields(
      humbled(assembled.fields, settled),
      tied.flatMap(({ dropped }) => dropped),
    ),
  };
  const legend = legendOf(found, printedCodes(document.payments));
  const explained = document.payments.map(
    (payment) => applyCrosswalk(payment, { office: [], register: [], legend }).payment,
  );
  const exceptions = missing ? [{ code: 'page-missing', detail: missing }] : [];
  return {
    ...document,
    exceptions,
    payments: explained
      .map((payment, at) => ({
        ...payment,
        exceptions: [...payment.exceptions, ...exceptions, ...paymentOff(settled[at]!, payment)],
      }))
      .map((payment, at) =>
        judged(payment, at, document.fields, certainlyOff(settled[at]!, payment, isCertainIn(document, at))),
      ),
    ...(legend.size > 0 && { legend: Object.fromEntries(legend) }),
  };
}

const isCertainIn =
  ({ fields }: RemittanceDocument, at: number) =>
  (pointer: string): boolean =>
    (fields[`/payments/${at}${pointer}`]?.confidence ?? 0) >= CERTAIN;

async function settle(
  found: FoundPayment,
  pages: readonly PageRows[],
  headings: Walk['headings'],
  sources: ReadonlyMap<number, PageRows['source']>,
  eyes: Eyes,
  latest: string,
): Promise<SettledPayment> {
  let model = withSettledMeanings(modelOf(found, sources));
  await findMissedInk(model, eyes);
  let { rows, solved } = solve(model, found);
  const onTop = interestOnTop(found, solved);
  if (onTop.length > 0) {
    found.adjustments.push(...onTop);
    model = withSettledMeanings(modelOf(found, sources));
    await findMissedInk(model, eyes);
    ({ rows, solved } = solve(model, found));
  }
  if (await lookAgain(model, rows, solved, eyes)) ({ rows, solved } = solve(model, found));
  await mendTexts(found, sources, eyes, latest);
  await confirmTexts(found, eyes, latest);
  const own = pages.filter((page) => found.pages.has(page.page));
  return {
    found,
    model,
    rows,
    solved,
    providerReadings: providerReadings(found, model),
    parties: partiesOn(own.length > 0 ? own : pages, headings),
    pages: own,
  };
}

function solve(model: PaymentModel, found: FoundPayment): { rows: PaymentRows; solved: SolvedPayment } {
  const rows = solverRows(model, providerReadings(found, model));
  return { rows, solved: solvePayment(rows) };
}

const isSound = (document: RemittanceDocument): boolean =>
  document.payments.length > 0 &&
  document.payments.every((payment) => payment.balance.payment && payment.balance.claims && payment.balance.lines);

function soundness(document: RemittanceDocument): number {
  const claims = document.payments.flatMap((payment) => payment.claims);
  const certain = Object.values(document.fields).filter((field: FieldSource) => field.confidence >= 0.99).length;
  return (
    claims.filter((claim) => claim.disposition === 'post').length * 1000 +
    document.payments.filter((payment) => payment.balance.payment).length * 500 +
    certain
  );
}
