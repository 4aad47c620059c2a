/** The processes that PDF files are read in: kept between files, for starting one costs as much as a third of a page; replaced before their memory grows. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PdfAnswer, PdfRequest } from './pdf-messages.ts';

/** What pdfjs keeps of each page never comes back by itself. */
const PAGES_PER_PROCESS = 40;
const TIMEOUT_MS = 120_000;
/** An idle process is ended after so long. */
const IDLE_MS = 20_000;
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** `.ts`, or `.js` where the program was compiled beforehand. */
const KIND = extname(import.meta.filename);
const PROCESS = fileURLToPath(new URL('./pdf-process.ts', import.meta.url)).replace(/\.ts$/, KIND);

type Question = PdfRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

export interface PdfProcess {
  /** Whether it can take another page. */
  readonly fit: boolean;
  ask(question: Question): Promise<PdfAnswer>;
  end(): Promise<void>;
}

interface Idle {
  readonly process: PdfProcess;
  readonly timer: NodeJS.Timeout;
}

const idle: Idle[] = [];

/** One that is idle, or a new one. It opens one file at a time. */
export function takeProcess(): PdfProcess {
  for (let kept = idle.pop(); kept; kept = idle.pop()) {
    clearTimeout(kept.timer);
    if (kept.process.fit) return kept.process;
    void kept.process.end();
  }
  return startProcess();
}

/** For the next file; one that is worn, dead or not needed is ended. */
export async function giveBack(process: PdfProcess): Promise<void> {
  const closed = process.fit && idle.length < availableParallelism() && (await process.ask({ close: true })).ok;
  if (!closed) {
    await process.end();
    return;
  }
  const timer = setTimeout(() => {
    idle.splice(
      idle.findIndex((each) => each.process === process),
      1,
    );
    void process.end();
  }, IDLE_MS);
  timer.unref();
  idle.push({ process, timer });
}

/** Nothing of our environment goes along: the process needs no secret. An idle one does not keep us running. */
function startProcess(): PdfProcess {
  const child = fork(PROCESS, {
    cwd: PROJECT,
    env: {},
    execArgv: KIND === '.ts' ? ['--import', 'tsx'] : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let asked = 0;
  let pages = 0;
  return {
    get fit() {
      return child.connected && pages < PAGES_PER_PROCESS;
    },
    async ask(question) {
      asked += 1;
      if ('page' in question) pages += 1;
      child.ref();
      child.channel?.ref();
      try {
        return await answerTo(child, { ...question, id: asked }, gone);
      } finally {
        child.unref();
        child.channel?.unref();
      }
    },
    async end() {
      child.ref();
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
