/** What the invented practices bill, and the remark codes that go with denials. */
import type { Claim } from '../../domain/claim.ts';
import type { Denial } from './truth.ts';

export interface Procedure {
  readonly code: string;
  /** Usual charge of one unit. */
  readonly cents: number;
  readonly modifiers: readonly (readonly string[])[];
  readonly isVisit?: boolean;
  readonly mayRepeat?: boolean;
}

const one = (code: string, cents: number, modifiers: readonly (readonly string[])[] = []): Procedure => ({
  code,
  cents,
  modifiers,
});
const visit = (code: string, cents: number): Procedure => ({ ...one(code, cents, [['25']]), isVisit: true });
const timed = (code: string, cents: number, modifiers: readonly (readonly string[])[] = []): Procedure => ({
  ...one(code, cents, modifiers),
  mayRepeat: true,
});

export const PROCEDURES: Readonly<Record<Claim['kind'], readonly Procedure[]>> = {
  professional: [
    visit('99203', 18_900),
    visit('99213', 14_250),
    visit('99214', 20_875),
    visit('99396', 24_100),
    timed('97110', 6_315, [['GP'], ['GP', '59']]),
    timed('97140', 5_840, [['59'], ['GP']]),
    timed('J1885', 733),
    timed('J3301', 1_180, [['RT']]),
    one('20610', 23_560, [['RT'], ['LT'], ['50']]),
    one('36415', 1_201),
    one('80053', 4_437, [['QW']]),
    one('85025', 3_150),
    one('71046', 9_860, [['26'], ['TC']]),
    one('73721', 148_600, [['RT'], ['LT']]),
    one('93000', 5_525),
    one('90471', 4_100),
    one('90686', 3_975),
    one('G0439', 19_840, [['33']]),
    one('29881', 412_500, [['LT'], ['RT', '51']]),
    one('90837', 17_999, [['95']]),
  ],
  institutional: [
    one('0450', 161_240),
    one('0250', 38_819),
    one('0300', 41_302),
    one('0320', 72_950),
    one('0636', 214_675),
    one('0710', 58_033),
    one('0120', 312_400),
    one('0981', 96_500),
  ],
  dental: [
    one('D0120', 6_200),
    one('D0150', 10_850),
    one('D0274', 7_900),
    one('D0330', 13_475),
    one('D1110', 11_500),
    one('D1206', 4_525),
    one('D2392', 26_830),
    one('D2740', 138_900),
    one('D3330', 127_450),
    one('D4341', 31_025),
    one('D7140', 22_500),
  ],
};

export const DENIAL_REMARKS: Readonly<Record<Denial, readonly string[]>> = {
  'CO-16': ['N290', 'M51', 'MA130', 'N382'],
  'CO-97': ['M15', 'N19'],
  'CO-50': ['N115', 'M25'],
  'CO-29': ['N211'],
  'PR-96': ['N130'],
  'PR-204': ['N425'],
};
