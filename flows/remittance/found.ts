/** What the reader has found on the paper before arithmetic has spoken: texts and amounts with their places. */
import type { Box } from '../../domain/provenance.ts';
import type { PageSight } from '../../domain/page.ts';
import type { LabelField } from './label-terms.ts';
import type { AmountAt, TableRecord } from './records.ts';
import type { MoneyColumn } from './solve/cells.ts';
import type { TextColumn } from './vocabulary.ts';
import type { Row, Token } from './rows.ts';
import { around } from './rows.ts';

/** A text and where it stands. */
export interface Found {
  readonly text: string;
  readonly page: number;
  readonly box: Box;
  readonly confidence: number;
  readonly source: PageSight['source'];
  /** What a second look at the place said, `always` in every guise; null when nobody looked. */
  secondLook: 'always' | 'same' | 'other' | null;
}

export interface FoundLine {
  /** With what a second look made of its texts. */
  record: TableRecord;
  /** Further rows of the line: more codes with amounts. */
  readonly more: TableRecord[];
  /** Codes printed on rows of their own under the line. */
  readonly remarks: Found[];
  /** Codes that stand beside amounts, by their text. */
  readonly codes: Found[];
}

/** One service as its labels give it. */
export interface Card {
  readonly page: number;
  readonly texts: Map<TextColumn, readonly Token[]>;
  readonly amounts: AmountAt[];
  readonly rows: Row[];
}

/** An amount of a claim beside words: `BENEFIT PAYABLE 166.87`. */
export interface SaidAmount {
  readonly meaning: MoneyColumn;
  readonly label: string;
  readonly found: Found;
}

/** A total of a part of the paper, with the number of claims above it. */
export interface PartTotal {
  readonly record: TableRecord;
  readonly claims: number;
}

export interface FoundClaim {
  readonly fields: Map<LabelField, Found>;
  readonly lines: FoundLine[];
  /** The claim's own row in a table of claims, or the total under its lines. */
  total: TableRecord | null;
  /** A row of the table that takes from the claim as a whole. */
  whole: TableRecord | null;
  /** Codes with their amounts that speak of the claim as a whole. */
  readonly coded: TableRecord[];
  /** Services set as labels and values. */
  readonly cards: Card[];
  /** The day that a card without one of its own was on. */
  cardDay: readonly Token[] | null;
  /** Amounts of the claim beside words, by their likeliest meaning. */
  readonly stated: Map<MoneyColumn, Found>;
  /** All amounts of the claim beside words, in reading order. */
  readonly said: SaidAmount[];
  interest: Found | null;
  patientResponsibility: Found | null;
  isPended: boolean;
  /** Nothing but headings stood between it and the claim before. */
  readonly isNext: boolean;
  /** Its patient is named above an earlier claim. */
  sharesPatient: boolean;
  /** Words of the section it stands in: `DENIED CLAIMS`. */
  section: string;
  page: number;
}

/** An amount beside words such as `CHECK AMOUNT` (strong) or `TOTAL PAID`. */
export interface StatedAmount {
  readonly found: Found;
  readonly isStrong: boolean;
}

/** An entry at payer level: a recoupment, interest, a balance carried forward. */
export interface FoundAdjustment {
  readonly words: string;
  /** The payer prints its PLB code. */
  readonly isCoded: boolean;
  readonly reference: Found | null;
  readonly amount: Found;
  readonly cents: number;
}

export interface FoundPayment {
  readonly fields: Map<LabelField, Found>;
  readonly claims: FoundClaim[];
  readonly totals: TableRecord[];
  readonly parts: PartTotal[];
  readonly adjustments: FoundAdjustment[];
  /** Amounts that may be the payment's, in reading order. */
  readonly amounts: StatedAmount[];
  /** Charges in a summary or beside words such as `TOTAL BILLED`: of a claim, a section or all, in reading order. */
  readonly charges: Found[];
  /** The words beside its number and amount. */
  readonly labels: string[];
  /** Days that stand alone, in reading order. */
  readonly days: Found[];
  /** The day that the paper was printed on. */
  paperDay: Found | null;
  readonly pages: Set<number>;
}

/** @returns the words as one text with the box around them. */
export const foundOf = (tokens: readonly Token[], page: number, source: PageSight['source']): Found => ({
  text: tokens.map((token) => token.text).join(' '),
  page,
  box: around(tokens.map((token) => token.box)),
  confidence: Math.min(...tokens.map((token) => token.confidence)),
  source,
  secondLook: null,
});
