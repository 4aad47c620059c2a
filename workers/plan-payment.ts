/** Gathers what is known about a payment, under locks, and lets the gate plan it: nothing is decided here. */
import type { Clock } from '../adapters/clock.ts';
import { lockCandidates } from '../adapters/candidates.ts';
import type { Candidate } from '../adapters/candidates.ts';
import type { Database } from '../adapters/database.ts';
import { depositsLike } from '../adapters/deposits.ts';
import { postedClaims } from '../adapters/posted-claims.ts';
import type { Query } from '../adapters/query.ts';
import { rememberedCodes } from '../adapters/remembered-codes.ts';
import { paymentsLike } from '../adapters/remittances.ts';
import type { LikePayment } from '../adapters/remittances.ts';
import type { Registers } from '../config/registers.ts';
import type { Settings } from '../config/settings.ts';
import { balanceOf } from '../domain/balance.ts';
import { applyCrosswalk } from '../domain/crosswalk.ts';
import { planPayment } from '../domain/gate.ts';
import { asBilled } from '../domain/seen-alike.ts';
import { GATE_DEFAULTS } from '../domain/gate-context.ts';
import type { Approval, KnownPayment } from '../domain/gate-context.ts';
import { chosenMatch, matchClaim } from '../domain/matching.ts';
import type { ClaimMatch, OpenClaim } from '../domain/matching.ts';
import { openClaimIndex } from '../domain/matching-index.ts';
import { payerKey } from '../domain/payer-names.ts';
import type { PaymentPlan } from '../domain/posting.ts';
import type { RemittanceClaim, RemittanceDocument, RemittancePayment } from '../domain/remittance.ts';

/** What posting needs of the stores. */
export interface PostingOffice {
  readonly db: Database;
  readonly clock: Clock;
  readonly registers: Registers;
  readonly settings: Pick<Settings, 'writeOffLimitCents' | 'isDepositRequired' | 'postingConfidence' | 'timeZone'>;
}

export interface PaymentSource {
  readonly documentId: string;
  readonly document: Pick<RemittanceDocument, 'source' | 'fields' | 'exceptions' | 'legend'>;
  /** Index in the document's payments. */
  readonly place: number;
  readonly payment: RemittancePayment;
  /** The payment's own row when it has one. */
  readonly ownId: string | null;
}

export interface Decided {
  readonly approvals?: readonly Approval[];
  /** Our claims that a person chose, by the place of the claim in the payment. */
  readonly chosen?: ReadonlyMap<number, string>;
  /** A payment that does not count as known: it waits, and gives way to this one. */
  readonly ignoring?: string | null;
}

export interface Planned {
  readonly plan: PaymentPlan;
  /** After the crosswalk, and with doubtful procedures and names as we billed them. */
  readonly payment: RemittancePayment;
  readonly payerKey: string;
  /** One per claim of the payment, in its order. */
  readonly matches: readonly ClaimMatch[];
  /** The claims of ours that the matches name. */
  readonly open: ReadonlyMap<string, OpenClaim>;
}

/** @param tx the transaction that posts: the claims it may touch stay locked until its end. */
export async function planIn(
  tx: Query,
  { registers, settings }: PostingOffice,
  source: PaymentSource,
  { approvals = [], chosen = new Map(), ignoring = null }: Decided = {},
): Promise<Planned> {
  const { payers } = registers;
  const payer = payerKey(source.payment.payer, payers);
  const register = payers.find(({ key }) => key === payer);
  const { payment: read } = applyCrosswalk(source.payment, {
    office: await rememberedCodes(tx, payer),
    register: register?.crosswalk ?? [],
    legend: new Map(Object.entries(source.document.legend ?? {})),
  });
  const found = await lockCandidates(tx, read.claims, [...chosen.values()]);
  const open = found.map((each) => openClaim(each, registers));
  const matches = matchAll(read.claims, open, payer, chosen);
  const named = new Set(
    matches.flatMap(({ claimId, candidates }) => [claimId, ...candidates.map((each) => each.claimId)]),
  );
  const claims = new Map(open.filter(({ id }) => named.has(id)).map((each) => [each.id, each]));
  const document = {
    kind: source.document.source.kind,
    sha256: source.document.source.sha256,
    exceptions: source.document.exceptions ?? [],
    fields: source.document.fields,
  };
  const payment = asBilled(read, {
    document,
    place: source.place,
    ours: matches.map(({ claimId }) => claims.get(claimId ?? '')?.claim ?? null),
    confidence: settings.postingConfidence,
  });
  const known = (await paymentsLike(tx, payment)).filter(({ id }) => id !== source.ownId && id !== ignoring);
  const plan = planPayment(payment, {
    document,
    place: source.place,
    payers,
    days: { appealDays: register?.appealDays ?? null, timelyFilingDays: register?.timelyFilingDays ?? null },
    known: known.flatMap(knownPayment),
    deposits:
      (await depositsLike(tx, payment))?.map(({ reference, ...deposit }) => ({ ...deposit, number: reference })) ??
      null,
    matches,
    claims,
    history: await postedClaims(tx, { claimIds: [...claims.keys()], payerNumbers: numbersNamed(payment) }),
    approvals,
    settings: {
      ...GATE_DEFAULTS,
      writeOffLimitCents: settings.writeOffLimitCents ?? null,
      isDepositRequired: settings.isDepositRequired,
      confidence: settings.postingConfidence,
    },
  });
  return { plan, payment, payerKey: payer, matches, open: claims };
}

/** A known payment without an amount or a date is no payment that another could repeat. */
export const knownPayment = ({ amountCents, date, identity, ...known }: LikePayment): KnownPayment[] =>
  amountCents === null || date === null || identity === null ? [] : [{ ...known, amountCents, date, identity }];

const openClaim = ({ id, claim, payerClaimControlNumbers }: Candidate, { payers }: Registers): OpenClaim => ({
  id,
  claim,
  payerKey: payerKey(claim.payer, payers),
  payerClaimControlNumbers,
});

function matchAll(
  claims: readonly RemittanceClaim[],
  open: readonly OpenClaim[],
  payer: string,
  chosen: ReadonlyMap<number, string>,
): ClaimMatch[] {
  const index = openClaimIndex(open);
  const byId = new Map(open.map((each) => [each.id, each]));
  return claims.map((claim, place) => {
    const picked = byId.get(chosen.get(place) ?? '');
    return picked ? chosenMatch(picked, claim) : matchClaim(index, claim, payer);
  });
}

/** Payers' claim numbers that a reversal or a provider adjustment may lead to. */
const numbersNamed = ({ claims, providerAdjustments }: RemittancePayment): string[] => [
  ...new Set(
    [
      ...claims.map(({ payerClaimControlNumber }) => payerClaimControlNumber),
      ...providerAdjustments.map(({ reference }) => reference ?? null),
    ].filter((number) => number !== null),
  ),
];

/**
 * One claim of a payment, with the others on the same account, as if they were all of it: the gate judges the claim anew
 * without the rest, which was judged when the payment posted.
 * @returns the payment to plan, and the claim's place in it.
 */
export function claimAlone(of: {
  readonly id: string;
  readonly documentId: string;
  readonly place: number;
  readonly payment: Omit<RemittancePayment, 'claims'>;
  readonly document: RemittanceDocument;
  readonly claim: RemittanceClaim;
  readonly claimPlace: number;
}): { source: PaymentSource; at: number } {
  const { claim, claimPlace, document, documentId, place } = of;
  const kept = (document.payments[place]?.claims ?? []).flatMap((each, from) =>
    from === claimPlace ? [{ claim, from }] : isOnAccount(each, claim) ? [{ claim: each, from }] : [],
  );
  const claims = kept.map((each) => each.claim);
  const paidCents = claims.reduce((sum, each) => sum + (each.paidCents ?? 0), 0);
  // Only this plan's claim is ever posted: a negative rest is carried, so that a reversal can be judged by itself.
  const carried = paidCents < 0 ? [{ reason: 'FB', amountCents: paidCents }] : [];
  const payment = { ...of.payment, claims, providerAdjustments: carried, amountCents: Math.max(0, paidCents) };
  const base = `/payments/${place}/claims/`;
  const fields = Object.entries(document.fields).flatMap(([pointer, field]) => {
    if (!pointer.startsWith(base)) return [[pointer, field] as const];
    const [from = '', ...rest] = pointer.slice(base.length).split('/');
    const at = kept.findIndex((each) => String(each.from) === from);
    return at < 0 ? [] : [[`${base}${at}/${rest.join('/')}`, field] as const];
  });
  const alone = { ...document, exceptions: [], fields: Object.fromEntries(fields) };
  return {
    source: {
      documentId,
      document: alone,
      place,
      payment: { ...payment, balance: balanceOf(payment).balance },
      ownId: of.id,
    },
    at: kept.findIndex(({ from }) => from === claimPlace),
  };
}

const isOnAccount = (one: RemittanceClaim, other: RemittanceClaim): boolean =>
  (one.patientControlNumber !== null && one.patientControlNumber === other.patientControlNumber) ||
  (one.payerClaimControlNumber !== null && one.payerClaimControlNumber === other.payerClaimControlNumber);
