/** Our reading of one 835 transaction, said in the words of the answer key beside the samples. */
import { balanceOf } from '../../domain/balance.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import { read835, type RemitTransaction } from '../../domain/x12/read-835.ts';
import { noteText } from '../../domain/import-note.ts';
import { eraOf } from './remit-judge.ts';
import type { ManifestEntry } from './samples.ts';
import { rawCents, sumOf } from './remit-count.ts';

/** @returns the entry with our values; amounts in cents, for the key writes `0` and `0.00`. */
export function verdictOf(text: string, entry: ManifestEntry): Record<string, unknown> {
  const read = read835(text);
  const before = read.interchanges
    .slice(0, entry.interchange - 1)
    .reduce((count, { groups }) => count + sumOf(groups.map(({ transactions }) => transactions.length)), 0);
  const index = before + entry.transaction - 1;
  const transaction = read.payments[index];
  const payment = eraOf(text).payments[index];
  if (!transaction || !payment) throw new Error(`there is no transaction ${index + 1}`);
  return {
    file: entry.file,
    interchange: entry.interchange,
    transaction: entry.transaction,
    ...envelopeOf(transaction),
    ...moneyOf(payment),
  };
}

/** @returns the key's entry with its amounts in cents. */
export const inCents = (entry: ManifestEntry): Record<string, unknown> => ({
  ...entry,
  ...Object.fromEntries(['bpr02', 'sumCLP04', 'sumPLB'].map((key) => [key, rawCents(String(entry[key]))])),
});

function envelopeOf({ delimiters, version, flaws }: RemitTransaction): Record<string, unknown> {
  const said = flaws.map(noteText).filter((note) => note.includes('(SE)'));
  const { element, component, repetition } = delimiters;
  return {
    version,
    delims: `${element}${component}${repetition ?? ''}`,
    se01ok: !said.some((note) => note.includes('counts')),
    se02ok: !said.some((note) => note.includes('control number')),
  };
}

function moneyOf(payment: RemittancePayment): Record<string, unknown> {
  const { differences, warnings } = balanceOf(payment);
  const claimsAt = (level: string): number =>
    new Set(differences.filter((each) => each.level === level).map(({ place }) => place.claim)).size;
  const statuses: Record<string, number> = {};
  for (const { statusCode } of payment.claims) statuses[statusCode ?? ''] = (statuses[statusCode ?? ''] ?? 0) + 1;
  return {
    bpr02: payment.amountCents,
    sumCLP04: sumOf(payment.claims.map(({ paidCents }) => paidCents ?? Number.NaN)),
    sumPLB: sumOf(payment.providerAdjustments.map(({ amountCents }) => amountCents)),
    claims: payment.claims.length,
    services: sumOf(payment.claims.map(({ lines }) => lines.length)),
    clp02: statuses,
    serviceLinesOutOfBalance: differences.filter(({ level }) => level === 'line').length,
    claimsOutOfBalance: claimsAt('claim'),
    claimsWhereSvcChargesDiffer: claimsAt('charges'),
    claimsWhereClp05DiffersFromPR: warnings.filter(({ kind }) => kind === 'patient-responsibility').length,
    transactionBalances: payment.balance.payment,
    hasPLB: payment.providerAdjustments.length > 0,
  };
}
