/** An open PDF file, read in a process of its own that is replaced every so many pages: its memory never comes back by itself. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fileRefused, type PageLimits } from './limits.ts';
import type { PdfAnswer, PdfOpened, PdfPage, PdfRequest } from './pdf-messages.ts';

export interface PdfFile {
  readonly pages: number;
  /** @throws WorkException file-refused when this page cannot be drawn. */
  page(number: number): Promise<PdfPage>;
  close(): Promise<void>;
}

const PAGES_PER_PROCESS = 40;
const TIMEOUT_MS = 120_000;
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const PROCESS = fileURLToPath(new URL('./pdf-process.ts', import.meta.url));

const PASSWORD = 'The PDF is protected by a password: save it without one and send it again.';
const BROKEN = 'The PDF is broken and cannot be opened: ask for it again or print it to a new PDF.';

/** @throws WorkException file-refused when the file is protected or broken. */
export async function openPdfFile(bytes: Buffer, limits: PageLimits): Promise<PdfFile> {
  let served = 0;
  let open = true;
  let last: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<{ process: PdfProcess; pages: number }> => {
    const started = startProcess();
    const opened = await started.ask({ open: bytes, maxImagePixels: limits.pixels }).catch(async (error: unknown) => {
      await started.end();
      throw error;
    });
    if (!('pages' in opened)) throw new Error('The PDF process answered what it was not asked.');
    return { process: started, pages: opened.pages };
  };
  let current: { process: PdfProcess; pages: number } | undefined = await start();
  const { pages } = current;

  const serve = async (number: number): Promise<PdfPage> => {
    if (!open) throw new Error('The PDF file is closed.');
    if (current && (served >= PAGES_PER_PROCESS || !current.process.alive)) {
      await current.process.end();
      current = undefined;
      served = 0;
    }
    current ??= await start();
    served += 1;
    return (await current.process.ask({ page: number })) as PdfPage;
  };

  return {
    pages,
    page(number) {
      const next = last.then(() => serve(number));
      last = next.catch(() => {});
      return next;
    },
    async close() {
      open = false;
      await current?.process.end();
    },
  };
}

type Question = PdfRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

interface PdfProcess {
  readonly alive: boolean;
  ask(question: Question): Promise<PdfOpened | PdfPage>;
  end(): Promise<void>;
}

/** Nothing of our environment goes along: the process needs no secret. */
function startProcess(): PdfProcess {
  const child = fork(PROCESS, {
    cwd: PROJECT,
    env: {},
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let count = 0;
  return {
    get alive() {
      return child.connected;
    },
    async ask(question) {
      count += 1;
      return valueOf(await answerTo(child, { ...question, id: count }, gone));
    },
    async end() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function answerTo(child: ChildProcess, request: PdfRequest, gone: Promise<void>): Promise<PdfAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: PdfAnswer): void => {
      clearTimeout(timer);
      child.off('message', heard);
      resolve(answer);
    };
    const failed = (): void => {
      settle({ id: request.id, ok: false, fault: 'open' in request ? 'broken' : 'page' });
    };
    const heard = (answer: unknown): void => {
      if ((answer as PdfAnswer).id === request.id) settle(answer as PdfAnswer);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed();
    }, TIMEOUT_MS);
    child.on('message', heard);
    void gone.then(failed);
    child.send(request, (error) => {
      if (error) failed();
    });
  });
}

function valueOf(answer: PdfAnswer): PdfOpened | PdfPage {
  if (answer.ok) return answer.value;
  if (answer.fault === 'password') throw fileRefused(PASSWORD);
  if (answer.fault === 'broken') throw fileRefused(BROKEN);
  throw fileRefused('A page of the PDF cannot be drawn: print it to a new PDF and send that.');
}
