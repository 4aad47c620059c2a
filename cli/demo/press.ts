/** The demo's printing press: Chromium prints invented EOBs, and the pages adapter draws a print as pictures. */
import { openChromium } from '../../adapters/browser.ts';
import { openOcrPool } from '../../adapters/ocr/index.ts';
import { openPages } from '../../adapters/pages/index.ts';
import type { Press } from '../../sandbox/eobs/demo.ts';

export interface DemoPress extends Press {
  close(): Promise<void>;
}

export function openPress(chromiumPath: string | undefined): DemoPress {
  const chromium = openChromium(chromiumPath);
  // Its engines start only when asked to read: a print has a text layer.
  const pool = openOcrPool({ size: 1 });
  return {
    async print(html, pages) {
      const context = await chromium.context({ javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        await page.setContent(html);
        const ranges = pages ? { pageRanges: pages } : {};
        return await page.pdf({ preferCSSPageSize: true, printBackground: true, ...ranges });
      } finally {
        await context.close();
      }
    },
    /** At 300 dpi, whatever is asked for: no print of ours is larger than what is kept at that. */
    async pageImages(pdf) {
      const file = await openPages(pdf, { pool });
      try {
        const images: Buffer[] = [];
        for (let page = 1; page <= file.count; page += 1) images.push((await file.sight(page)).image);
        return images;
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
