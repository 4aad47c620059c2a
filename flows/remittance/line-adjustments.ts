/** What the columns of a line take away, and which code each amount has. */
import type { Adjustment } from '../../domain/remittance.ts';
import type { AmountSpot } from './amounts.ts';
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

/** @param codes those printed on the row that stand beside no amount of their own, in order, remark codes left out. */
export function adjustmentsOf(taken: readonly Taken[], codes: readonly string[]): Coded[] {
  const free = [...codes];
  const draw = (fits: (code: string) => boolean): string | null => {
    const at = free.findIndex(fits);
    return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
  };
  return taken
    .filter(({ cents }) => cents !== 0)
    .map(({ column, cents, spot, code, isSubtypeUnsure }): Coded => {
      const named = BY_COLUMN[column];
      if (code) return { adjustment: { ...codedAs(code), amountCents: cents }, spot };
      if (named) {
        draw((each) => standardCode(each)?.group === named.group && standardCode(each)?.reason === named.reason);
        return { adjustment: { ...named, amountCents: cents, ...(isSubtypeUnsure && { isSubtypeUnsure }) }, spot };
      }
      if (column === 'contractual') {
        const own =
          draw((each) => /^(CO|PI|OA)/.test(each)) ??
          (taken.some((each) => each.column === 'notCovered' && each.cents !== 0) ? null : draw(() => true));
        return {
          adjustment: { ...(own ? codedAs(own) : { group: 'CO' as const, reason: '45' }), amountCents: cents },
          spot,
        };
      }
      const own = draw((each) => !/^CO-?45$/.test(each));
      return {
        adjustment: {
          ...(own
            ? codedAs(own)
            : { group: column === 'patientResponsibility' ? ('PR' as const) : null, reason: null }),
          amountCents: cents,
        },
        spot,
      };
    });
}

/** @returns a standard code as group and reason, any other as printed. */
export function codedAs(code: string): Pick<Adjustment, 'group' | 'reason' | 'printedCode'> {
  return standardCode(code) ?? { group: null, reason: null, printedCode: code };
}
