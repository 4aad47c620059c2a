/** The demo's printing press: Chromium prints invented EOBs, and the pages adapter turns a print into scans. */
import { openChromium } from '../../adapters/browser.ts';
import { openOcrPool } from '../../adapters/ocr/index.ts';
import { openPages } from '../../adapters/pages/index.ts';

export interface DemoPress {
  /** @returns a PDF with a text layer, its page size the paper's own. */
  print(html: string): Promise<Buffer>;
  /** @returns the first page of a PDF as a scanner gives it: a picture at 300 dpi, no text. */
  scan(pdf: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

export function openPress(chromiumPath: string | undefined): DemoPress {
  const chromium = openChromium(chromiumPath);
  // Its engines start only when asked to read: a print has a text layer.
  const pool = openOcrPool({ size: 1 });
  return {
    async print(html) {
      const context = await chromium.context({ javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        await page.setContent(html);
        return await page.pdf({ preferCSSPageSize: true, printBackground: true });
      } finally {
        await context.close();
      }
    },
    async scan(pdf) {
      const file = await openPages(pdf, { pool });
      try {
        return (await file.sight(1)).image;
      } finally {
        await file.close();
      }
    },
    async close() {
      await chromium.close();
      await pool.close();
    },
  };
}
