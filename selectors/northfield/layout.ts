/** How Northfield prints fields and tables: tables of name and value, and GridViews with a caption. */
import type { Layout } from '../page.ts';

export const northfieldLayout: Layout = {
  labels: 'th[scope="row"]',
  grids: 'table:has(th[scope="col"])',
  why: 'ids carry a number that changes; headers of rows and of columns say which table is which',
};
