/** The process that opens PDF files: pdfjs keeps memory, and a broken file may end it, so it lives apart and is replaced. */
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { handOnJpegs } from './pdf-jpeg.ts';
import type { PdfAnswer, PdfOpened, PdfPage, PdfRequest } from './pdf-messages.ts';
import { readPage } from './pdf-page.ts';

handOnJpegs();

type Options = Parameters<typeof getDocument>[0] & object;

let opened: PDFDocumentProxy | undefined;
/** The same file once more, for pages that are drawn with their JPEG images. */
let drawn: Promise<PDFDocumentProxy> | undefined;
let openAgain: () => Promise<PDFDocumentProxy>;

async function open(data: Uint8Array, maxImagePixels: number): Promise<PdfOpened> {
  const home = `${dirname(dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))))}/`;
  const options: Options = {
    maxImageSize: maxImagePixels,
    isEvalSupported: false,
    isImageDecoderSupported: true,
    enableXfa: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
    wasmUrl: `${home}wasm/`,
    cMapUrl: `${home}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${home}standard_fonts/`,
    iccUrl: `${home}iccs/`,
  };
  // pdfjs keeps the bytes that it is given.
  openAgain = () => getDocument({ ...options, data: new Uint8Array(data) }).promise;
  opened = await openAgain();
  return { pages: opened.numPages };
}

async function answer(request: PdfRequest): Promise<PdfOpened | PdfPage | null> {
  if ('close' in request) {
    await opened?.destroy();
    await drawn?.then(
      (document) => document.destroy(),
      () => {},
    );
    [opened, drawn] = [undefined, undefined];
    return null;
  }
  if ('open' in request) return open(request.open, request.maxImagePixels);
  if (!opened) throw new Error('No file is open.');
  return readPage(opened, request.page, () => (drawn ??= openAgain()));
}

function faultOf(request: PdfRequest, error: unknown): 'password' | 'broken' | 'page' {
  if (error instanceof Error && error.name === 'PasswordException') return 'password';
  return 'open' in request ? 'broken' : 'page';
}

// What pdfjs prints may quote the file; the parent hears of faults by message only.
console.log = console.warn = console.error = () => {};

process.on('message', (request: PdfRequest) => {
  answer(request).then(
    (value) => process.send?.({ id: request.id, ok: true, value } satisfies PdfAnswer),
    (error: unknown) =>
      process.send?.({ id: request.id, ok: false, fault: faultOf(request, error) } satisfies PdfAnswer),
  );
});
process.on('disconnect', () => process.exit(0));
