/** What a person has done to a remittance and not posted yet: kept as all that is typed is. */
import type { RemittanceItem } from '../api/remittance-schema.ts';
import type { WorkBody } from '../api/validation-schema.ts';
import { isIn } from './remittance-pointers.ts';
import { useTyped } from './typed.ts';

type Remembered = NonNullable<WorkBody['remember']>[number];
export interface Taken {
  readonly page: number;
  readonly box: [number, number, number, number];
}

export interface Draft {
  readonly edits: Readonly<Record<string, { readonly text: string; readonly at?: Taken }>>;
  readonly confirmed: readonly string[];
  readonly removed: readonly string[];
  /** By item. */
  readonly approved: Readonly<Record<string, readonly string[]>>;
  /** Our claim, by the pointer of theirs. */
  readonly chosen: Readonly<Record<string, string>>;
  /** By payment and printed code. */
  readonly remember: Readonly<Record<string, Remembered>>;
}

const EMPTY: Draft = { edits: {}, confirmed: [], removed: [], approved: {}, chosen: {}, remember: {} };

export const useDraft = (documentId: string) => useTyped(`remittance/${documentId}`, EMPTY);

export const isEmpty = ({ edits, confirmed, removed, chosen, remember }: Draft): boolean =>
  confirmed.length + removed.length === 0 && [edits, chosen, remember].every((each) => Object.keys(each).length === 0);

/** What of it one item's decision takes along. */
export function workOf(draft: Draft, item: RemittanceItem): WorkBody {
  const { pointer } = item;
  const payment = item.payment ?? 0;
  const has = ([key]: [string, unknown]) => isIn(key, pointer);
  return {
    edits: Object.entries(draft.edits)
      .filter(has)
      .map(([at, edit]) => ({ pointer: at, ...edit })),
    confirmed: draft.confirmed.filter((each) => isIn(each, pointer) && !(each in draft.edits)),
    removed: draft.removed.filter((each) => isIn(each, pointer)),
    approved: [...(draft.approved[item.id] ?? [])] as NonNullable<WorkBody['approved']>,
    chosen: Object.entries(draft.chosen)
      .filter(has)
      .map(([at, claimId]) => ({ claim: Number(at.split('/').at(-1)), claimId })),
    remember: Object.entries(draft.remember).flatMap(([key, entry]) => (key.startsWith(`${payment} `) ? [entry] : [])),
  };
}

/** What is left of it once an item was decided. */
export function withoutItem(draft: Draft, item: RemittanceItem): Draft {
  const out = (pointer: string) => !isIn(pointer, item.pointer);
  const kept = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => out(key)));
  const { [item.id]: _decided, ...approved } = draft.approved;
  return {
    edits: kept(draft.edits),
    confirmed: draft.confirmed.filter(out),
    removed: draft.removed.filter(out),
    approved,
    chosen: kept(draft.chosen),
    remember: draft.remember,
  };
}

export const withEdit =
  (pointer: string, text: string | null, at?: Taken) =>
  (draft: Draft): Draft => {
    const { [pointer]: _before, ...others } = draft.edits;
    return { ...draft, edits: text === null ? others : { ...others, [pointer]: { text, ...(at && { at }) } } };
  };

export const withConfirmed =
  (pointer: string) =>
  (draft: Draft): Draft =>
    draft.confirmed.includes(pointer) ? draft : { ...draft, confirmed: [...draft.confirmed, pointer] };

/** Takes out what stands there, or puts it back. Something that was only added goes without a trace. */
export const withRemoved =
  (pointer: string, isRead: boolean) =>
  (draft: Draft): Draft => {
    if (isRead) {
      const isOut = draft.removed.includes(pointer);
      return {
        ...draft,
        removed: isOut ? draft.removed.filter((each) => each !== pointer) : [...draft.removed, pointer],
      };
    }
    const edits = Object.fromEntries(Object.entries(draft.edits).filter(([key]) => !isIn(key, pointer)));
    return { ...draft, edits };
  };

/** How long a list is with what a person added to it. @param base pointer of the list. */
export const lengthOf = (draft: Draft, base: string, read: number): number =>
  Object.keys(draft.edits).reduce((length, pointer) => {
    if (!pointer.startsWith(`${base}/`)) return length;
    return Math.max(length, Number(pointer.slice(base.length + 1).split('/')[0]) + 1);
  }, read);
