/** Builds the pages' scripts ahead of the first start: for images without the packages that build them. */
import { openBundle } from './bundle.ts';

await openBundle();
