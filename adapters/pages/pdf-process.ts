/** The process that opens PDF files: pdfjs keeps memory, and a broken file may end it, so it lives apart and is replaced. */
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PdfAnswer, PdfOpened, PdfPage, PdfRequest } from './pdf-messages.ts';
import { readPage } from './pdf-page.ts';

let opened: PDFDocumentProxy | undefined;

async function open(data: Uint8Array, maxImagePixels: number): Promise<PdfOpened> {
  const home = `${dirname(dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))))}/`;
  opened = await getDocument({
    // A Buffer arrives as one, and pdfjs takes none.
    data: new Uint8Array(data),
    maxImageSize: maxImagePixels,
    isEvalSupported: false,
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
  }).promise;
  return { pages: opened.numPages };
}

async function answer(request: PdfRequest): Promise<PdfOpened | PdfPage | null> {
  if ('close' in request) {
    await opened?.destroy();
    opened = undefined;
    return null;
  }
  if ('open' in request) return open(request.open, request.maxImagePixels);
  if (!opened) throw new Error('No file is open.');
  return readPage(opened, request.page);
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
