/** A filter of the inbox as SQL: parameters only, nothing of a request is ever text of a statement. */
import { addDays } from '../../domain/dates.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { Person } from '../desk.ts';
import type { Filter, ListQuery, Order } from './inbox-schema.ts';

export interface Asked {
  readonly person: Person;
  readonly now: Date;
  /** The office's calendar day. */
  readonly today: string;
}

/** Collects parameters while a statement is put together. */
export class Params {
  readonly values: unknown[] = [];
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** @returns the conditions on `review_item r`, joined by `and`. */
export function whereOf(ask: Filter & Pick<ListQuery, 'text'>, asked: Asked, params: Params): string {
  const { person, now } = asked;
  const add = (value: unknown) => params.add(value);
  const wheres = [`r.resolution is ${ask.state === 'open' ? '' : 'not '}null`];
  if (ask.code) wheres.push(`r.code = ${add(ask.code)}`);
  if (ask.portal) wheres.push(`r.portal = ${add(ask.portal)}`);
  if (ask.kind) wheres.push(`r.kind = ${add(ask.kind)}`);
  if (ask.payer) wheres.push(`r.payer_sort = ${add(ask.payer)}`);
  if (ask.label) wheres.push(`r.labels @> array[${add(ask.label)}]`);
  if (ask.assignee) wheres.push(whoseOf(ask.assignee, person, now, params));
  if (ask.olderThan) wheres.push(`r.opened_at <= ${add(new Date(now.getTime() - ask.olderThan * 86_400_000))}`);
  if (ask.due) wheres.push(dueWithin(ask.due, asked.today, params));
  if (ask.minCents !== undefined) wheres.push(`r.amount_sort >= ${add(ask.minCents)}`);
  if (ask.maxCents !== undefined) wheres.push(`r.amount_sort between 0 and ${add(ask.maxCents)}`);
  if (ask.escalated) wheres.push('r.escalated_at is not null');
  if (ask.mentions) {
    wheres.push(`r.id in (select n.review_item_id from item_note n join item_mention m on m.note_id = n.id
      where m.reviewer_id = ${add(person.id)} and m.read_at is null)`);
  }
  if (ask.text !== undefined) wheres.push(`r.words @@ to_tsquery('simple', ${add(prefixes(ask.text))})`);
  if (ask.state === 'open' && !ask.mentions) {
    const later = `r.postponed_until > ${add(now)}`;
    wheres.push(ask.postponed ? later : `(r.postponed_until is null or not ${later})`);
  }
  return wheres.join(' and ');
}

const whoseOf = (assignee: string, person: Person, now: Date, params: Params): string => {
  const lapsed = `${params.add(new Date(now.getTime() - CLAIM_MINUTES * 60_000))}::timestamptz`;
  if (assignee === 'nobody') return `r.assigned_to is null and (r.claimed_by is null or r.claimed_at <= ${lapsed})`;
  const id = params.add(assignee === 'me' ? person.id : assignee);
  return `(r.assigned_to = ${id} or (r.claimed_by = ${id} and r.claimed_at > ${lapsed}))`;
};

const DUE = 'r.due_sort';

function dueWithin(due: NonNullable<Filter['due']>, today: string, params: Params): string {
  const day = (days: number) => `${params.add(addDays(today, days))}::date`;
  switch (due) {
    case 'overdue':
      return `${DUE} < ${day(0)}`;
    case 'today':
      return `${DUE} = ${day(0)}`;
    case 'week':
      return `${DUE} between ${day(0)} and ${day(6)}`;
    case 'month':
      return `${DUE} between ${day(0)} and ${day(29)}`;
    case 'none':
      return `${DUE} = date '9999-12-31'`;
  }
}

/** As `search_words` in the database makes words, each by its beginning. */
function prefixes(text: string): string {
  const plain = text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '');
  const words = plain.split(' ').filter((word) => word !== '');
  // A search of marks alone finds nothing: no stored word looks like this.
  return words.length > 0 ? words.map((word) => `'${word}':*`).join(' & ') : "'-'";
}

interface Sorting {
  readonly by: string;
  readonly type: 'timestamptz' | 'date' | 'bigint' | 'float8' | 'text';
  readonly direction: 'asc' | 'desc';
}

const [AGE, VALUE, PAYER] = ['r.opened_at', 'r.amount_sort', 'r.payer_sort'];
/** Each is an index, and with the id after it no two rows are equal: a page begins after the last row of the one before. */
export const SORTINGS: Readonly<Record<Order, Sorting>> = {
  priority: { by: 'r.score', type: 'float8', direction: 'asc' },
  due: { by: DUE, type: 'date', direction: 'asc' },
  'due-last': { by: DUE, type: 'date', direction: 'desc' },
  oldest: { by: AGE, type: 'timestamptz', direction: 'asc' },
  newest: { by: AGE, type: 'timestamptz', direction: 'desc' },
  value: { by: VALUE, type: 'bigint', direction: 'desc' },
  'value-least': { by: VALUE, type: 'bigint', direction: 'asc' },
  payer: { by: PAYER, type: 'text', direction: 'asc' },
  'payer-last': { by: PAYER, type: 'text', direction: 'desc' },
  touched: { by: 'r.touched_at', type: 'timestamptz', direction: 'asc' },
  'touched-last': { by: 'r.touched_at', type: 'timestamptz', direction: 'desc' },
};
