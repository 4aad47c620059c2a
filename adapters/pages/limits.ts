/** How much of a file is taken before anything is decoded, and the refusal that says what to do. */
import { WorkException } from '../../domain/exceptions.ts';

export interface PageLimits {
  readonly bytes: number;
  readonly pages: number;
  /** Of one image as its header declares it. */
  readonly pixels: number;
}

export const PAGE_LIMITS: PageLimits = { bytes: 100e6, pages: 500, pixels: 120e6 };

/** The file as a whole, or one page, cannot be taken. The message is one sentence for the person who sent it; no patient data. */
export function fileRefused(message: string): WorkException {
  return new WorkException('file-refused', message);
}

/** @throws WorkException file-refused */
export function refuseTooMany(count: number, limits: PageLimits): void {
  if (count > limits.pages) {
    throw fileRefused(
      `The file has ${count} pages and at most ${limits.pages} are taken: split it by payment and send the parts.`,
    );
  }
}

/** @throws WorkException file-refused */
export function refuseTooLarge(width: number, height: number, limits: PageLimits): void {
  if (width * height > limits.pixels) {
    throw fileRefused(`The image is ${width} x ${height} pixels, too large to take: scan the page again at 300 dpi.`);
  }
}
