/**
 * What leaves the house for one payment: 835 files that a practice system imports, the ledger as CSV, the printed proof.
 * A payment with held claims leaves as several 835s: the first with all that posted, then one for each release. Each balances by
 * itself, and no provider adjustment is invented for what waits: BPR02 is what the part adds up to, and all parts add up to the payment.
 * What a person took back leaves as a reversal (CLP02 = 22), in the part of the claim that is posted in its stead.
 */
import { entriesOf } from '../adapters/ledger.ts';
import { ledgerCsv } from '../adapters/ledger-csv.ts';
import { proofPage } from '../adapters/proof-page.ts';
import type { Query } from '../adapters/query.ts';
import { claimsOfPayment, findPayment } from '../adapters/remittances.ts';
import type { StoredPayment, StoredPaymentClaim } from '../adapters/remittances.ts';
import { reversalsOf } from '../adapters/reversals.ts';
import type { Reversal } from '../adapters/reversals.ts';
import { sha256 } from '../adapters/vault.ts';
import { balanceOf } from '../domain/balance.ts';
import { dayIn } from '../domain/dates.ts';
import type { RemittanceClaim, RemittancePayment } from '../domain/remittance.ts';
import { RemittanceRefusal } from '../domain/x12/remittance-refusal.ts';
import { remittanceTo835 } from '../domain/x12/remittance-to-835.ts';
import type { Stores } from './stores.ts';

export interface Part835 {
  /** From 1. */
  readonly part: number;
  readonly postedAt: Date;
  readonly amountCents: number;
  readonly claims: number;
  /** Null: it cannot be written, see `why`. */
  readonly text: string | null;
  readonly why: string | null;
}

export interface PaymentOutputs {
  readonly parts: readonly Part835[];
  /** Whether every claim of the payment is in a part. */
  readonly isWhole: boolean;
  readonly csv: string;
  /** HTML with its own print style. */
  readonly proof: string;
}

/** @returns null when there is no such payment. All outputs hold patient data. */
export async function paymentOutputs(
  { db, clock, settings }: Pick<Stores, 'db' | 'clock' | 'settings'>,
  paymentId: string,
): Promise<PaymentOutputs | null> {
  const payment = await findPayment(db, paymentId);
  if (!payment) return null;
  const claims = await claimsOfPayment(db, paymentId);
  const sheet = { payment, claims, entries: await entriesOf(db, paymentId) };
  const now = clock.now();
  return {
    parts: await partsOf(db, payment, claims, dayIn(now, settings.timeZone)),
    isWhole: payment.state === 'posted',
    csv: ledgerCsv(sheet),
    proof: proofPage(sheet, now, settings.timeZone),
  };
}

async function partsOf(
  db: Query,
  payment: StoredPayment,
  claims: readonly StoredPaymentClaim[],
  today: string,
): Promise<Part835[]> {
  const accounts = await accountsOf(db, claims);
  const postings = await db.query<PostingRow>(
    'select id, part, idempotency_key as key, posted_at as at from posting where payment_id = $1 order by part',
    [payment.id],
  );
  const reversals = await reversalsOf(db, payment.id);
  const parts: Part835[] = [];
  // No 835 may be negative: what would make this part so, or leave a negative rest, leaves with a later release.
  let left = payment.amountCents ?? 0;
  let waiting: RemittanceClaim[] = [];
  let adjustments = payment.payment.providerAdjustments;
  for (const posting of postings.rows) {
    const { part, at } = posting;
    const own = claims.flatMap((claim) => told(claim, posting, reversals));
    waiting = [
      ...waiting,
      ...own.map(({ id, claim }) => ({
        ...claim,
        patientControlNumber: accounts.get(id) ?? claim.patientControlNumber,
      })),
    ];
    const made = partPayment(payment.payment, waiting, adjustments);
    const amountCents = made.amountCents ?? 0;
    if (amountCents < 0 || left < amountCents) continue;
    left -= amountCents;
    parts.push(written(made, { part: parts.length + 1, postedAt: at }, `${payment.id}/${part}`, today));
    [waiting, adjustments] = [[], []];
  }
  return parts;
}

interface PostingRow {
  id: string;
  part: number;
  key: string;
  at: Date;
}

/** What a posting says of a claim, as it was posted then: one that was taken back since still stands in its part. */
function told(
  { id, place, state, claim }: StoredPaymentClaim,
  posting: PostingRow,
  reversals: readonly Reversal[],
): { id: string; claim: RemittanceClaim }[] {
  const turns = reversals.filter(({ paymentClaimId }) => paymentClaimId === id);
  const undone = turns.find(({ postingId }) => postingId === posting.id);
  if (undone) return [{ id, claim: reversalOf(undone.claim) }];
  const postings = [...turns, ...(state === 'held' ? [] : [{ state, claim }])];
  return postings.flatMap((each, turn) => {
    const isFirst = each.state === 'posted' && posting.part === 1;
    const again = `/claim/${place}${turn > 0 ? `/again/${turn}` : ''}`;
    return isFirst || (each.state === 'released' && posting.key.endsWith(again)) ? [{ id, claim: each.claim }] : [];
  });
}

/** The same claim with every amount the other way round (CLP02 = 22). */
const reversalOf = (claim: RemittanceClaim): RemittanceClaim => ({
  ...claim,
  statusCode: claim.statusCode === '22' ? '1' : '22',
  billedCents: less(claim.billedCents),
  paidCents: less(claim.paidCents),
  patientResponsibilityCents: less(claim.patientResponsibilityCents),
  ...(claim.adjustments && { adjustments: claim.adjustments.map(reversedAdjustment) }),
  lines: claim.lines.map((line) => ({
    ...line,
    billedCents: less(line.billedCents),
    paidCents: less(line.paidCents),
    allowedCents: less(line.allowedCents),
    adjustments: line.adjustments.map(reversedAdjustment),
  })),
});

const less = <T extends number | null | undefined>(cents: T): T => (cents ? -cents : cents) as T;
const reversedAdjustment = <A extends { amountCents: number }>(each: A): A => ({
  ...each,
  amountCents: less(each.amountCents),
});

function partPayment(
  head: StoredPayment['payment'],
  claims: RemittanceClaim[],
  providerAdjustments: RemittancePayment['providerAdjustments'],
): RemittancePayment {
  const paid = claims.reduce((sum, { paidCents }) => sum + (paidCents ?? 0), 0);
  const amountCents = paid - providerAdjustments.reduce((sum, each) => sum + each.amountCents, 0);
  const part = { ...head, claims, providerAdjustments, amountCents };
  return { ...part, balance: balanceOf(part).balance };
}

function written(
  payment: RemittancePayment,
  { part, postedAt }: Pick<Part835, 'part' | 'postedAt'>,
  seed: string,
  today: string,
): Part835 {
  const made = { part, postedAt, amountCents: payment.amountCents ?? 0, claims: payment.claims.length };
  try {
    const text = remittanceTo835(payment, {
      today,
      // The same part always bears the same number, so that a receiver knows a repeated file.
      controlNumber: (Number.parseInt(sha256(seed).slice(0, 12), 16) % 999_999_999) + 1,
      contact: { name: 'CLAIMWRIGHT' },
      origin: part === 1 ? 'CLAIMWRIGHT' : `CLAIMWRIGHT PART ${part}`,
    });
    return { ...made, text, why: null };
  } catch (error) {
    if (error instanceof RemittanceRefusal) return { ...made, text: null, why: error.message };
    throw error;
  }
}

/** Our own account number of each claim that was matched: payers cut and pad what they print. */
async function accountsOf(db: Query, claims: readonly StoredPaymentClaim[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; number: string }>(
    'select id, patient_control_number as number from claim where id = any($1::uuid[])',
    [claims.flatMap(({ claimId }) => claimId ?? [])],
  );
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  return new Map(
    claims.flatMap(({ id, claimId }) => {
      const number = numbers.get(claimId ?? '');
      return number ? [[id, number] as const] : [];
    }),
  );
}
