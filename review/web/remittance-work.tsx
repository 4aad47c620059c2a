/** What the whole screen shares: the draft, the item that is worked, the live check, and the field in hand. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Remittance, RemittanceField, RemittanceItem } from '../api/remittance-schema.ts';
import type { Check, WorkBody } from '../api/validation-schema.ts';
import { useCheck } from './remittance-check.ts';
import { useDraft, withConfirmed, withEdit, workOf, type Draft, type Taken } from './remittance-draft.ts';
import { claimOf, isIn, NEEDED, paymentPointers, textOf, valueAt } from './remittance-pointers.ts';
import { useHold } from './remittance-hold.ts';

export interface Working {
  readonly remittance: Remittance;
  readonly byPointer: ReadonlyMap<string, RemittanceField>;
  readonly draft: Draft;
  readonly change: (next: (before: Draft) => Draft) => void;
  /** The review item that is worked: all checks and the decision are of it. */
  readonly item: RemittanceItem | null;
  readonly work: WorkBody | null;
  readonly pick: (item: RemittanceItem) => void;
  readonly check: Check | undefined;
  /** The check is of what was typed before. */
  readonly isBehind: boolean;
  /** The field in hand: words of the page go there. */
  readonly active: string | null;
  readonly hold: (pointer: string | null) => void;
  /** Puts the cursor into a field, on whatever claim it is. */
  readonly focus: (pointer: string) => void;
  readonly lit: string | null;
  readonly light: (pointer: string | null) => void;
  /** The claim that is open, by its pointer. */
  readonly openClaim: string | null;
  readonly setOpenClaim: (pointer: string | null) => void;
  readonly isTarget: (pointer: string) => boolean;
  /** Goes to the next (or the previous) doubtful or failing field; past the last to the decision. */
  readonly step: (from: string | null, by: 1 | -1) => void;
  readonly confirm: (pointer: string) => void;
  readonly edit: (pointer: string, text: string | null, at?: Taken) => void;
  /** Whether this person may change what stands there now. */
  readonly isMine: (pointer: string) => boolean;
}

const WorkContext = createContext<Working | null>(null);
export const useWork = (): Working => {
  const working = useContext(WorkContext);
  if (!working) throw new Error('This part of the page belongs inside a remittance.');
  return working;
};

/** The item that the page was opened for; else the first that waits. */
function firstItem(remittance: Remittance, part: string | null): RemittanceItem | null {
  const open = remittance.items.filter((item) => item.isOpen && item.pointer !== null);
  return open.find((item) => item.id === part) ?? open[0] ?? null;
}

export function WorkProvider({
  remittance,
  part,
  children,
}: {
  remittance: Remittance;
  part: string | null;
  children: ReactNode;
}) {
  const [draft, change] = useDraft(remittance.id);
  const [itemId, setItemId] = useState<string | null>(part);
  const [active, hold] = useState<string | null>(null);
  const [lit, light] = useState<string | null>(null);
  const item =
    remittance.items.find((each) => each.id === itemId && each.isOpen && each.pointer !== null) ??
    firstItem(remittance, part);
  const work = useMemo(() => (item ? workOf(draft, item) : null), [draft, item]);
  const { check, isBehind } = useCheck(item, work);
  const [opened, setOpened] = useState<{ under: string | null; claim: string | null } | null>(null);
  const touch = useHold(remittance, item);
  const byPointer = useMemo(() => new Map(remittance.fields.map((field) => [field.pointer, field])), [remittance]);
  // The claim of the item in hand is open until another is opened.
  const under = item?.pointer ?? null;
  const openClaim = opened && opened.under === under ? opened.claim : under && claimOf(under);
  const setOpenClaim = useCallback((claim: string | null) => setOpened({ under, claim }), [under]);
  const focus = useFocus(setOpenClaim);

  const isMine = useCallback(
    (pointer: string) => {
      const own = remittance.items.find((each) => each.isOpen && isIn(pointer, each.pointer));
      return own !== undefined && own.proposal === null && (own.holder === null || own.holder.isMine);
    },
    [remittance.items],
  );
  const targets = useMemo(
    () => targetsOf({ remittance, item, draft, check, byPointer }),
    [remittance, item, draft, check, byPointer],
  );
  const isTarget = useCallback((pointer: string) => targets.includes(pointer), [targets]);
  const step = useCallback(
    (from: string | null, by: 1 | -1) => {
      const order = item ? orderOf(remittance, item, draft) : [];
      const start = from === null ? -1 : order.indexOf(from);
      const ahead = by === 1 ? order.slice(start + 1) : order.slice(0, Math.max(start, 0)).toReversed();
      // Until the sums of what was just typed are back, only what is doubtful by itself is gone through.
      const stops = isBehind ? targets.filter((pointer) => check?.doubtful.includes(pointer)) : targets;
      const next = ahead.find((pointer) => stops.includes(pointer) && pointer !== from);
      if (next) focus(next);
      else if (by === 1) document.querySelector<HTMLElement>('[data-decide]')?.focus();
    },
    [remittance, item, draft, targets, focus, isBehind, check],
  );
  const edit = useCallback(
    (pointer: string, text: string | null, taken?: Taken) => {
      touch(pointer);
      const read = textOf(pointer, valueAt(remittance, pointer));
      // Typed back to what was read, it is no change; that the person looked still counts.
      change(
        text === null || (text.trim() === read && read !== '')
          ? withEdit(pointer, null)
          : withEdit(pointer, text, taken),
      );
    },
    [change, remittance, touch],
  );
  const confirm = useCallback(
    (pointer: string) => {
      touch(pointer);
      if (byPointer.has(pointer)) change(withConfirmed(pointer));
    },
    [byPointer, change, touch],
  );
  const pick = useCallback((next: RemittanceItem) => setItemId(next.id), []);
  useFirstFocus(item, check, targets, focus);

  const value: Working = {
    remittance,
    byPointer,
    draft,
    change,
    item,
    work,
    pick,
    check,
    isBehind,
    active,
    hold,
    focus,
    lit,
    light,
    openClaim,
    setOpenClaim,
    isTarget,
    step,
    confirm,
    edit,
    isMine,
  };
  return <WorkContext value={value}>{children}</WorkContext>;
}

/** A field may stand on a claim that is still closed: it is opened first. */
function useFocus(setOpenClaim: (pointer: string | null) => void) {
  const [wanted, want] = useState<{ pointer: string; isGentle: boolean } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const field = document.querySelector<HTMLInputElement>(`[data-field="${CSS.escape(wanted.pointer)}"]`);
    // Looked at now and not before: who has just begun to type elsewhere would type on in this field.
    if (wanted.isGentle && !isCursorFree()) return;
    field?.focus();
    field?.select();
  }, [wanted]);
  return useCallback(
    (pointer: string, isGentle = false) => {
      const claim = claimOf(pointer);
      if (claim) setOpenClaim(claim);
      want({ pointer, isGentle });
    },
    [setOpenClaim],
  );
}

const isCursorFree = (): boolean =>
  document.activeElement === document.body || Boolean(document.activeElement?.closest('[data-decide]'));

/** An item opens with the cursor in its first doubtful field. */
function useFirstFocus(
  item: RemittanceItem | null,
  check: Check | undefined,
  targets: readonly string[],
  focus: (pointer: string, isGentle: boolean) => void,
) {
  const done = useRef<string | null>(null);
  const id = item?.id ?? null;
  const [first] = targets;
  useEffect(() => {
    if (!id || !check || done.current === id) return;
    done.current = id;
    if (first && isCursorFree()) focus(first, true);
  }, [id, check, first, focus]);
}

const orderOf = (remittance: Remittance, item: RemittanceItem, draft: Draft): string[] => {
  const place = item.payment ?? 0;
  const payment = remittance.payments[place];
  const read = payment ? paymentPointers(payment, place).filter((pointer) => isIn(pointer, item.pointer)) : [];
  return [
    ...read,
    ...Object.keys(draft.edits).filter((pointer) => isIn(pointer, item.pointer) && !read.includes(pointer)),
  ];
};

interface Sought {
  remittance: Remittance;
  item: RemittanceItem | null;
  draft: Draft;
  check: Check | undefined;
  byPointer: ReadonlyMap<string, RemittanceField>;
}

/** What Tab goes through: what the gate still wants compared, what could not be read, what is missing, and the amounts of what does not add up. */
function targetsOf({ remittance, item, draft, check, byPointer }: Sought): string[] {
  if (!item) return [];
  const isDone = (pointer: string) => draft.confirmed.includes(pointer) || pointer in draft.edits;
  const doubtful = new Set(
    check?.doubtful ?? [...byPointer.values()].flatMap((field) => (field.isDoubtful ? [field.pointer] : [])),
  );
  const failing = new Set(check?.faults.map(({ pointer }) => pointer));
  const off = check?.differences ?? [];
  for (const { pointer, level, missing } of off) {
    for (const each of missing) failing.add(each);
    // A line that is off makes its claim be off.
    const isFollowing =
      level === 'claim' && off.some((other) => other.level === 'line' && isIn(other.pointer, pointer));
    const amounts = missing.length > 0 || isFollowing ? [] : amountsOf(remittance, pointer, level);
    // Where one of them is doubtful, it is the one to look at.
    if (!amounts.some((each) => doubtful.has(each) && !isDone(each))) for (const each of amounts) failing.add(each);
  }
  if (item.claim === null)
    for (const name of NEEDED) {
      const pointer = `/payments/${item.payment ?? 0}/${name}`;
      if (!isDone(pointer) && textOf(pointer, valueAt(remittance, pointer)) === '') failing.add(pointer);
    }
  const gone = (pointer: string) => draft.removed.some((each) => isIn(pointer, each));
  return orderOf(remittance, item, draft).filter(
    (pointer) => !gone(pointer) && (failing.has(pointer) || (doubtful.has(pointer) && !isDone(pointer))),
  );
}

function amountsOf(remittance: Remittance, pointer: string, level: string): string[] {
  const place = Number(/^\/payments\/(\d+)/.exec(pointer)?.[1] ?? 0);
  const payment = remittance.payments[place];
  if (!payment) return [];
  if (level === 'payment')
    return [`${pointer}/amountCents`, ...payment.claims.map((_, at) => `${pointer}/claims/${at}/paidCents`)];
  const own = paymentPointers(payment, place).filter(
    (each) => isIn(each, pointer) && /(billed|paid|amount)Cents$/.test(each),
  );
  return level === 'charges'
    ? own.filter((each) => each.endsWith('/billedCents'))
    : level === 'line'
      ? own
      : own.filter((each) => !each.includes('/lines/'));
}
