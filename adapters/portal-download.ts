/** Fetches the PDF behind a control of a portal's page, in whatever form the portal hands it out. */
import type { Page } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';

/** @throws WorkException `result-unreadable` when what comes is no PDF, or nothing comes in time. */
export async function downloadPdf(page: Page, press: () => Promise<unknown>, timeoutMs: number) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: timeoutMs }), press()]);
  const answer = await page.context().request.get(download.url(), { timeout: timeoutMs });
  const bytes = new Uint8Array(await answer.body());
  await download.cancel();
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') {
    throw new WorkException('result-unreadable', 'What the portal handed out is no PDF.');
  }
  return { fileName: download.suggestedFilename() || null, bytes };
}
