/** A page as it came out of its file, before it is prepared for reading. */

export interface RawPage {
  /** One byte a pixel, row by row; 0 is black. */
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
  /** Pixels per inch across and down: a fax has 204 x 98 or 204 x 196. */
  readonly dpiX: number;
  readonly dpiY: number;
  /** Black and white only, as a fax machine saw it. */
  readonly bilevel: boolean;
  /** Drawn by us at the resolution it is to have; boxes of its text hold only while it keeps its pixels. */
  readonly rendered: boolean;
  /** Clockwise quarter turns that the file itself asks for. */
  readonly turn: 0 | 90 | 180 | 270;
}

/** Size in inches beyond which, or below which, the declared resolution is not believed. */
const PLAUSIBLE_INCHES = { from: 2.5, to: 17.6 };
const LETTER_LONG_SIDE = 11;

/** Believes a declared resolution only when the sheet has a size that scanners take; otherwise the long side is that of a letter. */
export function plausibleDpi(width: number, height: number, dpiX: number, dpiY: number): [number, number] {
  const long = Math.max(width / dpiX, height / dpiY);
  if (dpiX > 0 && dpiY > 0 && long >= PLAUSIBLE_INCHES.from && long <= PLAUSIBLE_INCHES.to) return [dpiX, dpiY];
  const ratio = dpiX > 0 && dpiY > 0 && dpiY / dpiX > 0.4 && dpiY / dpiX < 2.5 ? dpiY / dpiX : 1;
  const across = Math.max(width, height / ratio) / LETTER_LONG_SIDE;
  return [across, across * ratio];
}

export function isBilevel(grey: Buffer): boolean {
  for (let i = 0; i < grey.length; i += 1) {
    const value = grey[i];
    if (value !== 0 && value !== 255) return false;
  }
  return true;
}
