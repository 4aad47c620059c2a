/** From a file or its pages to a remittance document: puts the readers' hands together. */
import { decodeText } from '../adapters/input-file.ts';
import type { OcrPool } from '../adapters/ocr/index.ts';
import { openEyes } from '../adapters/pages/index.ts';
import type { Clock } from '../adapters/clock.ts';
import type { Settings } from '../config/settings.ts';
import { dayIn } from '../domain/dates.ts';
import { readEra } from '../domain/era.ts';
import type { PageSight } from '../domain/page.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import { readPaper } from '../flows/remittance/index.ts';

export interface PaperHands {
  readonly pool: OcrPool;
  /** A person has put the pages in their order. */
  readonly isOrderGiven?: boolean;
}

/** What "today" is: the practice's calendar day. */
export interface Office {
  readonly clock: Clock;
  readonly settings: Settings;
}

interface SourceFile {
  readonly fileName: string;
  readonly sha256: string;
}

const todayIn = ({ clock, settings }: Office): string => dayIn(clock.now(), settings.timeZone);

export const readEraFile = (file: SourceFile & { bytes: Uint8Array }, office: Office): RemittanceDocument =>
  readEra(decodeText(file.bytes).text, { file: file.fileName, sha256: file.sha256 }, { today: todayIn(office) });

/** @param image the stored picture of a page, from 1. */
export const readSights = (
  file: SourceFile,
  pages: readonly PageSight[],
  image: (page: number) => Promise<Buffer>,
  { pool, office, isOrderGiven = false }: PaperHands & { office: Office },
): Promise<RemittanceDocument> =>
  readPaper({
    source: { file: file.fileName, sha256: file.sha256 },
    pages: [...pages],
    eyes: openEyes({ pool, image }),
    today: todayIn(office),
    isOrderGiven,
  });
