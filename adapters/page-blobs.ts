/** Files that a page's own script puts together: kept while we look, since a page takes their address back at once. */
import type { Page } from 'playwright';

/** In every frame of the page; nothing when a page allows no scripts. */
export const keepBlobs = (page: Page): Promise<void> => inFrames(page, KEEP);

/** Leaves the page as it was. */
export const leaveBlobs = (page: Page): Promise<void> => inFrames(page, LEAVE);

/** @param url `blob:` address. @returns null when no frame of the page can read it any more. */
export async function readBlob(page: Page, url: string): Promise<Buffer | null> {
  for (const frame of page.frames()) {
    const text = await frame.evaluate<string | null>(`(${READ})(${JSON.stringify(url)})`).catch(() => null);
    if (text !== null) return Buffer.from(text, 'base64');
  }
  return null;
}

async function inFrames(page: Page, script: string): Promise<void> {
  await Promise.all(page.frames().map((frame) => frame.evaluate(script).catch(() => undefined)));
}

/** Scripts are texts: this program is not compiled with the browser's types. */
const KEEP = `(() => {
  if (globalThis.keptBlobs) return;
  const make = URL.createObjectURL;
  const blobs = new Map();
  globalThis.keptBlobs = { make, blobs };
  URL.createObjectURL = (source) => {
    const url = make.call(URL, source);
    if (source instanceof Blob) blobs.set(url, source);
    return url;
  };
})()`;

const LEAVE = `(() => {
  if (!globalThis.keptBlobs) return;
  URL.createObjectURL = globalThis.keptBlobs.make;
  delete globalThis.keptBlobs;
})()`;

const READ = `async (url) => {
  const blob = globalThis.keptBlobs?.blobs.get(url) ?? (await (await fetch(url)).blob());
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(',') + 1);
}`;
