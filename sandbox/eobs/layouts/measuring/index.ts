/** Layouts for measuring only: nobody who works on the reader looks at them, or it would be tuned to them. */
import type { Layout } from '../../truth.ts';
import { atlasTrust } from './atlas-trust.ts';
import { caldera } from './caldera.ts';
import { millwrights } from './millwrights.ts';
import { summitValley } from './summit-valley.ts';

export const MEASURING_LAYOUTS: readonly Layout[] = [summitValley, atlasTrust, millwrights, caldera];
