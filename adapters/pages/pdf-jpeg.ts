/** JPEG images of a PDF as they stand in the file: pdfjs unpacks them in JavaScript, libjpeg in a tenth of that time. */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';
import { greyOfColour, type GreyPixels } from './pdf-grey.ts';

let isHandedOn = true;

/**
 * The web's `ImageDecoder`, as far as pdfjs asks for it. What it answers must be something that can be transferred and
 * closed, and nothing looks at it before it is drawn: a port with the bytes waiting in it.
 */
class HandsOn {
  readonly #bytes: Uint8Array;

  constructor({ data }: { readonly data: Uint8Array }) {
    this.#bytes = data;
  }

  static isTypeSupported(type: string): Promise<boolean> {
    return Promise.resolve(type === 'image/jpeg');
  }

  /** @throws where a page is to be drawn: pdfjs unpacks the image itself then. */
  decode(): Promise<{ readonly image: MessagePort }> {
    if (!isHandedOn) return Promise.reject(new Error('This image is drawn.'));
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(this.#bytes.slice());
    return Promise.resolve({ image: port2 });
  }

  close(): void {}
}

/** To be called before a file is opened; its images are then handed on where `isImageDecoderSupported` is given. */
export function handOnJpegs(): void {
  Object.assign(globalThis, { ImageDecoder: HandsOn });
}

/** pdfjs unpacks images itself until the work is done: they are to be drawn. */
export async function unpacking<T>(work: () => Promise<T>): Promise<T> {
  isHandedOn = false;
  try {
    return await work();
  } finally {
    isHandedOn = true;
  }
}

/** An image that was handed on. */
export interface HandedOn {
  readonly bitmap: MessagePort;
}

export const isHanded = (image: object): image is HandedOn => 'bitmap' in image && Boolean(image.bitmap);

/** @returns undefined when the image is broken: pdfjs makes the best of it. */
export async function unpacked({ bitmap }: HandedOn): Promise<GreyPixels | undefined> {
  const bytes = receiveMessageOnPort(bitmap)?.message as Uint8Array | undefined;
  if (!bytes) return undefined;
  try {
    if (await isColourless(bytes)) return await greyIn(bytes);
    const { data, width, height } = await pixelsOf(sharp(bytes, ANY_SIZE).toColourspace('srgb').removeAlpha());
    return { grey: greyOfColour({ data, step: 3, width, height }), width, height };
  } catch {
    return undefined;
  }
}

/** pdfjs has refused what is too large. */
const ANY_SIZE = { limitInputPixels: false } as const;
/** The engine of JPEG gives an eighth for little. */
const EIGHTH = 8;
/** Of 255, between the channels of a pixel. */
const COLOURLESS = 6;

async function isColourless(bytes: Uint8Array): Promise<boolean> {
  const image = sharp(bytes, ANY_SIZE);
  const { width, channels } = await image.metadata();
  if (channels === 1) return true;
  const { data } = await pixelsOf(
    image
      .resize(Math.ceil(width / EIGHTH))
      .toColourspace('srgb')
      .removeAlpha(),
  );
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > COLOURLESS) return false;
  }
  return true;
}

async function greyIn(bytes: Uint8Array): Promise<GreyPixels> {
  const { data, width, height } = await pixelsOf(sharp(bytes, ANY_SIZE).toColourspace('b-w'));
  return { grey: data, width, height };
}

async function pixelsOf(image: Sharp): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
