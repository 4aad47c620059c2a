/** Pixels as pdfjs and sharp give them, turned to grey. */
import { type ColourPixels, fadeStamps } from './stamp-ink.ts';

export interface PdfImage {
  readonly width: number;
  readonly height: number;
  /** 1: one bit a pixel, rows padded to bytes, 1 is white. 2: RGB. 3: RGBA. (ImageKind of pdfjs.) */
  readonly kind: number;
  readonly data?: Uint8Array | Uint8ClampedArray;
}

export interface GreyPixels {
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Undefined when pdfjs kept the pixels to itself. */
export function greyOfImage({ width, height, kind, data }: PdfImage): Buffer | undefined {
  if (!data) return undefined;
  if (kind === 1) return greyOfBits(data, width, height);
  if (kind === 2 && data.length >= width * height * 3) return greyOfColour({ data, step: 3, width, height });
  if (kind === 3 && data.length >= width * height * 4) return greyOfColour({ data, step: 4, width, height });
  return undefined;
}

/** Of a scan: with its stamps made pale. */
export function greyOfColour(pixels: ColourPixels): Buffer {
  const grey = greyOf(pixels.data, pixels.width * pixels.height, pixels.step);
  fadeStamps(grey, pixels);
  return grey;
}

export function greyOfRgba(data: Uint8Array, pixels: number): Buffer {
  return greyOf(data, pixels, 4);
}

function greyOfBits(data: Uint8Array | Uint8ClampedArray, width: number, height: number): Buffer {
  const grey = Buffer.alloc(width * height);
  const stride = (width + 7) >> 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = data[y * stride + (x >> 3)] ?? 255;
      if ((byte >> (7 - (x & 7))) & 1) grey[y * width + x] = 255;
    }
  }
  return grey;
}

/** The weights of ITU-R BT.601, in 256ths. */
function greyOf(data: Uint8Array | Uint8ClampedArray, pixels: number, step: 3 | 4): Buffer {
  const grey = Buffer.allocUnsafe(pixels);
  for (let i = 0, at = 0; i < pixels; i += 1, at += step) {
    grey[i] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
  }
  return grey;
}
