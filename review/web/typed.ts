/**
 * What a person has typed and not sent yet. It is kept here by the name of its place, outside of what is drawn: a page that loads
 * again, is drawn anew, is left, or whose session ends by itself takes none of it away. It goes when it is sent, when it is taken
 * back, when its person signs out or another signs in. Passwords and codes are never kept here.
 *
 * Places: `item/<id>/...`, `remittance/<id>/...`, `approval/<id>`, `setting/<key>` and the like; what stands below a place goes with it.
 */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

/** What is kept of a session that ended by itself is forgotten after this time. */
const LOST_MS = 60 * 60_000;

const kept = new Map<string, unknown>();
const listeners = new Set<() => void>();
let owner: string | null = null;
let forgetting: ReturnType<typeof setTimeout> | undefined;

const tell = (): void => listeners.forEach((listener) => listener());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Of plain values. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * As `useState`, kept by its place.
 * @param standing what is shown until something is typed; typed back to it, nothing is kept.
 */
export function useTyped<T>(place: string, standing: T) {
  const typed = useSyncExternalStore(subscribe, () => kept.get(place)) as T | undefined;
  const type = useCallback(
    (next: T | ((before: T) => T)) => {
      const before = kept.has(place) ? (kept.get(place) as T) : standing;
      const after = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
      if (isSame(after, standing)) kept.delete(place);
      else kept.set(place, after);
      tell();
    },
    [place, standing],
  );
  return [typed === undefined ? standing : typed, type] as const;
}

/** It was sent, or taken back. @param place with all that stands below it; none: everything. */
export function forgetTyped(place?: string): void {
  for (const each of kept.keys())
    if (place === undefined || each === place || each.startsWith(`${place}/`)) kept.delete(each);
  tell();
}

/** The session has ended by itself: its person may come back. */
export function typedIsLeft(): void {
  clearTimeout(forgetting);
  forgetting = setTimeout(forgetTyped, LOST_MS);
}

export const useIsAnythingTyped = (): boolean => useSyncExternalStore(subscribe, () => kept.size > 0);

/** What is kept is this person's; the browser asks before it is closed with the page. */
export function useTypedBy(person: string): void {
  // Before anything is drawn: what another person typed is not shown for a moment either.
  useState(() => {
    if (owner !== person) kept.clear();
    owner = person;
    clearTimeout(forgetting);
  });
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => kept.size > 0 && event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
}
