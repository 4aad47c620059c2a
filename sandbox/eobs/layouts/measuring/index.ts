/** Layouts for measuring only: nobody who works on the reader looks at them, or it would be tuned to them. */
import type { Layout } from '../../truth.ts';

export const MEASURING_LAYOUTS: readonly Layout[] = [];
