/**
 * Items whose decision is on its way while the next one is shown already. Their pages stay as they are, out of sight, until it is
 * taken; refused, they come back with all that was typed.
 */
import { useSyncExternalStore } from 'react';

/** By the item that was decided, the one that is shown in its place. */
let leaving: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

function become(next: ReadonlyMap<string, string>): void {
  leaving = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const leave = (id: string, instead: string): void => become(new Map([...leaving, [id, instead]]));
/** Taken, or come back to. */
export const doneLeaving = (id: string): void => become(new Map([...leaving].filter(([each]) => each !== id)));
/** @returns what is shown in an item's place; undefined: it was not left. */
export const shownInstead = (id: string): string | undefined => leaving.get(id);
/** Nothing of a patient stays in this page's memory. */
export const forgetLeaving = (): void => become(new Map());

export const useLeaving = (): ReadonlyMap<string, string> => useSyncExternalStore(subscribe, () => leaving);
