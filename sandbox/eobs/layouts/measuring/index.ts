/**
 * Layouts for measuring only: nobody who works on the reader looks at them, or it would be tuned to them.
 * Of new layouts, in the order of the SHA-256 of their names, the first half is for building and the second half for measuring.
 */
import type { Layout } from '../../truth.ts';
import { cuspid } from './cuspid.ts';
import { harrowFinch } from './harrow-finch.ts';
import { roadsteadAuto } from './roadstead-auto.ts';
import { wayland } from './wayland.ts';

export const MEASURING_LAYOUTS: readonly Layout[] = [wayland, roadsteadAuto, cuspid, harrowFinch];
