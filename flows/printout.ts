/** Everything a page prints, read in one round trip: labelled values and tables, each text with its box. */
import type { Frame, Page } from 'playwright';
import type { Box } from '../domain/provenance.ts';
import type { Layout } from '../selectors/page.ts';

/** A text and where it stands, in pixels of the full-page screenshot. */
export interface Ink {
  readonly text: string;
  readonly box: Box;
}

export interface Printout {
  readonly pairs: readonly { readonly label: string; readonly value: Ink }[];
  readonly tables: readonly {
    readonly title: string;
    readonly headers: readonly string[];
    readonly rows: readonly (readonly Ink[])[];
  }[];
}

/** @returns what is visible now; hidden parts are not read. */
export const takePrintout = (document: Page | Frame, layout: Layout): Promise<Printout> =>
  document.evaluate<Printout>(`(${inPage(printOut)})(${JSON.stringify(layout)})`);

/** The TypeScript runner wraps named functions in `__name(...)`, which no page has. */
const inPage = (work: (layout: Layout) => Printout): string =>
  `(layout) => { const __name = (named) => named; return (${work.toString()})(layout); }`;

/** The few parts of the DOM that `printOut` touches: this program is not compiled with the browser's types. */
interface Node {
  readonly innerText: string;
  readonly value?: string;
  readonly htmlFor?: string;
  readonly tagName: string;
  readonly nextElementSibling: Node | null;
  readonly previousElementSibling: Node | null;
  readonly parentElement: Node | null;
  readonly closest: (selector: string) => Node | null;
  readonly querySelectorAll: (selector: string) => Iterable<Node>;
  readonly matches: (selector: string) => boolean;
  readonly getAttribute: (name: string) => string | null;
  readonly getBoundingClientRect: () => { x: number; y: number; width: number; height: number };
  readonly checkVisibility: () => boolean;
}
interface TableNode extends Node {
  readonly caption: Node | null;
  readonly rows: Iterable<{ readonly cells: Iterable<Node> }>;
}
interface Window {
  readonly document: {
    readonly querySelectorAll: (selector: string) => Iterable<Node>;
    readonly getElementById: (id: string) => Node | null;
  };
  readonly scrollX: number;
  readonly scrollY: number;
  readonly devicePixelRatio: number;
  /** The element that this document is drawn in; null in the window itself. */
  readonly frameElement: Node | null;
  readonly parent: Window;
}

/** Runs in the page, so it uses nothing from outside itself. */
function printOut(layout: Layout): Printout {
  const here = globalThis as unknown as Window;
  const { document, devicePixelRatio } = here;
  // A document in a frame is seen from the frame's place; the window alone scrolls the screenshot's page.
  let [outer, originX, originY] = [here, 0, 0];
  for (; outer.frameElement; outer = outer.parent) {
    const { x, y } = outer.frameElement.getBoundingClientRect();
    originX += x;
    originY += y;
  }
  originX += outer.scrollX;
  originY += outer.scrollY;
  const textOf = (node: Node): string =>
    (/^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName) ? (node.value ?? '') : node.innerText).replace(/\s+/g, ' ').trim();
  const inkOf = (node: Node): Ink => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const [left, top, wide, high] = [x + originX, y + originY, width, height].map((each) =>
      Math.round(each * devicePixelRatio),
    ) as [number, number, number, number];
    return { text: textOf(node), box: [left, top, wide, high] };
  };
  const visible = (selector: string): Node[] =>
    [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  const valueOf = (label: Node): Node | null => {
    const target = label.htmlFor ? document.getElementById(label.htmlFor) : null;
    return target ?? label.nextElementSibling ?? label.parentElement?.nextElementSibling ?? null;
  };
  const titleOf = (table: TableNode): string => {
    const named = table.getAttribute('aria-labelledby');
    const before =
      layout.titles && table.previousElementSibling?.matches(layout.titles) ? table.previousElementSibling : null;
    const title = table.caption ?? (named ? document.getElementById(named) : null) ?? before;
    return title ? textOf(title) : (table.getAttribute('aria-label') ?? '');
  };
  const isHead = (cell: Node): boolean => (layout.heads ? cell.matches(layout.heads) : cell.tagName === 'TH');
  const pairs = visible(layout.labels).flatMap((label) => {
    const value = valueOf(label);
    return value ? [{ label: textOf(label), value: inkOf(value) }] : [];
  });
  const cellsOf = (table: TableNode): readonly (readonly Node[])[] => {
    const { rows, cells } = layout;
    if (!rows || !cells) return [...table.rows].map((row) => [...row.cells]);
    return [...table.querySelectorAll(rows)].map((row) => [...row.querySelectorAll(cells)]);
  };
  const tables = visible(layout.grids).map((node) => {
    const table = node as TableNode;
    const rows = cellsOf(table);
    const heads = rows.find((cells) => cells.length > 0 && cells.every(isHead)) ?? [];
    const body = rows.filter((cells) => cells !== heads && cells.length === heads.length);
    return { title: titleOf(table), headers: heads.map(textOf), rows: body.map((cells) => cells.map(inkOf)) };
  });
  return { pairs, tables };
}
