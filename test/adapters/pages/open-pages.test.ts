import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OcrPool, openOcrPool } from '../../../adapters/ocr/index.ts';
import { markRepeats, openPages, type PageFile, type SeenPage } from '../../../adapters/pages/index.ts';
import { aPdf } from '../../builders/pdf.ts';
import { amountsOf, faxOf, lockedPdf, pngHeader, printed, rightAmounts, scanPdf, tableOf } from './paper.ts';

const AMOUNTS = amountsOf(tableOf(1)).length;
let pool: OcrPool;
let text: SeenPage;
/** The page as a clean scan, 300 dpi. */
let paper: Buffer;

beforeAll(async () => {
  pool = openOcrPool({ size: 2 });
  text = await see(printed(1));
  paper = text.image;
});
afterAll(() => pool.close());

async function withFile<T>(bytes: Buffer, body: (file: PageFile) => Promise<T>): Promise<T> {
  const file = await openPages(bytes, { pool });
  try {
    return await body(file);
  } finally {
    await file.close();
  }
}
const see = (bytes: Buffer): Promise<SeenPage> => withFile(bytes, (file) => file.sight(1));
const jpegOf = (page: Buffer): Promise<Buffer> => sharp(page).jpeg({ quality: 75 }).toBuffer();

describe('a PDF of print', () => {
  test('gives the words of its text layer, with boxes in pixels of the stored image', async () => {
    expect(text.sight).toMatchObject({ kind: 'printed', source: 'text-layer', width: 2550, height: 3300, dpi: 300 });
    expect(amountsOf(text.sight.words)).toEqual(amountsOf(tableOf(1)));
    const heading = text.sight.words.find((word) => word.text === 'NORTHFIELD');
    expect(heading?.box[0]).toBeCloseTo((40 / 72) * 300, 0);
    expect(await sharp(text.image).metadata()).toMatchObject({ format: 'png', width: 2550, height: 3300 });
  });

  test('whose page box is enormous is drawn smaller', async () => {
    const page = await see(
      await scanPdf({ box: [14_400, 14_400], over: 'BT /F1 600 Tf 900 9000 Td (PAID 88.00) Tj ET' }),
    );
    expect(page.sight.width * page.sight.height).toBeLessThan(21e6);
    expect(page.sight.words.map((word) => word.text)).toEqual(['PAID', '88.00']);
  });
});

describe('a scan', () => {
  test('is read by OCR, word for word where the text layer has them', async () => {
    const { sight } = await see(paper);
    expect(sight).toMatchObject({ kind: 'printed', source: 'ocr', turned: 0 });
    expect(amountsOf(sight.words)).toEqual(amountsOf(tableOf(1)));
    for (const word of sight.words.filter(({ text: read }) => /^\d\d\/\d\d\/2026$/.test(read))) {
      const same = text.sight.words.find(
        ({ text: read, box }) => read === word.text && Math.abs(box[1] - word.box[1]) < 20,
      );
      expect(Math.abs((same?.box[0] ?? 0) - word.box[0])).toBeLessThan(8);
    }
  });

  test('in a PDF keeps its own pixels, turned as the page says', async () => {
    const sideways = await sharp(paper).rotate(270).toBuffer();
    const { sight } = await see(await scanPdf({ image: await jpegOf(sideways), rotate: 90, box: [792, 612] }));
    expect(sight).toMatchObject({ source: 'ocr', turned: 90, width: 2550, height: 3300 });
    expect(rightAmounts(sight, 1)).toBe(AMOUNTS);
  });

  describe('in colours', () => {
    const inColours = (page: Sharp): Promise<Buffer> => page.toColourspace('srgb').jpeg({ quality: 90 }).toBuffer();

    test('is read as one in grey', async () => {
      const [colours, grey] = await Promise.all([inColours(sharp(paper)), jpegOf(paper)]);
      const [one, other] = [await see(await scanPdf({ image: colours })), await see(await scanPdf({ image: grey }))];
      expect(one.sight).toMatchObject({ source: 'ocr', width: 2550, height: 3300 });
      expect(amountsOf(one.sight.words)).toEqual(amountsOf(other.sight.words));
    });

    test('keeps what is printed in colour', async () => {
      const blue = await inColours(sharp(await inColours(sharp(paper))).linear([1, 1, 0.65], [0, 0, 90]));
      expect(rightAmounts((await see(await scanPdf({ image: blue }))).sight, 1)).toBeGreaterThan(AMOUNTS - 3);
    });

    test('is drawn with what is printed over it, and its neighbours are no worse for it', async () => {
      const image = await inColours(sharp(paper));
      const over = 'BT /F1 40 Tf 60 60 Td (VOID 999.99) Tj ET';
      const { sight, image: stored } = await see(await scanPdf({ image, over }));
      const inkAt = async (top: number) =>
        (await sharp(stored).extract({ left: 250, top, width: 1200, height: 220 }).stats()).channels[0]!.min < 60;
      expect(sight.width).toBe(2550);
      expect([await inkAt(250), await inkAt(2850)]).toEqual([true, true]);
    });

    test('is drawn by pdfjs when its data is broken', async () => {
      const whole = await inColours(sharp(paper));
      const { sight } = await see(await scanPdf({ image: whole.subarray(0, whole.length * 0.7) }));
      expect(rightAmounts(sight, 1)).toBeGreaterThan(0);
    });
  });

  test('with an invisible layer of a scanner over it is read anew', async () => {
    const over = 'BT 3 Tr /F1 12 Tf 60 700 Td (PAID 999.99 and much else that nobody can see) Tj ET';
    const { sight } = await see(await scanPdf({ image: await jpegOf(paper), over }));
    expect(sight.source).toBe('ocr');
    expect(amountsOf(sight.words)).not.toContain('999.99');
  });

  test('askew, lying on its side and upside down, is set upright', async () => {
    const askew = await sharp(paper).rotate(1.3, { background: 'white' }).toBuffer();
    const pages = await Promise.all(
      [90, 180].map(async (turn) =>
        see(await sharp(askew).rotate(turn).jpeg().withMetadata({ density: 300 }).toBuffer()),
      ),
    );
    for (const { sight } of pages) {
      expect(sight.skewDegrees).toBeCloseTo(1.3, 0);
      expect(rightAmounts(sight, 1)).toBeGreaterThanOrEqual(AMOUNTS - 1);
    }
    expect(pages.map(({ sight }) => sight.turned)).toEqual([270, 180]);
  });

  test('whose print is light is stretched to full contrast', async () => {
    const { sight } = await see(await sharp(paper).linear(0.2, 195).png().toBuffer());
    expect(sight.remarks).toContain('The print is very faint.');
    expect(rightAmounts(sight, 1)).toBeGreaterThanOrEqual(AMOUNTS - 1);
  });

  test('by fax has its pixels made square', async () => {
    const { sight } = await see(await faxOf(paper, 98));
    expect(Math.abs(sight.height - 3300)).toBeLessThan(20);
    expect(Math.abs(sight.width - 2541)).toBeLessThan(20);
    expect(rightAmounts(sight, 1)).toBeGreaterThan(AMOUNTS * 0.85);
  });
});

describe('pages that carry nothing to read', () => {
  test('a blank back with a shadow and specks is blank', async () => {
    const specks = Buffer.from(
      '<svg width="850" height="1100"><rect width="850" height="1100" fill="#f6f3ee"/><rect width="14" height="1100" fill="#666"/><circle cx="200" cy="300" r="2"/><circle cx="600" cy="800" r="1.5"/></svg>',
    );
    const page = await sharp(specks).jpeg().toBuffer();
    expect((await see(page)).sight).toMatchObject({ kind: 'blank', words: [], turned: 0 });
    // As a person turned it, whatever it reads like.
    const { sight } = await withFile(page, (file) => file.sight(1, 90));
    expect(sight).toMatchObject({ kind: 'blank', turned: 90 });
    expect(sight.width).toBeGreaterThan(sight.height);
  });

  test('a sheet that says so is a separator', async () => {
    const sheet = aPdf([[{ x: 150, y: 300, text: 'DOCUMENT SEPARATOR', size: 30 }]]);
    expect((await see((await see(sheet)).image)).sight.kind).toBe('separator');
  });

  test('the same page twice is a duplicate, but not with one other figure', async () => {
    await withFile(printed(1, 2, 1), async (file) => {
      const pages = await Promise.all([1, 2, 3].map((page) => file.sight(page)));
      const marked = markRepeats(pages);
      expect(marked.map(({ kind }) => kind)).toEqual(['printed', 'printed', 'duplicate']);
      expect(marked[2]?.duplicateOf).toBe(1);
    });
  });
});

describe('a file that cannot be taken is refused with one sentence', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'is empty'],
    ['of another kind', Buffer.from('ISA*00*'), 'neither PDF, TIFF, PNG nor JPEG'],
    ['protected', lockedPdf(), 'protected by a password'],
    ['broken', Buffer.from('%PDF-1.4\nnothing'), 'broken'],
    ['of 5,000 pages', aPdf(Array.from({ length: 5000 }, () => [])), 'has 5000 pages and at most 500'],
    ['an image of 30,000 x 30,000 pixels', pngHeader(30_000, 30_000), '30000 x 30000 pixels'],
    ['half an image', Buffer.from('ffd8ffe000104a464946', 'hex'), 'broken'],
  ])('%s', async (_name, bytes, sentence) => {
    await expect(openPages(bytes, { pool })).rejects.toMatchObject({
      code: 'file-refused',
      message: expect.stringContaining(sentence) as string,
    });
  });

  test('larger than allowed', async () => {
    await expect(openPages(paper, { pool, limits: { bytes: 1000 } })).rejects.toThrow('split it and send the parts');
  });
});
