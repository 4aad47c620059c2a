/** The door to files of pages: PDF, TIFF, PNG, JPEG. */
export { openEyes } from '../ocr/eyes.ts';
export { PAGE_LIMITS, type PageLimits } from './limits.ts';
export { openPages, type OpenPagesOptions, type PageFile } from './open-pages.ts';
export { type Fingerprinted, markRepeats } from './repeats.ts';
export type { SeenPage } from './sight.ts';
