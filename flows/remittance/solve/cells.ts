/** Amounts of a remittance page on their way to certainty: every cell keeps its candidate readings until arithmetic chooses. */

/** What a column of money means, by its header. `adjustment`: amounts whose meaning a code beside them tells. */
export const MONEY_COLUMNS = [
  'billed',
  'allowed',
  'paid',
  'contractual',
  'notCovered',
  'deductible',
  'coinsurance',
  'copay',
  'otherInsurance',
  'patientResponsibility',
  'withhold',
  'sequestration',
  'interest',
  'adjustment',
] as const;
export type MoneyColumn = (typeof MONEY_COLUMNS)[number];

/** One candidate: what the page, a second look or arithmetic says the amount is. */
export interface Reading {
  readonly cents: number;
  /** 0 to 1, the engine's own score; 1 for a text layer. */
  readonly score: number;
  readonly via: 'text-layer' | 'ocr' | 'second-pass';
}

export interface Cell {
  readonly column: MoneyColumn;
  /** Column number in the table, from the left: two columns may mean the same. */
  readonly place: number;
  /** Best first. Empty: nothing is printed there, or nothing could be read (`hasInk`). */
  readonly readings: readonly Reading[];
  /** There is ink in the cell although no amount was read. */
  readonly hasInk: boolean;
}

/** One printed row of amounts: a service line or a total. */
export interface AmountRow {
  readonly cells: readonly Cell[];
}

/** The lines of one claim and the total that is printed for them. */
export interface ClaimRows {
  readonly lines: readonly AmountRow[];
  readonly total: AmountRow | null;
  /** Which table (set of columns) the rows belong to: rows of one table share their identities. */
  readonly table: number;
}

export interface PaymentRows {
  readonly claims: readonly ClaimRows[];
  /** Printed totals over all claims of the payment (or of a table), with the table they stand under. */
  readonly totals: readonly { readonly row: AmountRow; readonly table: number }[];
  /** Candidates of the stated payment amount; empty when none is printed. */
  readonly amount: readonly Reading[];
  /** X12 sign, as printed at payer level; null when one could not be read. */
  readonly providerAdjustments: readonly (readonly Reading[])[];
}

/** Which identity speaks for a value. */
export type Voucher = 'line' | 'claim' | 'column' | 'payment';

export interface SolvedCell {
  /** Null: not certain; a person must look. An empty cell without ink is null too, with `isEmpty`. */
  readonly cents: number | null;
  /** The working value, certain or not: what a person is shown first. Null when nothing could be read or derived. */
  readonly bestCents: number | null;
  readonly isEmpty: boolean;
  readonly via: 'text-layer' | 'ocr' | 'second-pass' | 'arithmetic';
  readonly vouchers: readonly Voucher[];
  /** Of the reading that was chosen; 0 when arithmetic alone gave the value. */
  readonly score: number;
}

/** Solved cells in the order of the rows and cells given. */
export interface SolvedRow {
  readonly cells: readonly SolvedCell[];
  /** Whether the line identities of its table hold for the row with the values chosen. */
  readonly holds: boolean;
  /** What is left over when they do not (billed - adjustments - paid), null when a value is missing. */
  readonly differenceCents: number | null;
}

export interface SolvedPayment {
  readonly claims: readonly {
    readonly lines: readonly SolvedRow[];
    readonly total: SolvedRow | null;
    /** Lines add up to the printed total in every column that both have. Null without a total. */
    readonly adds: boolean | null;
  }[];
  readonly totals: readonly SolvedRow[];
  readonly amount: SolvedCell;
  /** In the order given. */
  readonly providerAdjustments: readonly SolvedCell[];
  /** Claims less provider adjustments equal the stated amount. */
  readonly adds: boolean;
  readonly differenceCents: number | null;
  /** How the columns of each table add up, e.g. billed - contractual - deductible = paid; for the review screen. */
  readonly identities: readonly TableIdentities[];
}

/** `left = first minus the subtracted columns`, places as in `Cell.place`. */
export interface Identity {
  readonly from: number;
  readonly minus: readonly number[];
  readonly equals: number;
}

export interface TableIdentities {
  readonly table: number;
  readonly identities: readonly Identity[];
}
