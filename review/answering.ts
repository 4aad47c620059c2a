/** Answering in a portal's place: a typed answer, "not on file", a denial, or one of several that the portal listed. Each once. */
import { openWorkDenial } from '../adapters/denials.ts';
import type { Query } from '../adapters/query.ts';
import { sendBack } from '../adapters/work-items.ts';
import type { ClaimStatus, ClaimStatusAnswer } from '../domain/claim-status.ts';
import { type Coverage, nothingSaid } from '../domain/coverage.ts';
import { dayIn } from '../domain/dates.ts';
import { askFor } from '../domain/portal-candidate.ts';
import { inquirySchema, type Inquiry, type WorkItem } from '../domain/work-item.ts';
import { actionsFor, type ActionKind } from './actions.ts';
import { changedFields } from './correction.ts';
import { decide, Refused, type DecisionOutcome, type OpenItem } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import { storeTyped } from './person-answer.ts';
import type { Subject } from './subject.ts';

const MOVED_ON = 'The robot has tried this again since you opened it; load the item again.';

/** What a person saw and says of it. */
export interface Seen {
  /** Of the work item, as the page showed it: the guard. */
  readonly attempt: number;
  readonly note: string;
}

type Work = Pick<WorkItem, 'id' | 'attempt' | 'kind' | 'claimId' | 'state'> & { readonly inquiry: Inquiry };

/** Stores what the person typed as the answer; the claim's state follows as with a robot's. */
export const answerItem = (
  desk: Desk,
  person: Person,
  id: string,
  result: Coverage | ClaimStatusAnswer,
  seen: Seen,
): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', seen.note || 'typed the answer', async (tx, subject, now, item) => {
    const work = await workFor(tx, subject, item, person, 'answer', seen);
    const why = faultOfAnswer(result, work.inquiry, dayIn(now, desk.timeZone));
    if (why) return { why };
    await store(tx, work, item, result, person, now);
    return { sentBack: 0, trail: { answered: work.kind, via: 'person' }, posted: 'Your answer is stored.' };
  });

/** The payer has no such member or claim: that is the answer. */
export const notOnFile = (desk: Desk, person: Person, id: string, seen: Seen): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', seen.note || 'not on file', async (tx, subject, now, item) => {
    const work = await workFor(tx, subject, item, person, 'not-on-file', seen);
    await store(tx, work, item, absent(work.inquiry), person, now);
    return {
      sentBack: 0,
      trail: { answered: work.kind, as: 'not-on-file', via: 'person' },
      posted: 'Kept: not on file.',
    };
  });

export interface SaidDenial extends Seen {
  /** CAS group and CARC, when the portal names them. */
  readonly group: string | null;
  readonly reason: string | null;
  /** As the portal prints it. */
  readonly statusText: string;
}

/** The payer refuses the claim: it counts as denied, and a denial is opened for it, or the open one is named. */
export const sendToDenial = (desk: Desk, person: Person, id: string, said: SaidDenial): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', said.note || 'sent to denial work', async (tx, subject, now, item) => {
    const work = await workFor(tx, subject, item, person, 'denial', said);
    if (work.inquiry.kind !== 'claim-status') return { why: 'Only a claim can be denied.' };
    const { billedCents } = work.inquiry;
    const { group, reason, statusText } = said;
    const adjustments = reason ? [{ group, reason, amountCents: billedCents }] : [];
    const denied = {
      ...blankClaim(work.inquiry),
      state: 'FINAL_DENIED',
      category: 'F2',
      statusText,
      adjustments,
    } as const;
    await store(tx, work, item, { claims: [denied] }, person, now);
    const denial = await openWorkDenial(
      tx,
      { workItemId: work.id, claimId: work.claimId, group, reason, amountCents: billedCents },
      now,
    );
    const posted = denial.isNew ? 'A denial is opened.' : 'The denial that is open for this claim goes on.';
    return { sentBack: 0, trail: { denial: denial.id, isNew: denial.isNew, via: 'person' }, posted };
  });

/** Asks again for the one that the person chose among those the portal listed. @param choice its place in the list, from 0. */
export async function chooseCandidate(
  desk: Desk,
  person: Person,
  id: string,
  choice: number,
  seen: Seen,
): Promise<DecisionOutcome> {
  const kept = await keptCandidates(desk, id);
  return decide(desk, person, id, 'sent-back', seen.note || 'chose one of several', async (tx, subject, now, item) => {
    const work = await workFor(tx, subject, item, person, 'choose', seen, kept.length);
    const candidate = kept[choice];
    const inquiry = candidate && askFor(work.inquiry, candidate);
    if (!inquiry) return { why: 'This one is not in the list that was kept; load the item again.' };
    if (!(await sendBack(tx, work.id, inquirySchema.parse(inquiry), now))) return { why: MOVED_ON };
    return { sentBack: 1, trail: { chosen: choice, of: kept.length, corrected: changedFields(work.inquiry, inquiry) } };
  });
}

/** @returns what the portal listed, from the sealed evidence of an item. */
export async function keptCandidates({ db, evidence }: Desk, itemId: string) {
  const { rows } = await db.query<{ id: string | null }>('select evidence_id as id from review_item where id = $1', [
    itemId,
  ]);
  const kept = rows[0]?.id ? await evidence.open(rows[0].id) : null;
  return kept?.trail?.candidates ?? [];
}

/** @throws Refused when the item offers no such action, or is not as the person saw it. */
async function workFor(
  tx: Query,
  subject: Subject,
  { code }: OpenItem,
  person: Person,
  kind: ActionKind,
  { attempt }: Seen,
  candidates = 0,
): Promise<Work> {
  const id = subject.about === 'work-item' ? subject.workItemId : null;
  const { rows } = await tx.query<Work>(
    `select id, attempt, kind, state, claim_id as "claimId", inquiry from work_item where id = $1 for update`,
    [id],
  );
  const work = rows[0];
  if (!work || !actionsFor({ subject, code, work, candidates }, person).includes(kind))
    throw new Refused('This item does not offer that; load it again and take what it offers.');
  if (work.attempt !== attempt) throw new Refused(MOVED_ON);
  return { ...work, inquiry: inquirySchema.parse(work.inquiry) };
}

async function store(
  tx: Query,
  work: Work,
  item: OpenItem,
  result: Coverage | ClaimStatusAnswer,
  person: Person,
  now: Date,
): Promise<void> {
  const stored = await tx.query('select 1 from result where work_item_id = $1', [work.id]);
  if (stored.rows.length > 0) throw new Refused('This inquiry has an answer already; resolve the item with a note.');
  const answer = { result, itemId: item.id, evidenceId: item.evidenceId };
  if (!(await storeTyped(tx, work, answer, person, now))) throw new Refused(MOVED_ON);
}

function faultOfAnswer(result: Coverage | ClaimStatusAnswer, inquiry: Inquiry, today: string): string | null {
  if ('claims' in result) {
    if (inquiry.kind !== 'claim-status') return 'This inquiry is about coverage: type a coverage answer.';
    const [claim] = result.claims;
    if (result.claims.some(({ statusText }) => statusText.trim() === ''))
      return 'Say what the portal prints as status.';
    if (claim?.paidCents && claim.billedCents !== null && claim.paidCents > claim.billedCents)
      return 'More is paid than billed; correct one of the amounts.';
    if (
      result.claims.some(({ checkDate, finalizedDate }) => [checkDate, finalizedDate].some((day) => day && day > today))
    )
      return 'A date lies in the future; correct it.';
    return null;
  }
  if (inquiry.kind !== 'eligibility') return 'This inquiry is about a claim: type a claim status.';
  if (result.serviceDate !== inquiry.serviceDate) return 'An answer holds for the day that was asked about only.';
  const { effectiveDate, terminationDate } = result;
  if (effectiveDate && terminationDate && effectiveDate > terminationDate)
    return 'The coverage ends before it begins; correct one of the dates.';
  return null;
}

const NOT_ON_FILE = 'Not on file with this payer';

/** A 271 says so with AAA 75, a 277 with category A4 and status 35. */
const absent = (inquiry: Inquiry): Coverage | ClaimStatusAnswer =>
  inquiry.kind === 'eligibility'
    ? { ...nothingSaid(inquiry.serviceDate), limitations: [NOT_ON_FILE] }
    : {
        claims: [{ ...blankClaim(inquiry), state: 'NOT_FOUND', category: 'A4', status: '35', statusText: NOT_ON_FILE }],
      };

/** Nothing but what we asked for is known. */
const blankClaim = (inquiry: Extract<Inquiry, { kind: 'claim-status' }>): ClaimStatus => ({
  payerClaimControlNumber: null,
  patientControlNumber: inquiry.patientControlNumber,
  category: null,
  status: null,
  state: 'UNKNOWN',
  statusText: '',
  serviceFrom: inquiry.serviceFrom,
  serviceTo: inquiry.serviceTo,
  billedCents: null,
  paidCents: null,
  patientResponsibilityCents: null,
  checkNumber: null,
  checkDate: null,
  finalizedDate: null,
  adjustments: [],
  remarks: [],
  lines: [],
});
