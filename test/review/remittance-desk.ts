/** An office that can post: a printed page with its words, a reading with doubtful fields, and what waits because of them. */
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { endDocument, layOutPages, receiveDocument, storeReading, takeDocument } from '../../adapters/document-rows.ts';
import { storeSight, takePage } from '../../adapters/page-rows.ts';
import { postingOf } from '../../cli/posting-door.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import type { FieldSource, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { postDocument } from '../../workers/post.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import { bill, first, second } from '../workers/posting-desk.ts';
import { openOffice } from './office.ts';

export const PAGE = { width: 1000, height: 1300 };

/** @param url a PostgreSQL database of the test's own; unset = embedded. */
export async function openRemittanceOffice(url?: string) {
  const office = await openOffice(url);
  const postingOffice = {
    db: office.db,
    clock: office.clock,
    registers: { portals: [], payers: [] },
    settings: {
      writeOffLimitCents: undefined,
      isDepositRequired: false,
      postingConfidence: 0.99,
      timeZone: 'America/New_York',
    },
  };
  const desk = { ...office.desk, posting: postingOf(postingOffice) };
  let papers = 0;

  /** Takes a paper in as a worker leaves it: pages seen, read, and posted as far as it is certain. */
  async function takeIn(paper: Paper): Promise<{ documentId: string; items: { id: string; subject: string }[] }> {
    const { db, clock } = office;
    const now = clock.now();
    papers += 1;
    const bytes = Buffer.from(`%PDF-1.4 ${papers} ${randomUUID()}`);
    const file = {
      fileName: `eob-${papers}.pdf`,
      bytes,
      mediaType: 'application/pdf',
      source: 'api' as const,
      isToPost: true,
    };
    const { id } = await receiveDocument(desk, file);
    const taken = (await takeDocument(db, desk.documents, id, now))!;
    const pages = paper.pages ?? 1;
    await layOutPages(db, taken, pages);
    for (let page = 1; page <= pages; page += 1) {
      const row = (await takePage(db, `${id}.${page}`))!;
      const imageFile = await desk.documents.keepImage(id, page, row.attempt, await picture(paper.words));
      const sight = {
        ...PAGE,
        page,
        dpi: 100,
        kind: 'printed' as const,
        turned: 0 as const,
        skewDegrees: 0,
        source: 'ocr' as const,
      };
      await storeSight(
        db,
        row,
        { sight: { ...sight, words: paper.words, remarks: [] }, imageFile, fingerprint: '' },
        now,
      );
    }
    const document = aDocument([paper.payment], file.fileName, 'paper-eob');
    await storeReading(db, taken, { ...document, fields: paper.fields, legend: paper.legend ?? {} }, now);
    await postDocument(postingOffice, id);
    await endDocument(db, taken, { state: 'review', code: null, message: null, triesSpent: 0 }, now);
    const { rows } = await db.query<{ id: string; subject: string }>(
      'select id, subject from review_item where document_id = $1 and resolution is null order by subject',
      [id],
    );
    return { documentId: id, items: rows };
  }
  const post = (documentId: string) => postDocument(postingOffice, documentId);
  return { ...office, desk, takeIn, post, bill: (claims: readonly Claim[]) => bill(postingOffice, claims) };
}
export type RemittanceOffice = Awaited<ReturnType<typeof openRemittanceOffice>>;

export interface Paper {
  readonly payment: RemittancePayment;
  readonly fields: Record<string, FieldSource>;
  readonly words: readonly Word[];
  readonly legend?: Record<string, string>;
  readonly pages?: number;
}

const word = (text: string, x: number, y: number): Word => ({
  text,
  confidence: 0.9,
  box: [x, y, text.length * 12, 20],
});

/** The words at their places, so that what is clicked is what is seen. */
async function picture(words: readonly Word[]): Promise<Buffer> {
  const texts = words.map(
    ({ text, box: [x, y, width, height] }) =>
      `<text x="${x}" y="${y + height - 4}" textLength="${width}" font-family="monospace" font-size="20">${text}</text>`,
  );
  const { width, height } = PAGE;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>${texts.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** As the paper says it: the claim number and the write-off of the second claim, which the reader got wrong. */
export const PRINTED = { number: 'ICNHFC-1002', writeOff: '45.00' };
export const NUMBER = '/payments/0/claims/1/payerClaimControlNumber';
export const WRITE_OFF = '/payments/0/claims/1/lines/0/adjustments/0/amountCents';
export const NUMBER_BOX: Box = [100, 400, 132, 20];
export const WRITE_OFF_BOX: Box = [500, 460, 60, 20];

/** A routine paper: the first claim is certain and posts, two fields of the second are misread. */
export function routinePaper(number = '700100', claims: readonly [Claim, Claim] = [first, second]): Paper {
  const [sure, unsure] = claims.map((claim) => anAnswer(claim)) as [RemittanceClaim, RemittanceClaim];
  const [line] = unsure.lines;
  const [discount, ...others] = line!.adjustments;
  const misread: RemittanceClaim = {
    ...unsure,
    payerClaimControlNumber: 'ICNHFC-1OO2',
    lines: [{ ...line!, adjustments: [{ ...discount!, amountCents: 4600 }, ...others] }],
  };
  const payment = aPayment([sure, misread], { number, method: 'CHK' });
  const fields: Record<string, FieldSource> = {
    ...sourcesOf(payment),
    [NUMBER]: { confidence: 0.55, via: 'ocr', page: 1, box: NUMBER_BOX },
    [WRITE_OFF]: { confidence: 0.8, via: 'ocr', page: 1, box: WRITE_OFF_BOX },
  };
  const words = [
    word('Claim', 20, 400),
    word(PRINTED.number, NUMBER_BOX[0], NUMBER_BOX[1]),
    word('BRANDISH,', 100, 430),
    word('OLE', 220, 430),
    word('150.00', 300, 460),
    word(PRINTED.writeOff, WRITE_OFF_BOX[0], WRITE_OFF_BOX[1]),
    word('84.00', 700, 460),
  ];
  return { payment, fields, words };
}

/** Every amount is certain, and none has a place on the page. */
export function sourcesOf(payment: RemittancePayment): Record<string, FieldSource> {
  const found: Record<string, FieldSource> = {};
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) walk(each, `${pointer}/${key}`);
    else if (pointer.endsWith('Cents')) found[pointer] = { confidence: 1, via: 'ocr' };
  };
  walk(payment, '/payments/0');
  return found;
}
