/** What people say about an item, and whom they mention: `@name` puts it before that person. */
import { randomUUID } from 'node:crypto';
import type { Query } from '../adapters/query.ts';
import type { Person } from './desk.ts';

export type NoteKind = 'note' | 'postponed' | 'forwarded' | 'escalated' | 'assigned';

/** @returns how many people it mentions; whoever writes it is none of them. */
export async function addNote(
  tx: Query,
  person: Person,
  itemId: string,
  kind: NoteKind,
  text: string,
  now: Date,
): Promise<number> {
  const id = randomUUID();
  await tx.query('insert into item_note (id, review_item_id, author, at, kind, text) values ($1, $2, $3, $4, $5, $6)', [
    id,
    itemId,
    person.id,
    now,
    kind,
    text,
  ]);
  if (!text.includes('@')) return 0;
  const { rows } = await tx.query<{ id: string; name: string }>('select id, name from reviewer');
  const named = mentioned(text, rows).filter((each) => each.id !== person.id);
  await tx.query('insert into item_mention (note_id, reviewer_id) select $1, unnest($2::uuid[])', [
    id,
    named.map((each) => each.id),
  ]);
  return named.length;
}

/** Longer names first: `@dana k` is not `@dana`. */
export function mentioned<T extends { readonly name: string }>(text: string, people: readonly T[]): T[] {
  let rest = text.toLowerCase();
  return people
    .toSorted((a, b) => b.name.length - a.name.length)
    .filter(({ name }) => {
      const mention = `@${name.toLowerCase()}`;
      let isNamed = false;
      for (let at = rest.indexOf(mention); at >= 0; at = rest.indexOf(mention, at + 1)) {
        if (/[\p{L}\d]/u.test(rest[at + mention.length] ?? '') || /[\p{L}\d]/u.test(rest[at - 1] ?? '')) continue;
        isNamed = true;
        rest = rest.slice(0, at) + ' '.repeat(mention.length) + rest.slice(at + mention.length);
      }
      return isNamed;
    });
}

export interface StoredNote {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly kind: NoteKind;
  readonly text: string;
  readonly mentions: string[];
}

/** The newest first. */
export async function notesOf(db: Query, itemId: string): Promise<StoredNote[]> {
  const { rows } = await db.query<StoredNote>(
    `select n.id, n.at, p.name as by, n.kind, n.text,
       array(select m.name from item_mention i join reviewer m on m.id = i.reviewer_id where i.note_id = n.id order by 1) as mentions
     from item_note n join reviewer p on p.id = n.author where n.review_item_id = $1 order by n.place desc limit 200`,
    [itemId],
  );
  return rows;
}

/** The person has seen what mentions them there. */
export async function readMentions(db: Query, person: Person, itemId: string, now: Date): Promise<void> {
  await db.query(
    `update item_mention m set read_at = $3 from item_note n
     where n.id = m.note_id and n.review_item_id = $2 and m.reviewer_id = $1 and m.read_at is null`,
    [person.id, itemId, now],
  );
}
