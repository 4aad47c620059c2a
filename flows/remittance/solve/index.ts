/** Entry of the solver: candidate readings in, certain amounts out. */
export { confidenceOf, type ConfidenceContext } from './confidence.ts';
export { assignMeanings, type Meanings } from './meanings.ts';
export { solvePayment } from './solve.ts';
export { type Position, wantedLooks } from './wanted.ts';
