/** Posting what a remittance item holds: at once where one person may, else proposed to a second one and posted by the same code. */
import { dueSecond, insertApproval, newApprovalId, type Booked, type SecondReason } from '../adapters/approvals.ts';
import type { Change } from '../adapters/corrections.ts';
import type { Query } from '../adapters/query.ts';
import { formatCents } from '../domain/money.ts';
import { decide, type DecisionOutcome, type Effect } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import type { Subject } from './subject.ts';
import { attempt, keepCorrections, trailOf, type Work } from './validation.ts';

/** What the first person decided, as it is kept under seal. */
export interface Proposed {
  readonly work: Work;
  readonly note: string;
  /** What it would book, in words. */
  readonly message: string;
  /** What was changed of the reading. */
  readonly changes?: readonly Change[];
}

export const approvalPurpose = (id: string): string => `approval ${id}`;

/** Posts what a remittance item holds, as the person corrected it; the gate still refuses what cannot be right. */
export const postItem = (desk: Desk, person: Person, id: string, work: Work, note: string): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', note || workInWords(work), async (tx, subject, now, { paymentId }) => {
    await tx.query('savepoint before_posting');
    const { effect, changes } = await book(desk, tx, { person, itemId: id, subject, work, now });
    const due = paymentId && !('why' in effect) ? await dueSecond(tx, paymentId) : null;
    if (!due || !paymentId || !('posted' in effect)) return effect;
    await tx.query('rollback to savepoint before_posting');
    const approvalId = newApprovalId();
    const content: Proposed = { work, note: note || workInWords(work), message: effect.posted ?? '', changes };
    const sealed = desk.seal(JSON.stringify(content), approvalPurpose(approvalId));
    await insertApproval(tx, { ...due, id: approvalId, itemId: id, paymentId, sealed, by: person.id }, now);
    const { reasons, cashCents, writeOffCents } = due;
    return {
      proposed: `Nothing is posted yet: ${inWords(due)}, so a second person must approve it.`,
      trail: { ...effect.trail, approval: approvalId, reasons, cashCents, writeOffCents },
    };
  });

export interface Order {
  /** Who decided it: the entries bear this name. */
  readonly person: Person;
  readonly itemId: string;
  readonly subject: Subject;
  readonly work: Work;
  readonly now: Date;
}

/** Posts in the caller's transaction; the one way in which people post. */
export async function book(
  desk: Desk,
  tx: Query,
  { person, itemId, subject, work, now }: Order,
): Promise<{ readonly effect: Effect; readonly changes: readonly Change[] }> {
  const tried = subject.about === 'remittance' ? await attempt(desk, tx, subject, work, person) : null;
  const refused = (why: string) => ({ effect: { why }, changes: [] });
  if (!tried || subject.about !== 'remittance')
    return refused('This item holds no payment and no claim, so there is nothing to post; resolve it with a note.');
  const { release, corrected, part } = tried;
  if (!release) return refused(`Not everything can be read: ${corrected.faults[0]?.message ?? ''}`);
  if (!release.isPosted) return refused(release.message);
  if (release.isNew) await keepCorrections(tx, tried, { itemId, actor: `reviewer:${person.id}`, now });
  const { changes } = corrected;
  const trail = { ...trailOf(work, changes), released: `${subject.part}:${subject.id}`, at: part.pointer };
  return { effect: { sentBack: 0, trail, posted: release.message }, changes };
}

/** What a person did, where the person says nothing more: enough when every doubt was looked at by itself. */
export const workInWords = ({ confirmed, edits, removed }: Work): string =>
  [
    [confirmed.length, 'compared with the page'],
    [edits.length, 'corrected'],
    [removed.length, 'taken out'],
  ]
    .flatMap(([count, words]) => (count ? [`${count} ${words}`] : []))
    .join(', ');

const WORDS: Record<SecondReason, (booked: Booked) => string> = {
  'take-back': () => 'it takes money back',
  'write-off': ({ writeOffCents }) => `it writes off ${formatCents(writeOffCents)} on one claim`,
  amount: ({ cashCents }) => `it posts ${formatCents(cashCents)}`,
};

/** Why a second person is asked, in words. */
export const inWords = (booked: Booked): string => booked.reasons.map((reason) => WORDS[reason](booked)).join(', and ');
