/** How Brightwell prints fields and tables: description lists, tables with a caption, and lists made of ARIA roles. */
import type { Layout } from '../page.ts';

export const brightwellLayout: Layout = {
  labels: 'dl > dt',
  grids: 'table',
  why: 'class names change with every release of the application; these elements have one meaning each',
};

/** A list that draws only the rows in view; rows that are not loaded yet are busy, and hold no text to be read. */
export const brightwellList: Layout = {
  labels: 'dl > dt',
  grids: '[role="table"]',
  rows: '[role="row"]:not([aria-busy="true"])',
  cells: '[role="cell"], [role="columnheader"]',
  heads: '[role="columnheader"]',
  why: 'the list is no <table>: roles are all that says what its parts are',
};
