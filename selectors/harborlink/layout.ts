/** How Harborlink prints facts and tables: panels of a label over its value, and tables that are named. */
import type { Layout } from '../page.ts';

export const harborlinkLayout: Layout = {
  labels: '[data-testid$="Panel"] > :first-child',
  grids: 'table[aria-label]',
  why: 'a fact has no role: its panel is known by the end of its test id, which is all that every build has',
};
