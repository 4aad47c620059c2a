/** Every layout states on paper what its key holds; spoilt paper is the same from the same seed. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFParse } from 'pdf-parse';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Form, formed, NEVER_POSTED, WHOLLY_WRONG } from '../../../sandbox/eobs/broken.ts';
import { degrade } from '../../../sandbox/eobs/degrade.ts';
import { keyOf } from '../../../sandbox/eobs/key.ts';
import { BUILDING_LAYOUTS } from '../../../sandbox/eobs/layouts/building/index.ts';
import { medicare } from '../../../sandbox/eobs/layouts/building/medicare.ts';
import { MEASURING_LAYOUTS } from '../../../sandbox/eobs/layouts/measuring/index.ts';
import { makeDocument, writeBatch } from '../../../sandbox/eobs/make.ts';
import { codeOf } from '../../../sandbox/eobs/money-of.ts';
import { pack } from '../../../sandbox/eobs/pack.ts';
import { drawTruth } from '../../../sandbox/eobs/population.ts';
import { countPages } from '../../../sandbox/eobs/print.ts';
import type { Layout } from '../../../sandbox/eobs/truth.ts';
import { type OwnPress, openPress } from './press.ts';

const LAYOUTS = [...BUILDING_LAYOUTS, ...MEASURING_LAYOUTS];
/** What lies between billed and allowed, or what the patient owes in all, is left to the reader to work out. */
const LEAVES_OUT = new Set(['medicaid', 'sponsor-eob', 'boxed-notes', 'tooth-chart', 'eastmark']);
let press: OwnPress;
beforeAll(async () => {
  press = await openPress();
});
afterAll(() => press.close());

async function textOf(pdf: Buffer): Promise<string> {
  const parser = new PDFParse({ data: new Uint8Array(pdf) });
  try {
    return (await parser.getText()).text;
  } finally {
    await parser.destroy();
  }
}

/** What must stand on the paper. Amounts without sign and commas; zeros are not looked for. */
function statedBy(layout: Layout, seed: number): string[] {
  const key = keyOf(drawTruth({ seed, profile: layout.profile }).payments, { layout, seed, quality: 'text' });
  const texts: (string | null | undefined)[] = [];
  const cents: (number | null | undefined)[] = [];
  for (const payment of key.printed) {
    texts.push(payment.number, payment.payer.id, payment.payee.npi);
    cents.push(payment.amountCents, ...payment.providerAdjustments.map((each) => each.amountCents));
    for (const claim of payment.claims) {
      texts.push(claim.patientControlNumber, claim.payerClaimControlNumber, claim.patient.memberId);
      cents.push(claim.paidCents, claim.allowedCents, claim.patientResponsibilityCents, claim.interestCents);
      if (!claim.isPended) cents.push(claim.billedCents);
      for (const line of claim.lines) {
        texts.push(line.procedure, ...(line.modifiers ?? []), ...(line.remarks ?? []));
        cents.push(line.billedCents, line.allowedCents, line.paidCents);
        for (const each of line.adjustments) {
          texts.push(each.printedCode);
          if (!LEAVES_OUT.has(layout.name) || codeOf(each) === 'OA-23') cents.push(each.amountCents);
        }
      }
    }
  }
  const amounts = cents.filter((each) => each).map((each) => (Math.abs(each!) / 100).toFixed(2));
  return [...amounts, ...texts.filter((each) => each !== null && each !== undefined && each !== '')].map(String);
}

describe('printed layouts', () => {
  test.each(LAYOUTS)('$name states what its key holds', async (layout) => {
    for (const seed of [1, 7]) {
      const { bytes } = await makeDocument({ layout, seed, quality: 'text' }, { press });
      const text = (await textOf(bytes)).replaceAll(',', '');
      const absent = statedBy(layout, seed).filter((each) => !text.includes(each.replaceAll(',', '')));
      expect(absent).toEqual([]);
    }
  });

  test('forms that are wrong on purpose never have a claim to post', () => {
    const rightsOf = (form: Form): string[] =>
      LAYOUTS.flatMap((layout) => Object.values(formed({ layout, seed: 4, form, quality: 'text' }).key.rights));
    for (const form of WHOLLY_WRONG) expect(rightsOf(form).filter((each) => each !== 'review')).toEqual([]);
    // A code that nobody knows, or a claim that stands there twice, holds its own claim; the others may post.
    for (const form of NEVER_POSTED.filter((each) => !WHOLLY_WRONG.includes(each)))
      expect(new Set(rightsOf(form))).toEqual(new Set(['review', 'either']));
    expect(rightsOf('sound').filter((each) => each === 'post').length).toBeGreaterThan(12);
  });

  test('a batch is written with a key beside each file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eobs-'));
    try {
      const names = await writeBatch(folder, [{ layout: medicare, seed: 2, quality: 'text' }], { press });
      expect((await readdir(folder)).sort()).toEqual([...names, `${names[0]}.key.json`]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a page can be missing', async () => {
    const { html, pages } = formed({ layout: medicare, seed: 4, form: 'page-missing', quality: 'text' });
    const whole = countPages(await press.print(html));
    const { bytes } = await makeDocument(
      { layout: medicare, seed: 4, form: 'page-missing', quality: 'text' },
      { press },
    );
    expect(pages?.(whole)).toHaveLength(whole - 1);
    expect(countPages(bytes)).toBe(whole - 1);
  });
});

describe('spoilt paper', () => {
  let page: Buffer;
  beforeAll(async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="850" height="1100"><rect width="850" height="1100" fill="#fff"/><rect x="90" y="200" width="600" height="12"/></svg>';
    page = await sharp(Buffer.from(svg)).png().toBuffer();
  });
  const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

  test.each(['office', 'stamp', 'photo', 'faxhard'] as const)(
    '%s is the same from the same seed, and another from another',
    async (quality) => {
      const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => degrade([page], { quality, seed })));
      expect(digest(one![0]!.data)).toBe(digest(same![0]!.data));
      expect(digest(one![0]!.data)).not.toBe(digest(other![0]!.data));
    },
  );

  test('a fax is black and white, with the machine\u2019s oblong pixels', async () => {
    const [raster] = await degrade([page, page], { quality: 'faxstd', seed: 1 });
    expect(new Set(raster!.data)).toEqual(new Set([0, 255]));
    expect([raster!.width, raster!.height]).toEqual([578, 359]);
    const file = await pack([raster!, raster!], 'tiff-g4', press);
    expect(await sharp(file).metadata()).toMatchObject({
      format: 'tiff',
      pages: 2,
      bitsPerSample: 1,
      width: 578,
      height: 359,
    });
    const stored = await sharp(file, { page: 1 }).greyscale().raw().toBuffer();
    expect(digest(stored)).toBe(digest(raster!.data));
  });

  test('a sheet that lay upside down comes out upside down', async () => {
    const [upright] = await degrade([page], { quality: 'clean300', seed: 1 });
    const [turned] = await degrade([page], { quality: 'clean300', seed: 1, turn: 180 });
    expect(digest(turned!.data)).toBe(digest(Uint8Array.from(upright!.data).reverse()));
  });

  test('page images become a PDF of as many pages, at their size', async () => {
    const rasters = await degrade([page, page], { quality: 'office', seed: 1 });
    const file = await pack(rasters, 'pdf', press);
    expect(countPages(file)).toBe(2);
  });
});
