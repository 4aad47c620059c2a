/** An open PDF file, read in a process of its own: a broken one may end it, and what it remembers is thrown away with it. */
import { fileRefused, type PageLimits } from './limits.ts';
import type { PdfAnswer, PdfOpened, PdfPage } from './pdf-messages.ts';
import { giveBack, type PdfProcess, takeProcess } from './pdf-processes.ts';

export interface PdfFile {
  readonly pages: number;
  /** @throws WorkException file-refused when this page cannot be drawn. */
  page(number: number): Promise<PdfPage>;
  close(): Promise<void>;
}

const PASSWORD = 'The PDF is protected by a password: save it without one and send it again.';
const BROKEN = 'The PDF is broken and cannot be opened: ask for it again or print it to a new PDF.';

/** @throws WorkException file-refused when the file is protected or broken. */
export async function openPdfFile(bytes: Buffer, limits: PageLimits): Promise<PdfFile> {
  let open = true;
  let underWay = 0;
  let last: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<{ process: PdfProcess; pages: number }> => {
    const process = takeProcess();
    try {
      const opened = valueOf(await process.ask({ open: bytes, maxImagePixels: limits.pixels }));
      if (!('pages' in opened)) throw new Error('The PDF process answered what it was not asked.');
      return { process, pages: opened.pages };
    } catch (error) {
      // What a file that cannot be opened left behind is nobody else's.
      await process.end();
      throw error;
    }
  };
  let current: { process: PdfProcess; pages: number } | undefined = await start();
  const { pages } = current;

  const serve = async (number: number): Promise<PdfPage> => {
    if (!open) throw new Error('The PDF file is closed.');
    if (current && !current.process.fit) {
      await current.process.end();
      current = undefined;
    }
    current ??= await start();
    return valueOf(await current.process.ask({ page: number })) as PdfPage;
  };

  return {
    pages,
    page(number) {
      underWay += 1;
      const next = last
        .then(() => serve(number))
        .finally(() => {
          underWay -= 1;
        });
      last = next.catch(() => {});
      return next;
    },
    async close() {
      open = false;
      // Nobody waits for a page of a closed file.
      if (current) await (underWay > 0 ? current.process.end() : giveBack(current.process));
      current = undefined;
    },
  };
}

function valueOf(answer: PdfAnswer): PdfOpened | PdfPage {
  if (answer.ok && answer.value) return answer.value;
  const fault = answer.ok ? 'page' : answer.fault;
  if (fault === 'password') throw fileRefused(PASSWORD);
  if (fault === 'broken') throw fileRefused(BROKEN);
  throw fileRefused('A page of the PDF cannot be drawn: print it to a new PDF and send that.');
}
