/** How Northfield prints fields and tables: WebForms `facts` tables of name and value, and GridViews with a caption. */
import type { Layout } from '../page.ts';

export const northfieldLayout: Layout = {
  labels: 'table.facts th[scope="row"]',
  grids: 'table.grid',
  why: 'ids carry a number that changes; the two table classes have one meaning each on every page',
};
