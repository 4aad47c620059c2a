/** The second pair of eyes: what one person decided is approved by another and posted, or goes back with a reason. Each once. */
import {
  approvalsOf,
  dueSecond,
  endApproval,
  linkApproval,
  lockApproval,
  openApprovals,
  type StoredApproval,
} from '../adapters/approvals.ts';
import type { Query } from '../adapters/query.ts';
import { VaultError } from '../adapters/vault.ts';
import { roleSchema } from '../domain/permissions.ts';
import { noteAudit } from './audit.ts';
import { closeItem, lockItem, Refused, wake, withRefusal } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import { approvalPurpose, book, inWords, type Proposed } from './posting.ts';
import { proposedInWords, type ProposedInWords } from './proposed-words.ts';
import { readSubject } from './subject.ts';

export type ApprovalOutcome =
  | { readonly outcome: 'approved'; readonly message: string }
  | { readonly outcome: 'rejected' | 'withdrawn' }
  | {
      readonly outcome: 'already';
      readonly state: 'approved' | 'rejected' | 'withdrawn';
      readonly by: string;
      readonly isMine: boolean;
    }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'not-found' };

const OWN = 'You decided this yourself: another person must look at it. You can withdraw it.';
const PROGRAM = 'The second person must be a person: sign in to approve it.';

/** Posts what was proposed, exactly as it was shown, in one transaction with the approval. */
export async function approve(desk: Desk, person: Person, id: string): Promise<ApprovalOutcome> {
  if (person.token) return { outcome: 'refused', why: PROGRAM };
  const now = desk.clock.now();
  const outcome = await withRefusal(desk, async (tx): Promise<ApprovalOutcome> => {
    const found = await open(tx, id, person);
    if ('outcome' in found) return found;
    const { approval } = found;
    if (approval.proposedBy === person.id) return { outcome: 'refused', why: OWN };
    const item = await lockItem(tx, approval.itemId);
    if (!item || item.resolution) throw new Refused('This item was decided otherwise meanwhile; reject the proposal.');
    await endApproval(tx, id, { state: 'approved', by: person.id, note: null }, now);
    const { work, note, changes: shownChanges } = read(desk, approval);
    const proposer = await personNamed(tx, approval.proposedBy);
    const order = { person: proposer, itemId: item.id, subject: readSubject(item.subject), work, now };
    const { effect, changes } = await book(desk, tx, order);
    if (!('posted' in effect)) {
      const why = 'why' in effect ? effect.why : 'There is nothing left to post.';
      throw new Refused(`It can no longer be posted as it was decided. ${why} Reject it, so that it is decided anew.`);
    }
    // The reading may have become another one meanwhile: the same places would then be changed in other lines.
    if (shownChanges && JSON.stringify(changes) !== JSON.stringify(shownChanges))
      throw new Refused('What was read has changed since it was decided, so it would change other values. Reject it.');
    const due = item.paymentId ? await dueSecond(tx, item.paymentId) : null;
    if (due && !isAsProposed(due, approval))
      throw new Refused(`Since it was decided it would post something else: ${inWords(due)}. Reject it.`);
    if (due) await linkApproval(tx, due.postingId, id);
    await closeItem(desk, tx, item, { resolution: 'resolved', note, by: proposer, now });
    const subject = `review-item:${item.id}`;
    await noteAudit(tx, person, 'proposal-approved', subject, now, { approval: id, reasons: approval.reasons });
    await noteAudit(tx, proposer, 'resolved', subject, now, { ...effect.trail, sentBack: 0, approval: id });
    return { outcome: 'approved', message: effect.posted ?? 'Posted.' };
  });
  if (outcome.outcome === 'approved') wake(desk);
  return outcome;
}

/** Gives it back to be decided anew. The one who proposed it withdraws it. */
export async function reject(desk: Desk, person: Person, id: string, reason: string): Promise<ApprovalOutcome> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx): Promise<ApprovalOutcome> => {
    const found = await open(tx, id, person);
    if ('outcome' in found) return found;
    const { approval } = found;
    const state = approval.proposedBy === person.id ? 'withdrawn' : 'rejected';
    await endApproval(tx, id, { state, by: person.id, note: reason }, now);
    // The item waits for anybody again: every page is told.
    await tx.query('update review_item set touched_at = $2 where id = $1', [approval.itemId, now]);
    await noteAudit(tx, person, `proposal-${state}`, `review-item:${approval.itemId}`, now, { approval: id });
    return { outcome: state };
  });
}

async function open(
  tx: Query,
  id: string,
  person: Person,
): Promise<{ approval: StoredApproval } | Extract<ApprovalOutcome, { outcome: 'already' | 'not-found' }>> {
  const approval = await lockApproval(tx, id);
  if (!approval) return { outcome: 'not-found' };
  if (approval.state === 'proposed') return { approval };
  const { state, decidedName, decidedBy } = approval;
  return { outcome: 'already', state, by: decidedName ?? 'someone', isMine: decidedBy === person.id };
}

const isAsProposed = (due: Pick<StoredApproval, 'reasons' | 'cashCents' | 'writeOffCents'>, was: StoredApproval) =>
  due.cashCents === was.cashCents &&
  due.writeOffCents === was.writeOffCents &&
  due.reasons.join() === was.reasons.join();

const read = (desk: Desk, { id, sealed }: StoredApproval): Proposed =>
  JSON.parse(desk.unseal(sealed, approvalPurpose(id))) as Proposed;

async function personNamed(tx: Query, id: string): Promise<Person> {
  const { rows } = await tx.query<{ id: string; name: string; role: string }>(
    'select id, name, role from reviewer where id = $1',
    [id],
  );
  const row = rows[0];
  if (!row) throw new Refused('Who decided this is no longer known; reject it.');
  return { ...row, role: roleSchema.parse(row.role) };
}

/** A proposal as people see it. */
export interface ShownApproval extends Omit<StoredApproval, 'sealed' | 'proposedBy' | 'decidedBy'> {
  /** Why a second person is asked. */
  readonly why: string;
  /** What would be booked, and what the first person said; null when the seal does not open with this master key. */
  readonly content: ProposedInWords | null;
  readonly isMine: boolean;
}

export const approvalsOfItem = async (desk: Desk, person: Person, itemId: string): Promise<ShownApproval[]> =>
  shown(desk, person, await approvalsOf(desk.db, itemId));

export const waitingApprovals = async (desk: Desk, person: Person): Promise<ShownApproval[]> =>
  shown(desk, person, await openApprovals(desk.db));

async function shown(desk: Desk, person: Person, approvals: readonly StoredApproval[]): Promise<ShownApproval[]> {
  const opened = approvals.map((approval) => ({ approval, content: opening(desk, approval) }));
  const accounts = await accountsOf(
    desk.db,
    opened.flatMap(({ content }) => content?.work.chosen.map(({ claimId }) => claimId) ?? []),
  );
  return opened.map(({ approval, content }) => {
    const { sealed: _sealed, proposedBy, decidedBy: _decidedBy, ...rest } = approval;
    const isMine = proposedBy === person.id;
    return { ...rest, why: inWords(approval), content: content && proposedInWords(content, accounts), isMine };
  });
}

function opening(desk: Desk, approval: StoredApproval): Proposed | null {
  try {
    return read(desk, approval);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

async function accountsOf(db: Query, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; account: string }>(
    'select id::text as id, patient_control_number as account from claim where id::text = any($1::text[])',
    [ids],
  );
  return new Map(rows.map(({ id, account }) => [id, account]));
}
