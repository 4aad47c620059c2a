/** Entry of the solver: candidate readings in, certain amounts out. */
export { solvePayment } from './solve.ts';
