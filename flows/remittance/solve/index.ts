/** Entry of the solver: candidate readings in, certain amounts out. */
export { confidenceOf } from './confidence.ts';
export { assignMeanings } from './meanings.ts';
export { solvePayment } from './solve.ts';
export { type Position, wantedLooks } from './wanted.ts';
