/** What the demo takes of the invented EOBs: three unlike layouts, their documents and their truths. */
import { bluestone } from './layouts/building/bluestone.ts';
import { ledger } from './layouts/building/ledger.ts';
import { medicare } from './layouts/building/medicare.ts';

export { formed } from './broken.ts';
export { makeDocument } from './make.ts';
export type { DocumentOptions } from './make.ts';
export { drawTruth } from './population.ts';
export type { Press } from './print.ts';
export const LAYOUTS = { medicare, bluestone, ledger } as const;
