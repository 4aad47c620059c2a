/** One page of an open PDF: the scanner's own image where that is the page, else a rendering, and the text layer with boxes. */
import type { PDFDocumentProxy, PDFPageProxy, PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { contentOf, multiply, type PageContent, type PlacedImage } from './pdf-content.ts';
import { type HandedOn, isHanded, unpacked, unpacking } from './pdf-jpeg.ts';
import { greyOfImage, greyOfRgba, type GreyPixels, type PdfImage } from './pdf-grey.ts';
import type { PdfPage } from './pdf-messages.ts';
import { isBilevel, plausibleDpi, type RawPage } from './raw-page.ts';
import type { TextItem } from './text-layer.ts';

const POINTS_PER_INCH = 72;
const RENDER_DPI = 300;
/** 300 dpi of a ledger sheet (11 x 17 in) and a little more. */
const MAX_RENDER_PIXELS = 20e6;
const WHOLE_PAGE = 0.85;
/** Images and the view rarely end on the same point. */
const EDGE = 0.02;

/** @param drawn the same file, its images unpacked; called for where a page has JPEG images and is to be drawn. */
export async function readPage(
  document: PDFDocumentProxy,
  number: number,
  drawn: () => Promise<PDFDocumentProxy>,
): Promise<PdfPage> {
  const page = await document.getPage(number);
  try {
    const content = contentOf(await page.getOperatorList());
    const shares = content.images.map((image) => shareOf(image, page));
    const imageShare = Math.min(
      1,
      shares.reduce((sum, share) => sum + share, 0),
    );
    const hasHanded = content.images.some(({ id }) => isHanded(imageOf(page, id) ?? {}));
    const scan = await scanOf(content, shares, page);
    const raw =
      scan ??
      (hasHanded ? await unpacking(async () => drawnPage(await drawn(), number)) : await rendered(document, page));
    const text = scan ? [] : await textItems(page, raw.dpiX);
    const hasImage = content.images.length + content.otherImages > 0;
    return {
      raw,
      items: text,
      visibleGlyphs: content.visibleGlyphs,
      invisibleGlyphs: content.invisibleGlyphs,
      imageShare,
      blankImage: hasImage && isFlat(raw.grey),
    };
  } finally {
    page.cleanup();
  }
}

async function drawnPage(document: PDFDocumentProxy, number: number): Promise<RawPage> {
  const page = await document.getPage(number);
  try {
    return await rendered(document, page);
  } finally {
    page.cleanup();
  }
}

function viewAt(page: PDFPageProxy, dpi: number): PageViewport {
  return page.getViewport({ scale: (dpi / POINTS_PER_INCH) * page.userUnit });
}

function renderDpi(page: PDFPageProxy): number {
  const { width, height } = viewAt(page, RENDER_DPI);
  return RENDER_DPI * Math.min(1, Math.sqrt(MAX_RENDER_PIXELS / (width * height)));
}

async function rendered(document: PDFDocumentProxy, page: PDFPageProxy): Promise<RawPage> {
  const dpi = renderDpi(page);
  const viewport = viewAt(page, dpi);
  const [width, height] = [Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height))];
  const factory = document.canvasFactory as CanvasFactory;
  const surface = factory.create(width, height);
  try {
    await page.render({ canvas: null, canvasContext: surface.context, viewport, background: 'white' }).promise;
    const grey = greyOfRgba(surface.canvas.data(), width * height);
    return { grey, width, height, dpiX: dpi, dpiY: dpi, bilevel: false, rendered: true, turn: 0 };
  } finally {
    factory.destroy(surface);
  }
}

/** What pdfjs makes in Node: a canvas of @napi-rs/canvas. */
interface CanvasFactory {
  create(width: number, height: number): Surface;
  destroy(surface: Surface): void;
}
interface Surface {
  canvas: { data(): Uint8Array };
  context: never;
}

/** The scanner's own pixels, when one upright image is the whole page and nothing visible is drawn over it. */
async function scanOf(
  content: PageContent,
  shares: readonly number[],
  page: PDFPageProxy,
): Promise<RawPage | undefined> {
  const [image] = content.images;
  const share = shares[0] ?? 0;
  const alone = content.images.length === 1 && content.otherImages === 0;
  if (!image || !alone || content.visibleGlyphs > 0 || content.drawings > 0 || share < WHOLE_PAGE) return undefined;
  const [a, b, c, d] = multiply(
    viewAt(page, POINTS_PER_INCH).transform as unknown as PlacedImage['matrix'],
    image.matrix,
  );
  const turn = turnOf(a, b, c, d);
  if (turn === undefined || !liesWithin(image, page)) return undefined;
  const own = imageOf(page, image.id);
  const pixels = own && (isHanded(own) ? await unpacked(own) : greyPixels(own));
  if (!pixels || isFlat(pixels.grey)) return undefined;
  const [across, down] = [Math.hypot(a, b), Math.hypot(c, d)];
  const { grey, width, height } = pixels;
  const [dpiX, dpiY] = plausibleDpi(
    width,
    height,
    (width / across) * POINTS_PER_INCH,
    (height / down) * POINTS_PER_INCH,
  );
  return {
    grey,
    width,
    height,
    dpiX,
    dpiY,
    bilevel: isBilevel(grey),
    rendered: false,
    turn,
  };
}

function greyPixels(image: PdfImage): GreyPixels | undefined {
  const grey = greyOfImage(image);
  return grey && { grey, width: image.width, height: image.height };
}

function imageOf(page: PDFPageProxy, id: string): PdfImage | HandedOn | undefined {
  const store = id.startsWith('g_') ? page.commonObjs : page.objs;
  // Null is an image that cannot be unpacked.
  return store.has(id) ? ((store.get(id) as PdfImage | HandedOn | null) ?? undefined) : undefined;
}

/** From image to view; the view's y grows downwards, the image's upwards. Undefined when mirrored or askew. */
function turnOf(a: number, b: number, c: number, d: number): RawPage['turn'] | undefined {
  const small = 0.001 * Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
  if (Math.abs(b) <= small && Math.abs(c) <= small) {
    if (a > 0 && d < 0) return 0;
    if (a < 0 && d > 0) return 180;
  }
  if (Math.abs(a) <= small && Math.abs(d) <= small) {
    if (b > 0 && c > 0) return 90;
    if (b < 0 && c < 0) return 270;
  }
  return undefined;
}

function cornersOf({ matrix: [a, b, c, d, e, f] }: PlacedImage): [number, number, number, number] {
  const xs = [e, e + a, e + c, e + a + c];
  const ys = [f, f + b, f + d, f + b + d];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function shareOf(image: PlacedImage, page: PDFPageProxy): number {
  const [x0, y0, x1, y1] = cornersOf(image);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const width = Math.min(x1, right) - Math.max(x0, left);
  const height = Math.min(y1, top) - Math.max(y0, bottom);
  return width > 0 && height > 0 ? (width * height) / ((right - left) * (top - bottom)) : 0;
}

function liesWithin(image: PlacedImage, page: PDFPageProxy): boolean {
  const [x0, y0, x1, y1] = cornersOf(image);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const [slackX, slackY] = [EDGE * (right - left), EDGE * (top - bottom)];
  return x0 >= left - slackX && x1 <= right + slackX && y0 >= bottom - slackY && y1 <= top + slackY;
}

async function textItems(page: PDFPageProxy, dpi: number): Promise<TextItem[]> {
  const content = await page.getTextContent({ disableNormalization: false });
  const { transform } = viewAt(page, dpi);
  const scale = (dpi / POINTS_PER_INCH) * page.userUnit;
  const items: TextItem[] = [];
  for (const item of content.items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [a, b, c, d, x, y] = multiply(
      transform as unknown as PlacedImage['matrix'],
      item.transform as unknown as PlacedImage['matrix'],
    );
    const style = content.styles[item.fontName];
    items.push({
      text: item.str,
      x,
      y,
      along: Math.atan2(b, a),
      width: item.width * scale,
      height: Math.hypot(c, d),
      ascent: style?.ascent || 0.8,
      descent: style?.descent || -0.2,
    });
  }
  return items;
}

/** Not a single mark: of one shade throughout. */
function isFlat(grey: Uint8Array): boolean {
  const first = grey[0] ?? 255;
  for (let i = 0; i < grey.length; i += 1) {
    if (Math.abs((grey[i] ?? first) - first) > 24) return false;
  }
  return true;
}
