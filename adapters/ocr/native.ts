/**
 * The command line of Tesseract, where the machine has it: it reads whole pages in two thirds of the packaged engine's time, with
 * the same language data. A process for each page; the page goes in through a pipe and never to disk.
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { unpackedModel } from './model-unpacked.ts';
import type { OcrModel } from './model.ts';
import { OcrFault, PAGE_SEGMENTATION, type OcrRequest, thresholdingOf } from './reader.ts';
import { type OcrWord, wordsOf } from './words.ts';

export interface NativeReader {
  /** As `--version` says it. */
  readonly version: string;
  /** @throws OcrFault when the command cannot read the image, takes too long, or is ended by the signal. */
  read(request: OcrRequest, timeoutMs: number, signal: AbortSignal): Promise<OcrWord[]>;
}

const COMMAND = 'tesseract';
/** Where systems put it. The command gets no setting and no secret; threads of its own would take the cores of the other pages. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin', OMP_THREAD_LIMIT: '1', LC_ALL: 'C' };
/** Before it, letters could not be told from their surroundings. */
const LEAST_MAJOR = 5;
const START_TIMEOUT_MS = 10_000;
/** Starting costs a quarter of a second: a page is worth it, a word is not. Bytes of an image that is not packed. */
const WORTH_STARTING = 1_000_000;
/** The command takes what is no image for a list of files to open: only what says that it is grey pixels is handed over. */
const GREY_PIXELS = 'P5\n';

export const isWorthStarting = ({ image, alphabet }: OcrRequest): boolean =>
  alphabet === undefined &&
  image.length >= WORTH_STARTING &&
  image.subarray(0, GREY_PIXELS.length).equals(Buffer.from(GREY_PIXELS));

/** @param command its name, or where it is. @returns null where there is none, or none that is new enough. */
export async function findNative(model: OcrModel, command = COMMAND): Promise<NativeReader | null> {
  const version = await versionOf(command);
  const folder = version === null ? null : await unpackedModel(model).catch(() => null);
  if (version === null || folder === null) return null;
  return {
    version,
    async read(request, timeoutMs, signal) {
      return wordsOf(await run(command, optionsOf(request, folder), request.image, { timeoutMs, signal }));
    },
  };
}

async function versionOf(command: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], {
      env: ENVIRONMENT,
      timeout: START_TIMEOUT_MS,
    });
    const version = /^tesseract v?(\d+)\.\d\S*/.exec(stdout);
    return version && Number(version[1]) >= LEAST_MAJOR ? version[0] : null;
  } catch {
    return null;
  }
}

/** In grey pages letters are told from their surroundings, as in the packaged engine. */
const optionsOf = (request: OcrRequest, folder: string): string[] =>
  [
    ['stdin', 'stdout', '--tessdata-dir', folder, '-l', 'eng', '--oem', '1'],
    ['--psm', PAGE_SEGMENTATION[request.layout], '--dpi', String(request.dpi ?? 300)],
    ['-c', `thresholding_method=${thresholdingOf(request)}`, '-c', 'tessedit_create_tsv=1'],
  ].flat();

interface Ends {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

function run(command: string, options: readonly string[], image: Buffer, { timeoutMs, signal }: Ends): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, options, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: ENVIRONMENT,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      signal,
    });
    const answer: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => answer.push(chunk));
    // It may end before it has taken the whole image.
    child.stdin.on('error', () => {});
    child.on('error', () => {
      const message = signal.aborted ? 'The OCR engine was ended.' : 'The OCR engine could not be started.';
      reject(new OcrFault(message, signal.aborted));
    });
    child.on('close', (code, killed) => {
      if (code === 0) resolve(Buffer.concat(answer).toString());
      else if (killed) reject(new OcrFault('Reading the page took too long.', true));
      else reject(new OcrFault('The image cannot be read by OCR.', false));
    });
    child.stdin.end(image);
  });
}
