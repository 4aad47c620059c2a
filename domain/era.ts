/** An 835 as a remittance document: the same shape as a paper EOB, every value with its segment. */
import { balanceOf } from './balance.ts';
import { claimOf } from './era-claim.ts';
import { balanceExceptions, claimExceptions, fileExceptions, paymentExceptions } from './era-exceptions.ts';
import { type FieldLog, openFieldLog } from './era-fields.ts';
import type { RemittanceClaim, RemittanceDocument, RemittancePayment } from './remittance.ts';
import { type PartyLoop, type RemitTransaction, remitsIn } from './x12/read-835.ts';
import { otherSetIn } from './x12/transactions.ts';
import { tokenize } from './x12/tokenizer.ts';

export interface EraSource {
  readonly file: string;
  readonly sha256: string;
}

export interface EraOptions {
  /** The practice's calendar day. */
  readonly today: string;
}

/**
 * Each ST*835 becomes a payment; what holds it or one of its claims is named. Another X12 transaction is no remittance and says so.
 * `fields` is made when first asked for.
 * @throws X12Refusal when the file is cut off, does not nest or is no X12 file: nothing of it can be trusted then.
 */
export function readEra(text: string, source: EraSource, { today }: EraOptions): RemittanceDocument {
  const x12 = tokenize(text, { keepsStrangers: true });
  const other = otherSetIn(x12.interchanges, '835');
  if (other)
    return {
      schema: 'remittance/1',
      source: { kind: 'not-a-remittance', ...source, pages: 0 },
      payments: [],
      fields: {},
      exceptions: [{ code: 'not-a-remittance', detail: `This is ${other.is}, no remittance${other.goes}.` }],
    };
  const file = remitsIn(x12);
  const log = openFieldLog();
  const payments = file.payments.map((each, index) => paymentOf(each, `/payments/${index}`, log, today));
  const exceptions = fileExceptions(file);
  return {
    schema: 'remittance/1',
    source: { kind: 'era-835', ...source, pages: 0 },
    payments,
    get fields() {
      return log.fields();
    },
    ...(exceptions.length > 0 && { exceptions }),
  };
}

function paymentOf(from: RemitTransaction, pointer: string, log: FieldLog, today: string): RemittancePayment {
  const claims: RemittanceClaim[] = [];
  let isReadable = true;
  for (const loop of from.claims) {
    const claim = claimOf(loop, `${pointer}/claims/${claims.length}`, log);
    claim.exceptions.push(...claimExceptions(loop, claims.length));
    isReadable &&= loop.unreadable.length === 0;
    claims.push(claim);
  }
  const stated = { ...headOf(from, pointer, log), claims, providerAdjustments: adjustmentsOf(from, pointer, log) };
  const sheet = balanceOf(stated);
  const exceptions = paymentExceptions(from, stated, sheet, today);
  for (const { claim, note } of balanceExceptions(sheet)) claims[claim - 1]?.exceptions.push(note);
  for (const claim of claims)
    claim.disposition = exceptions.length > 0 || claim.exceptions.length > 0 ? 'review' : 'post';
  return {
    ...stated,
    balance: {
      ...sheet.balance,
      claims: sheet.balance.claims && isReadable,
      payment: sheet.balance.payment && from.unreadable.length === 0,
    },
    disposition: exceptions.length > 0 ? 'review' : 'post',
    exceptions,
  };
}

const METHODS = ['CHK', 'ACH', 'FWT', 'NON'] as const;

type Head = Pick<RemittancePayment, 'payer' | 'payee' | 'method' | 'number' | 'date' | 'amountCents'>;

function headOf({ bpr, trn, payer, payee }: RemitTransaction, pointer: string, log: FieldLog): Head {
  const method = METHODS.find((known) => known === bpr?.method) ?? null;
  const own = { method, amountCents: bpr?.amountCents ?? null, date: bpr?.date ?? null };
  if (bpr) log.note(pointer, own, ['method', 'amountCents', 'date'], bpr.at);
  if (trn) {
    log.noteValue(`${pointer}/number`, trn.number, trn.at);
    log.noteValue(`${pointer}/payer/originator`, trn.originator, trn.at);
  }
  return {
    payer: {
      ...partyOf(payer, { XV: 'id', PI: 'id', NI: 'id' }, { '2U': 'id' }, ['id'], `${pointer}/payer`, log),
      originator: trn?.originator ?? null,
    },
    payee: partyOf(payee, { XX: 'npi', FI: 'tin' }, { TJ: 'tin', HPI: 'npi' }, ['npi', 'tin'], `${pointer}/payee`, log),
    ...own,
    number: trn?.number ?? null,
  };
}

/** A name (N102), and ids by the qualifiers of N103 and of the REFs behind it; N1 counts before REF. */
function partyOf<K extends string>(
  party: PartyLoop | null,
  byName: Readonly<Record<string, K>>,
  byReference: Readonly<Record<string, K>>,
  keys: readonly K[],
  pointer: string,
  log: FieldLog,
): { name: string | null } & Record<K, string | null> {
  const found = { name: party?.name.lastName ?? null } as { name: string | null } & Record<string, string | null>;
  for (const key of keys) found[key] = null;
  if (party) {
    log.noteValue(`${pointer}/name`, found.name, party.name.at);
    const ids = [{ at: party.name.at, key: byName[party.name.idQualifier ?? ''], value: party.name.id }];
    for (const { at, qualifier, value } of party.references)
      ids.push({ at, key: byReference[qualifier], value: value || null });
    for (const { at, key, value } of ids) {
      if (key === undefined || found[key] !== null) continue;
      found[key] = value;
      log.noteValue(`${pointer}/${key}`, value, at);
    }
  }
  return found;
}

function adjustmentsOf(
  { providerAdjustments }: RemitTransaction,
  pointer: string,
  log: FieldLog,
): RemittancePayment['providerAdjustments'] {
  return providerAdjustments.map(({ at, reason, reference, amountCents }, index) => {
    const adjustment = { reason, reference, amountCents };
    log.note(`${pointer}/providerAdjustments/${index}`, adjustment, ['reason', 'reference', 'amountCents'], at);
    return adjustment;
  });
}
