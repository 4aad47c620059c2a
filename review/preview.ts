/** Tries what a person has made of an item, by the code that posts, and undoes it: what would happen, and what still stands in the way. */
import { dueSecond } from '../adapters/approvals.ts';
import type { Query } from '../adapters/query.ts';
import type { PlanNote } from '../domain/posting.ts';
import type { Desk, Person } from './desk.ts';
import { inWords } from './posting.ts';
import { readSubject } from './subject.ts';
import { attempt, type Attempt, type Work } from './validation.ts';

export interface Preview extends Attempt {
  /** Codes that may stand when a person says so; of the rest each must be put right. */
  readonly mayStand: ReadonlySet<string>;
  /** Why a second person would be asked, in words; null: one person may post it. */
  readonly second: string | null;
}

/** Thrown to undo a trial. */
class Undone extends Error {
  override readonly name = 'Undone';
  readonly preview: Preview | null;
  constructor(preview: Preview | null) {
    super('A trial was undone.');
    this.preview = preview;
  }
}

/** @returns null when the item is not open, or holds nothing that could post. */
export async function previewItem(desk: Desk, person: Person, itemId: string, work: Work): Promise<Preview | null> {
  try {
    return await desk.db.transaction(async (tx): Promise<never> => {
      throw new Undone(await tried(desk, tx, person, itemId, work));
    });
  } catch (error) {
    if (error instanceof Undone) return error.preview;
    throw error;
  }
}

async function tried(desk: Desk, tx: Query, person: Person, itemId: string, work: Work): Promise<Preview | null> {
  const { rows } = await tx.query<{ subject: string; paymentId: string | null }>(
    'select subject, payment_id as "paymentId" from review_item where id = $1 and resolution is null',
    [itemId],
  );
  const subject = rows[0] && readSubject(rows[0].subject);
  if (subject?.about !== 'remittance') return null;
  const first = await attempt(desk, tx, subject, work, person);
  if (!first) return null;
  const why = first.release?.why ?? [];
  const { paymentId = null } = rows[0] ?? {};
  const due = paymentId && first.release?.isPosted ? await dueSecond(tx, paymentId) : null;
  const second = due && inWords(due);
  if (why.length === 0) return { ...first, mayStand: new Set(), second };
  // The gate itself says what binds: it is asked again with everything approved, in the same trial.
  const approved = [...new Set([...work.approved, ...codesOf(why)])];
  const all = await attempt(desk, tx, subject, { ...work, approved }, person);
  const bound = new Set(codesOf(all?.release?.why ?? []));
  return { ...first, second, mayStand: new Set(codesOf(why).filter((code) => !bound.has(code))) };
}

const codesOf = (notes: readonly PlanNote[]): string[] => notes.map(({ code }) => code);
