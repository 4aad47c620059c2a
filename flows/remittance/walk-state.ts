/** What the walk over the rows knows at each step: the payment and the claim that it is in. */
import type { Found, FoundClaim, FoundPayment } from './found.ts';
import type { LabelField } from './label-terms.ts';
import type { IdentityHead } from './identity-heads.ts';
import type { PageRows, Row } from './rows.ts';
import type { NamedRow } from './unlabelled-names.ts';

export interface Walk {
  readonly payments: FoundPayment[];
  /** Rows that belong to no table and no label: notes, legends, furniture. */
  readonly loose: { readonly row: Row; readonly page: PageRows }[];
  readonly headings: ReadonlySet<Row>;
}

export interface State {
  payment: FoundPayment;
  claim: FoundClaim | null;
  /** The label in a cell beside the lines whose value has not come yet. */
  wanted: LabelField | null;
  named: NamedRow | null;
  /** What rows since the last record say once more of the claim that has its lines. */
  readonly repeated: Map<LabelField, Found>;
  /** The deck of headings that rows of claims stand under. */
  deck: IdentityHead | null;
  /** The title of the section that the claims stand in. */
  section: string;
  isPended: boolean;
  /** Past the claims: what follows is about the whole payment. */
  isSummary: boolean;
  readonly payments: FoundPayment[];
  readonly loose: Walk['loose'];
  /** Rows of claims in tables of services that say in words which claim they are. */
  readonly claimRows: ReadonlySet<Row>;
  readonly latest: string;
  /** What of who and which claim stands after the claim's lines and total, not before them. */
  readonly trailing: ReadonlySet<LabelField>;
  /** Rows outside tables since the last record that name nobody and no claim. */
  looseRows: number;
  /** Other rows and then headings stood between the last line and here. */
  isHeaded: boolean;
}

export const newPayment = (): FoundPayment => ({
  charges: [],
  days: [],
  paperDay: null,
  labels: [],
  fields: new Map(),
  claims: [],
  totals: [],
  parts: [],
  adjustments: [],
  amounts: [],
  pages: new Set(),
});

export function newClaim(state: State, page: number): FoundClaim {
  const claim: FoundClaim = {
    fields: new Map(),
    lines: [],
    total: null,
    coded: [],
    cards: [],
    cardDay: null,
    stated: new Map(),
    said: [],
    interest: null,
    patientResponsibility: null,
    isPended: state.isPended,
    section: state.section,
    page,
    whole: null,
    isNext: state.looseRows === 0,
    sharesPatient: false,
  };
  state.payment.claims.push(claim);
  state.claim = claim;
  state.isSummary = false;
  return claim;
}

export function beginPayment(state: State): void {
  state.payment = newPayment();
  state.payments.push(state.payment);
  state.claim = null;
  state.isSummary = false;
}

/** Equal but for one character in ten, as OCR may read the same number twice. */
export function isAlike(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase());
  if (left === right) return true;
  if (!left || !right || left.length !== right.length) return false;
  let apart = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) apart += 1;
  return apart <= left.length / 10;
}
