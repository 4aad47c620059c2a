/** The document from what was found and solved: payments with their claims, every value with its place. */
import type {
  Adjustment,
  ProviderAdjustment,
  RemittanceClaim,
  RemittanceDocument,
  RemittancePayment,
} from '../../domain/remittance.ts';
import { placesIn } from './amounts.ts';
import type { PaymentModel } from './amounts.ts';
import { claimOf } from './assemble-claim.ts';
import { codeCounts } from './code-counts.ts';
import { spanOf } from './date-text.ts';
import { doubtNumbers, doubtProcedures } from './doubtful-numbers.ts';
import type { FieldLog } from './field-log.ts';
import { openFieldLog } from './field-log.ts';
import type { Found, FoundPayment } from './found.ts';
import type { Parties } from './furniture.ts';
import type { Explain } from './line-adjustments.ts';
import { paymentDay } from './payment-day.ts';
import { chosenAdjustments } from './provider-level.ts';
import { isBare, isGivenFirst } from './people.ts';
import type { PageRows } from './rows.ts';
import type { PaymentRows, Reading, SolvedPayment } from './solve/cells.ts';

export interface SettledPayment {
  readonly found: FoundPayment;
  readonly model: PaymentModel;
  readonly rows: PaymentRows;
  readonly solved: SolvedPayment;
  /** For each payer-level entry its amounts in the sign of X12, the likeliest first. */
  readonly providerReadings: readonly (readonly Reading[])[];
  readonly parties: Parties;
  /** Those that the payment stands on. */
  readonly pages: readonly PageRows[];
}

/**
 * @param latest the last day that can stand on the paper.
 * @param explain what the paper's legend says of a payer's own codes.
 */
export function assemble(
  source: RemittanceDocument['source'],
  settled: readonly SettledPayment[],
  latest: string,
  explain: Explain,
): RemittanceDocument {
  const log = openFieldLog();
  return {
    schema: 'remittance/1',
    source,
    payments: settled.map((payment, at) => paymentOf(payment, `/payments/${at}`, log, latest, explain)),
    fields: log.fields,
  };
}

function paymentOf(
  settled: SettledPayment,
  pointer: string,
  log: FieldLog,
  latest: string,
  explain: Explain,
): RemittancePayment {
  const { found, model, rows, solved } = settled;
  const text = (
    field: 'checkNumber' | 'npi' | 'tin' | 'payerId',
    key: string,
    clean: (text: string) => string,
  ): string | null => {
    const value = found.fields.get(field);
    if (!value) return null;
    log.text(`${pointer}/${key}`, value, field !== 'npi' || hasNpiCheckDigit(clean(value.text)));
    return clean(value.text);
  };
  const digits = (value: string) => value.replace(/\D/g, '');
  const date = paymentDay(found, latest);
  const day = date ? (spanOf(date.text, latest)?.from ?? null) : null;
  if (date && day) log.text(`${pointer}/date`, date, true);
  const amountSpot =
    model.amounts.find((spot) => spot.readings.some((reading) => reading.cents === solved.amount.cents)) ??
    model.amounts[0];
  const amountCents = solved.amount.cents ?? solved.amount.bestCents ?? amountSpot?.readings[0]?.cents ?? null;
  if (amountSpot && amountCents !== null) log.amount(`${pointer}/amountCents`, solved.amount, amountSpot);
  const placesOf = (table: number) => placesIn(rows, table);
  const context = {
    log,
    latest,
    identities: solved.identities,
    codes: codeCounts(found.claims),
    explain,
    isGivenFirst: isGivenFirst(bareNames(found)),
  };
  const claims = found.claims.map((claim, at) =>
    claimOf(claim, model.claims[at]!, solved.claims[at]!, placesOf, `${pointer}/claims/${at}`, context),
  );
  const adjustments = entries(settled, claims, amountCents, pointer, log);
  vouchInterest(claims, adjustments, pointer, log);
  vouchPayment(claims, adjustments, amountCents, pointer, log);
  const number = text('checkNumber', 'number', (value) => value.replace(/\s+/g, '').replace(/^[#:]+|[.,;:]+$/g, ''));
  doubtNumbers(number, claims, pointer, log);
  doubtProcedures(claims, pointer, log);
  return {
    payer: {
      name: party(found.fields.get('payer'), settled.parties.payer, `${pointer}/payer/name`, log),
      id: text('payerId', 'payer/id', (value) => value.toUpperCase()),
    },
    payee: {
      name: party(found.fields.get('payee'), settled.parties.payee, `${pointer}/payee/name`, log),
      npi: text('npi', 'payee/npi', digits),
      tin: text('tin', 'payee/tin', digits),
    },
    method: methodOf(found),
    number,
    date: day,
    amountCents,
    claims,
    providerAdjustments: adjustments,
    balance: { lines: false, claims: false, payment: false, differenceCents: 0 },
    disposition: 'review',
    exceptions: [],
  };
}

const BY_BANK = /\b(?:eft|ach|trace|electronic|direct deposit|transfer|wire|deposit)\b/i;
const BY_CHECK = /\b(?:check|cheque|chk|ck|warrant|draft)\b/i;

/** How the money came, by the words for it, else by those beside number and amount where they name one way only. */
function methodOf({ fields, labels }: FoundPayment): RemittancePayment['method'] {
  const words = fields.get('method')?.text ?? labels.join(' ');
  const [isByBank, isByCheck] = [BY_BANK.test(words), BY_CHECK.test(words)];
  return isByBank === isByCheck ? null : isByBank ? 'ACH' : 'CHK';
}

const bareNames = ({ claims }: FoundPayment): string[] =>
  claims.flatMap(({ fields }) => fields.get('patient')?.text ?? []).filter(isBare);

/** Claims that are certain and come to the stated amount speak for it and for what stands between: no misreading hits that sum. */
function vouchPayment(
  claims: readonly RemittanceClaim[],
  adjustments: readonly ProviderAdjustment[],
  amountCents: number | null,
  pointer: string,
  log: FieldLog,
): void {
  const paid = claims.map((claim, at) => ({
    cents: claim.paidCents,
    confidence: log.fields[`${pointer}/claims/${at}/paidCents`]?.confidence ?? 0,
    isPended: claim.isPended,
  }));
  if (paid.some((each) => !each.isPended && (each.cents === null || each.confidence < 0.99))) return;
  const due =
    paid.reduce((sum, each) => sum + (each.cents ?? 0), 0) -
    adjustments.reduce((sum, each) => sum + each.amountCents, 0);
  if (amountCents === null || due !== amountCents) return;
  log.vouch(`${pointer}/amountCents`);
  adjustments.forEach((_, at) => log.vouch(`${pointer}/providerAdjustments/${at}/amountCents`));
}

/** Interest on claims is paid at payer level: where the two agree, each speaks for the other. */
function vouchInterest(
  claims: readonly RemittanceClaim[],
  adjustments: readonly ProviderAdjustment[],
  pointer: string,
  log: FieldLog,
): void {
  const claimed = claims.reduce((sum, claim) => sum + (claim.interestCents ?? 0), 0);
  const paid = adjustments.filter((each) => each.reason === 'L6').reduce((sum, each) => sum - each.amountCents, 0);
  if (claimed === paid) claims.forEach((_, at) => log.vouch(`${pointer}/claims/${at}/interestCents`));
}

function entries(
  { found, providerReadings }: SettledPayment,
  claims: readonly RemittanceClaim[],
  amountCents: number | null,
  pointer: string,
  log: FieldLog,
): ProviderAdjustment[] {
  const paid = claims.reduce<number | null>(
    (sum, claim) =>
      sum === null || (claim.paidCents === null && !claim.isPended) ? null : sum + (claim.paidCents ?? 0),
    0,
  );
  const owed = paid === null || amountCents === null ? null : paid - amountCents;
  return chosenAdjustments(found.adjustments, providerReadings, owed).map((each, at) => {
    log.text(`${pointer}/providerAdjustments/${at}/amountCents`, found.adjustments[at]!.amount, true);
    return each;
  });
}

/** The check digit of a provider number (ISO/IEC 7812 over `80840` and the number; CMS, NPI check digit). */
function hasNpiCheckDigit(npi: string): boolean {
  const sum = `80840${npi}`
    .split('')
    .toReversed()
    .reduce((all, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return all + (value > 9 ? value - 9 : value);
    }, 0);
  return npi.length === 10 && sum % 10 === 0;
}

/** A name that no label announces is the likeliest on the page: our register of payers knows it, or a person looks. */
const UNLABELLED = 0.98;

function party(labelled: Found | undefined, likeliest: Found | null, pointer: string, log: FieldLog): string | null {
  const found = labelled ?? likeliest;
  if (!found) return null;
  log.text(pointer, found, true);
  if (!labelled) log.limit(pointer, UNLABELLED);
  return found.text.replace(/[,;:]+$/, '');
}

/** @returns the codes of all claims that are neither standard nor yet explained. */
export const printedCodes = (payments: readonly RemittancePayment[]): Set<string> => {
  const all: (Adjustment | string)[] = payments.flatMap((payment) =>
    payment.claims.flatMap((claim) => [
      ...(claim.adjustments ?? []),
      ...(claim.remarks ?? []),
      ...claim.lines.flatMap((line) => [...line.adjustments, ...(line.remarks ?? [])]),
    ]),
  );
  return new Set(all.flatMap((each) => (typeof each === 'string' ? each : (each.printedCode ?? []))));
};
