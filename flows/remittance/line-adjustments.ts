/** What the columns of a line take away, and which code each amount has. */
import type { Adjustment } from '../../domain/remittance.ts';
import type { AmountSpot } from './row-cells.ts';
import { standardCode } from './code-text.ts';
import type { MoneyColumn } from './solve/cells.ts';

/** A column's amount on its way to an adjustment. */
export interface Taken {
  readonly column: MoneyColumn;
  readonly cents: number;
  readonly spot: AmountSpot;
  /** The heading does not tell coinsurance from copayment. */
  readonly isSubtypeUnsure: boolean;
  /** The code that stands beside this very amount. */
  readonly code: string | null;
}

export interface Coded {
  readonly adjustment: Adjustment;
  readonly spot: AmountSpot;
}

/** Columns whose heading says all: who bears the amount and why. */
const BY_COLUMN: Readonly<Partial<Record<MoneyColumn, Pick<Adjustment, 'group' | 'reason'>>>> = {
  deductible: { group: 'PR', reason: '1' },
  coinsurance: { group: 'PR', reason: '2' },
  copay: { group: 'PR', reason: '3' },
  otherInsurance: { group: 'OA', reason: '23' },
  sequestration: { group: 'CO', reason: '253' },
  withhold: { group: 'CO', reason: '104' },
};

const OF_PROVIDERS = /^(?:CO|PI|OA)/;
/** Codes of a price rather than of a refusal: with a column of what is not covered, the others are for that one. */
const OF_CONTRACTS = /^(?:CO|PI|OA)[- ]?(?:24|45|59|90|91|102|104|131|144|222|223|237|253)$/;

/** What the page's own legend says a payer's code is; null when it says nothing that is known. */
export type Explain = (code: string) => Pick<Adjustment, 'group' | 'reason'> | null;

/**
 * @param codes those printed on the row that stand beside no amount of their own, in order, remark codes left out.
 * @param billedCents what the row charges, when known.
 */
export function adjustmentsOf(
  taken: readonly Taken[],
  codes: readonly string[],
  explain: Explain = () => null,
  billedCents: number | null = null,
): Coded[] {
  const free = [...codes];
  const draw = (fits: (code: string) => boolean): string | null => {
    const at = free.findIndex(fits);
    return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
  };
  const amounts = taken.filter(({ cents }) => cents !== 0);
  // Columns that say what they are take the codes that say the same; the rest of the codes are for the rest of the columns.
  for (const { column, code } of amounts) {
    const named = BY_COLUMN[column];
    if (named && !code) draw((each) => isSame(standardCode(each) ?? explain(each), named));
  }
  const hasContractual = amounts.some((each) => each.column === 'contractual');
  const hasNotCovered = amounts.some((each) => each.column === 'notCovered');
  return amounts.map(({ column, cents, spot, code, isSubtypeUnsure }): Coded => {
    const coded = (what: Pick<Adjustment, 'group' | 'reason' | 'printedCode'>): Coded => ({
      adjustment: { ...what, amountCents: cents },
      spot,
    });
    const named = BY_COLUMN[column];
    if (code) return coded(codedAs(code));
    if (named)
      return { adjustment: { ...named, amountCents: cents, ...(isSubtypeUnsure && { isSubtypeUnsure }) }, spot };
    if (column === 'contractual') {
      const own =
        draw((each) => (hasNotCovered ? OF_CONTRACTS : OF_PROVIDERS).test(each)) ??
        (hasNotCovered ? null : draw(() => true));
      // Nothing allowed of the whole charge is no contract's doing: somebody must say why.
      const isWhole = billedCents !== null && billedCents > 0 && cents === billedCents;
      return coded(own ? codedAs(own) : isWhole ? { group: null, reason: null } : { group: 'CO', reason: '45' });
    }
    const own = draw((each) => !hasContractual || !/^CO-?45$/.test(each));
    return coded(own ? codedAs(own) : { group: column === 'patientResponsibility' ? 'PR' : null, reason: null });
  });
}

const isSame = (
  one: Pick<Adjustment, 'group' | 'reason'> | null,
  other: Pick<Adjustment, 'group' | 'reason'>,
): boolean => one !== null && one.reason === other.reason && (one.group === null || one.group === other.group);

/** @returns a standard code as group and reason, any other as printed. */
export function codedAs(code: string): Pick<Adjustment, 'group' | 'reason' | 'printedCode'> {
  return standardCode(code) ?? { group: null, reason: null, printedCode: code };
}
