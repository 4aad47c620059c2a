/** One OCR engine in its own thread. It never hangs and never throws past its caller: a time-out or a crash ends it and says so. */
import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { type OcrModel, requireModel } from './model.ts';
import { type OcrWord, wordsOf } from './words.ts';

/** How the engine takes the image apart: one column of lines of unlike sizes, sparse text, one line, one word. */
export type OcrLayout = 'column' | 'sparse' | 'block' | 'line' | 'word';

export interface OcrRequest {
  /** PNG, JPEG, TIFF, or (fastest) PNM. */
  readonly image: Buffer;
  readonly layout: OcrLayout;
  /** The only characters it may answer with; all when left out. */
  readonly alphabet?: string;
  readonly dpi?: number;
  /** Black and white only, as faxed. In grey images letters and lines are told apart by their surroundings, not by one level. */
  readonly bilevel?: boolean;
}

export interface Reader {
  /** @throws OcrFault when the engine cannot read the image, takes too long, or ends. */
  read(request: OcrRequest, timeoutMs: number): Promise<OcrWord[]>;
  /** Whether it can take another request. */
  readonly alive: boolean;
  end(): Promise<void>;
}

/** The engine failed, not the page: `transient` when another engine may succeed. */
export class OcrFault extends Error {
  readonly transient: boolean;
  constructor(message: string, transient: boolean) {
    super(message);
    this.name = 'OcrFault';
    this.transient = transient;
  }
}

export const PAGE_SEGMENTATION: Readonly<Record<OcrLayout, PSM>> = {
  column: PSM.SINGLE_COLUMN,
  sparse: PSM.SPARSE_TEXT,
  block: PSM.SINGLE_BLOCK,
  line: PSM.SINGLE_LINE,
  word: PSM.SINGLE_WORD,
};
/**
 * How the engine finds letters before it reads them in grey. By one level (Otsu), grey rules on a page break into dashes,
 * which it takes for accents, and then points and commas of amounts are lost; by surroundings (Sauvola), faxes lose thin strokes.
 */
const ONE_LEVEL = '0';
const BY_SURROUNDINGS = '2';
export const thresholdingOf = ({ bilevel }: OcrRequest): string => (bilevel ? ONE_LEVEL : BY_SURROUNDINGS);
const START_TIMEOUT_MS = 60_000;

export async function startReader(model: OcrModel): Promise<Reader> {
  const { folder, gzip } = requireModel(model);
  const starting = createWorker('eng', OEM.LSTM_ONLY, {
    langPath: folder,
    gzip,
    cacheMethod: 'none',
    // Without it an unreadable image ends the whole process.
    errorHandler: () => {},
  });
  const worker = await within(starting, START_TIMEOUT_MS, 'The OCR engine did not start; try again.');
  return readerOn(worker);
}

function readerOn(worker: Worker): Reader {
  let alive = true;
  let settings = '';
  let drop: (fault: OcrFault) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    drop = reject;
  });
  ended.catch(() => {});
  const { worker: thread } = worker as unknown as { worker: Thread };
  const end = async (): Promise<void> => {
    alive = false;
    drop(new OcrFault('The OCR engine was ended.', true));
    await thread.terminate();
  };
  for (const event of ['error', 'exit'] as const) {
    thread.on(event, () => {
      alive = false;
      drop(new OcrFault('The OCR engine ended by itself.', true));
    });
  }

  const run = async (request: OcrRequest): Promise<string> => {
    const params = {
      tessedit_pageseg_mode: PAGE_SEGMENTATION[request.layout],
      tessedit_char_whitelist: request.alphabet ?? '',
      user_defined_dpi: String(request.dpi ?? 300),
      thresholding_method: thresholdingOf(request),
      // Else the engine remarks on the page to our standard error.
      debug_file: '/dev/null',
    };
    const wanted = Object.values(params).join('|');
    if (wanted !== settings) await worker.setParameters(params);
    settings = wanted;
    const { data } = await worker.recognize(request.image, {}, { text: false, tsv: true });
    return data.tsv ?? '';
  };

  return {
    get alive() {
      return alive;
    },
    end,
    async read(request, timeoutMs) {
      const job = run(request).catch((error: unknown) => {
        throw error instanceof OcrFault ? error : new OcrFault('The image cannot be read by OCR.', false);
      });
      job.catch(() => {});
      try {
        return wordsOf(await within(Promise.race([job, ended]), timeoutMs, 'Reading the page took too long.'));
      } catch (error) {
        // A busy engine cannot be told to stop: only its thread can be ended.
        if (error instanceof OcrFault && error.transient && alive) await end();
        throw error;
      }
    },
  };
}

async function within<T>(work: Promise<T>, timeoutMs: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OcrFault(message, true)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
