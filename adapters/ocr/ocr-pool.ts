/**
 * A pool of OCR engines, one thread each, as wide as the cores; engines are replaced before their memory grows. Whole pages go to
 * the command line of Tesseract where the machine has it.
 */
import { availableParallelism } from 'node:os';
import { type OcrModel, packagedModel } from './model.ts';
import { findNative, isWorthStarting, type NativeReader } from './native.ts';
import { OcrFault, type OcrRequest, type Reader, startReader } from './reader.ts';
import type { OcrWord } from './words.ts';

export interface OcrPoolOptions {
  /** Engines at work at once; as many as there are cores when left out. */
  readonly size?: number;
  readonly model?: OcrModel;
  /** `packaged`: the engine of the packages reads everything, whatever the machine has. */
  readonly engine?: 'auto' | 'packaged';
  /** For one image. */
  readonly timeoutMs?: number;
}

export interface OcrPool {
  readonly size: number;
  /** Words of one image. @throws OcrFault when two engines in turn could not read it, or the pool is closed. */
  read(request: OcrRequest): Promise<OcrWord[]>;
  /** Ends all engines; what is in flight is refused. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 180_000;
/** An engine keeps the memory of its largest page for ever, and a little of each. */
const PIXELS_PER_ENGINE = 400e6;

interface Seat {
  reader: Reader | undefined;
  /** Bytes of images read, a measure of wear. */
  worn: number;
}

interface Waiting {
  give(seat: Seat): void;
  refuse(fault: OcrFault): void;
}

export function openOcrPool(options: OcrPoolOptions = {}): OcrPool {
  const size = options.size ?? availableParallelism();
  const model = options.model ?? packagedModel();
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const seats: Seat[] = Array.from({ length: size }, () => ({ reader: undefined, worn: 0 }));
  const free = [...seats];
  const queue: Waiting[] = [];
  const closing = new AbortController();
  let native: Promise<NativeReader | null> | undefined;
  let open = true;

  const take = (): Promise<Seat> => {
    const seat = free.pop();
    if (seat) return Promise.resolve(seat);
    return new Promise((give, refuse) => queue.push({ give, refuse }));
  };
  const giveBack = (seat: Seat): void => {
    const next = queue.shift();
    if (next) next.give(seat);
    else free.push(seat);
  };
  const freshReader = async (seat: Seat): Promise<Reader> => {
    if (seat.reader?.alive && seat.worn < PIXELS_PER_ENGINE) return seat.reader;
    await seat.reader?.end();
    seat.reader = undefined;
    seat.worn = 0;
    const reader = await startReader(model);
    if (open) {
      seat.reader = reader;
      return reader;
    }
    await reader.end();
    throw closed();
  };
  const readNatively = async (request: OcrRequest): Promise<OcrWord[] | null> => {
    if (options.engine === 'packaged' || !isWorthStarting(request)) return null;
    native ??= findNative(model);
    const command = await native;
    if (!command || !open) return null;
    return command.read(request, timeoutMs, closing.signal).catch((error: unknown) => {
      // What went wrong with the command need not go wrong with the packaged engine.
      if (error instanceof OcrFault && !error.transient) return null;
      throw error;
    });
  };
  const readOnce = async (request: OcrRequest): Promise<OcrWord[]> => {
    if (!open) throw closed();
    const seat = await take();
    try {
      const words = await readNatively(request);
      if (words) return words;
      const reader = await freshReader(seat);
      seat.worn += request.image.length;
      return await reader.read(request, timeoutMs);
    } finally {
      giveBack(seat);
    }
  };

  return {
    size,
    async read(request) {
      try {
        return await readOnce(request);
      } catch (error) {
        if (open && error instanceof OcrFault && error.transient) return readOnce(request);
        throw error;
      }
    },
    async close() {
      open = false;
      closing.abort();
      for (const waiting of queue.splice(0)) waiting.refuse(closed());
      await Promise.all(seats.map(async (seat) => seat.reader?.end()));
    },
  };
}

function closed(): OcrFault {
  return new OcrFault('The OCR pool is closed.', false);
}
