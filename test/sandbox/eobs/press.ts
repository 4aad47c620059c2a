/** A press for invented remittances: Chromium prints, pdf-parse makes page images. */
import { PDFParse } from 'pdf-parse';
import type { Press } from '../../../sandbox/eobs/print.ts';
import { launchBrowser } from '../../browser.ts';

export interface OwnPress extends Press {
  readonly close: () => Promise<void>;
}

export async function openPress(): Promise<OwnPress> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  // One page prints one paper at a time, whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  return {
    print: (html, pages) => {
      const printed = last.then(async () => {
        await page.setContent(html);
        return page.pdf({ preferCSSPageSize: true, printBackground: true, ...(pages ? { pageRanges: pages } : {}) });
      });
      last = printed.catch(() => undefined);
      return printed;
    },
    pageImages: async (pdf, dpi) => {
      const parser = new PDFParse({ data: new Uint8Array(pdf) });
      try {
        const { pages } = await parser.getScreenshot({ scale: dpi / 72, imageBuffer: true, imageDataUrl: false });
        return pages.map(({ data }) => Buffer.from(data));
      } finally {
        await parser.destroy();
      }
    },
    close: () => browser.close(),
  };
}
