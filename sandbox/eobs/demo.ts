/** What the demo takes of the invented EOBs: three unlike layouts, their truths and their keys. */
import { bluestone } from './layouts/building/bluestone.ts';
import { ledger } from './layouts/building/ledger.ts';
import { medicare } from './layouts/building/medicare.ts';

export { keyOf } from './key.ts';
export { drawTruth } from './population.ts';
export const LAYOUTS = [medicare, bluestone, ledger] as const;
