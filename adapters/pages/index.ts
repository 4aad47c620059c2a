/** The door to files of pages: PDF, TIFF, PNG, JPEG. */
export { openEyes } from '../ocr/eyes.ts';
export { openPages, type PageFile } from './open-pages.ts';
export { type Fingerprinted, markRepeats } from './repeats.ts';
export type { SeenPage } from './sight.ts';
