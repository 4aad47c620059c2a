/** Lists that draw only the rows in view: read to their end, and brought back to one row, by what they show. */
import type { Locator } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import type { Alternatives, PageFile } from '../selectors/page.ts';
import { locate, toLocator } from './locate.ts';
import type { Visit } from './portal.ts';

/** A page with such a list: the part that scrolls, and the last row that is drawn now. */
export type ScrolledPage = PageFile & {
  readonly elements: { readonly list: Alternatives; readonly lastRow: Alternatives };
};

export interface ScrolledList<R> {
  readonly page: ScrolledPage;
  /** How many rows the portal says there are. */
  readonly total: number;
  /** The n-th row, from 1, once it is drawn and loaded; strict. */
  readonly rowAt: (place: number) => Alternatives;
  /** Reads the rows that are drawn and loaded now. */
  readonly read: () => Promise<readonly R[]>;
  /** What tells a row from all others. */
  readonly keyOf: (row: R) => string;
}

/** What is used of an element: this program is not compiled with the browser's types. */
interface Scrolling {
  readonly scrollTo: (x: number, y: number) => void;
  readonly scrollIntoView: (how: { readonly block: 'start' }) => void;
}

/** A list may be drawn anew while it is scrolled, and jump back to its top. */
const TRIES = 4;

/**
 * @returns every row, in the list's order.
 * @throws WorkException `result-unreadable` when the rows do not come to the total.
 */
export async function readToEnd<R>(visit: Visit, list: ScrolledList<R>): Promise<readonly R[]> {
  const rows = new Map<string, R>();
  for (;;) {
    const known = rows.size;
    await drawNext(visit, list, known + 1);
    for (const row of await list.read()) rows.set(list.keyOf(row), row);
    if (rows.size === list.total) return [...rows.values()];
    if (rows.size === known || rows.size > list.total) throw incomplete(list);
  }
}

/** Brings a row that was read back into view. @param place counted from 1. @throws WorkException `result-unreadable` when it is gone. */
export async function bringUp<R>(visit: Visit, list: ScrolledList<R>, place: number): Promise<void> {
  if (await rowOf(visit, list, place).isVisible()) return;
  await (await locate(visit, list.page, 'list')).evaluate((part: Scrolling) => part.scrollTo(0, 0));
  await comes(rowOf(visit, list, 1), visit.timeoutMs);
  for (let at = 1; at <= place; at += 1) await drawNext(visit, list, at);
}

/** The rows before this one are or were drawn: scrolls on by a window's height, until it is drawn too. */
async function drawNext<R>(visit: Visit, list: ScrolledList<R>, place: number): Promise<void> {
  const row = rowOf(visit, list, place);
  if (await row.isVisible()) return;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await (await locate(visit, list.page, 'lastRow')).evaluate((last: Scrolling) =>
      last.scrollIntoView({ block: 'start' }),
    );
    if (await comes(row, visit.timeoutMs / TRIES)) return;
  }
  throw incomplete(list);
}

const rowOf = <R>({ page }: Visit, { rowAt }: ScrolledList<R>, place: number): Locator =>
  rowAt(place)
    .map((alternative) => toLocator(page, alternative))
    .reduce((either, alternative) => either.or(alternative));

const comes = (row: Locator, timeoutMs: number): Promise<boolean> =>
  row.waitFor({ timeout: timeoutMs }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError') return false;
      throw error;
    },
  );

const incomplete = ({ page }: { readonly page: PageFile }): WorkException =>
  new WorkException('result-unreadable', 'The list does not hold as many rows as the portal says.', {
    page: page.name,
    element: 'total',
  });
