/** From HTML to paper: printing is done by whoever has a browser, page images by whoever can render a PDF. */

export interface Press {
  /** Prints HTML with its own page size. @param pages e.g. `1,3-4`, all when left out. */
  readonly print: (html: string, pages?: string) => Promise<Buffer>;
  /** PNG of every page at the resolution asked for. */
  readonly pageImages: (pdf: Buffer, dpi: number) => Promise<readonly Buffer[]>;
}

/** @returns the pages of a PDF that Chromium printed: its page objects stand uncompressed. */
export const countPages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
