/** G5, G6, G7, G10: what holds one claim; G8 and G9 have files of their own. Each gate returns what it objects to; nothing = it may pass. */
import { CLP_STATUSES } from './codes/clp-status.ts';
import { isPended } from './gate-payment.ts';
import { type ClaimGate, isReversal, type Subject } from './gate-subject.ts';
import { compareNumbers } from './matching-keys.ts';
import { matchLines } from './matching-lines.ts';
import { payersOf } from './matching.ts';
import { formatCents } from './money.ts';
import { cashOf, type PlanNote, type PostedClaim } from './posting.ts';
import { type Adjustment, allAdjustments } from './remittance.ts';

const sumOf = (adjustments: readonly Adjustment[]): number =>
  adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0);

/** Before all: the payer has decided it, here and now. */
export const decided: ClaimGate = ({ claim }) => {
  const { billedCents, paidCents, statusCode } = claim;
  const status = statusCode === null ? null : CLP_STATUSES.get(statusCode);
  if (isPended(claim)) return [{ code: 'pended-claim', detail: 'The payer has not decided this claim yet.' }];
  if (status === undefined) return [{ code: 'claim-status-unknown', detail: 'The claim status is not in the list.' }];
  const signs = [billedCents ?? 0, paidCents ?? 0];
  if (signs.some((cents) => (isReversal(claim) ? cents > 0 : cents < 0)))
    return [{ code: 'reversal-sign-wrong', detail: 'It takes money back without being a reversal, or pays as one.' }];
  return status?.kind === 'not-ours'
    ? [{ code: 'forwarded-or-predetermination', detail: `The claim is ${status.text}.` }]
    : [];
};

/** G5: exactly one claim of ours, of this patient and this payer, that this payer has not paid yet. */
export const oneClaim: ClaimGate = (subject) => {
  const { claim, context, open, own, place } = subject;
  if (subject.isReversal) return [];
  const notes: PlanNote[] = [...(context.matches[place]?.exceptions ?? [])];
  if (!open) return notes.length > 0 ? notes : [{ code: 'claim-not-found', detail: 'No open claim fits.' }];
  if (!isBilledTo(subject)) notes.push({ code: 'payer-mismatch', detail: 'The claim was billed to another payer.' });
  const corrected = claim.correctedMemberId;
  if (corrected && compareNumbers(open.claim.memberId, corrected) !== 'same')
    notes.push({ code: 'corrected-insured', detail: 'The payer has the insured under another name or number.' });
  if (own.some((posted) => isSamePosting(posted, subject)))
    notes.push({ code: 'already-posted', detail: 'This payer’s payment of the claim is in the ledger.' });
  return notes;
};

function isBilledTo({ others, open, payerKey }: Subject): boolean {
  if (!open || payerKey === '') return false;
  return payersOf(open).includes(payerKey) || others.some(({ crossoverTo }) => crossoverTo === payerKey);
}

/** One number of the payer, or one cash on the same lines. Parts of a split claim have other numbers and other lines. */
function isSamePosting(posted: PostedClaim, { claim, lines }: Subject): boolean {
  const numbers = compareNumbers(posted.payerClaimControlNumber, claim.payerClaimControlNumber);
  if (numbers === 'same' || numbers === 'weak') return true;
  const answered = new Set(posted.entries.map(({ lineNumber }) => lineNumber));
  const isShared =
    lines === null || lines.lineNumbers.length === 0 || lines.lineNumbers.some((each) => answered.has(each));
  return isShared && cashOf(posted.entries) === claim.paidCents;
}

/** G6: billed less adjustments is paid, on every line and on the claim; the lines make up the claim. */
export const claimAddsUp: ClaimGate = ({ claim }) => {
  const { billedCents, lines, paidCents } = claim;
  if (billedCents === null || paidCents === null)
    return [{ code: 'field-missing', detail: 'The billed or paid amount of the claim is not known.' }];
  const notes: PlanNote[] = [];
  const unbalanced = (code: PlanNote['code'], what: string, differenceCents: number, line?: number): void => {
    if (differenceCents === 0) return;
    const detail = `${what} by ${formatCents(differenceCents)}.`;
    notes.push({ code, detail, differenceCents, ...(line === undefined ? {} : { line }) });
  };
  lines.forEach((line, place) => {
    const at = `Line ${place + 1}`;
    if (line.billedCents === null || line.paidCents === null) {
      notes.push({ code: 'field-missing', detail: `${at}: the billed or paid amount is not known.`, line: place });
      return;
    }
    const left = line.paidCents - (line.billedCents - sumOf(line.adjustments));
    unbalanced('line-out-of-balance', `${at}: paid differs from billed less adjustments`, left, place);
  });
  const left = paidCents - (billedCents - sumOf(allAdjustments(claim)));
  unbalanced('claim-out-of-balance', 'Paid differs from billed less adjustments', left);
  const charged = lines.reduce((sum, line) => sum + (line.billedCents ?? 0), 0);
  if (lines.length > 0)
    unbalanced('charges-differ', 'The billed amount differs from that of the lines', billedCents - charged);
  return notes;
};

/** G7: every line is one of ours, with our charge, units and code, and none of ours is left out. */
export const linesAreOurs: ClaimGate = ({ claim, lines, open, own, place, whole }) => {
  if (!open || !lines) return [];
  if (claim.lines.length === 0) {
    const differenceCents = (claim.billedCents ?? 0) - open.claim.billedCents;
    const detail = `The charge differs from ours by ${formatCents(differenceCents)}.`;
    return differenceCents === 0 ? [] : [{ code: 'line-charge-differs', detail, differenceCents }];
  }
  const elsewhere = new Set([
    ...own.flatMap(({ entries }) => entries.map(({ lineNumber }) => lineNumber)),
    ...(whole.answers.get(open.id) ?? [])
      .filter((at) => at !== place)
      .flatMap((at) => matchedNumbers(whole.payment.claims[at]!, open)),
  ]);
  const missing = lines.unanswered.filter((number) => !elsewhere.has(number));
  const unanswered: PlanNote[] = missing.map((number) => ({
    code: 'line-unanswered',
    detail: `Line ${number} of our claim has no answer.`,
  }));
  return [...lines.exceptions, ...unanswered];
};

const matchedNumbers = (claim: Subject['claim'], open: NonNullable<Subject['open']>): readonly (number | null)[] =>
  matchLines(claim, open.claim).lineNumbers;

/** G10: primary, secondary, tertiary in the order in which they were billed. */
export const rightLevel: ClaimGate = (subject) => {
  const { claim, context, level, open, others } = subject;
  if (subject.isReversal || !open) return [];
  const hasPrior = allAdjustments(claim).some(({ group, reason }) => group === 'OA' && reason === '23');
  const hasPrimary = others.some((posted) => posted.level < level);
  if (level > 1 && !hasPrimary && context.settings.needsPrimaryPosted)
    return [{ code: 'crossover-before-primary', detail: 'The primary payer’s answer is not posted yet.' }];
  const isOther = open.level !== undefined && open.level !== null && open.level !== level;
  const isTaken = others.some((posted) => posted.level === level);
  return isOther || isTaken || (level === 1 && hasPrior)
    ? [{ code: 'payer-level-wrong', detail: `The payer answers as number ${level}, which is not the order billed.` }]
    : [];
};
