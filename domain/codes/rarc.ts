/** RARC (remittance advice remark codes): values by their series, words (ours) for those that decide what to do. */
import { type CodeList, codeList } from './code-list.ts';

/** Series and their highest number. Codes once withdrawn stay readable: old remittances carry them. */
const SERIES: readonly { readonly prefix: string; readonly last: number; readonly digits: number }[] = [
  { prefix: 'M', last: 147, digits: 1 },
  { prefix: 'MA', last: 134, digits: 2 },
  { prefix: 'N', last: 909, digits: 1 },
];

export const RARC_TEXTS: CodeList = codeList(`
M15 bundled: not paid separately
M20 procedure code missing or invalid
M24 number of doses or service missing
M25 record does not support this level
M27 patient relieved of liability
M50 revenue code missing or invalid
M51 procedure code missing or invalid
M52 from date missing or invalid
M53 days or units missing or invalid
M60 certificate of medical necessity missing
M62 treatment authorization missing
M64 other diagnosis missing or invalid
M76 diagnosis missing or invalid
M77 place of service missing or invalid
M79 charge missing or invalid
M80 not covered with another service of the same time
M86 already paid for a similar service within the time
M127 medical record missing
M144 care around the operation is included
MA01 right to appeal
MA04 prior payer's remittance missing or not readable
MA07 passed on to Medicaid
MA13 no balance to the patient without a PR group
MA15 claim was split
MA18 passed on to the supplemental insurer
MA27 entitlement number or name missing or invalid
MA36 patient name missing or invalid
MA61 patient number or insured number missing or invalid
MA63 principal diagnosis missing or invalid
MA67 correction of an earlier claim
MA83 whether Medicare is first or second is missing
MA92 other insurance data missing
MA114 place where services were given missing
MA120 laboratory certificate number missing or invalid
MA130 not processable: send a new claim, no appeal
N4 prior insurer's remittance missing or invalid
N19 incidental to the main procedure
N20 not payable with another service of the day
N29 record or note missing
N30 patient not eligible for this service
N56 procedure not valid for the date
N95 provider type may not bill this
N104 not payable under this jurisdiction
N105 railroad retirement claim: send it there
N115 decided by a local coverage rule
N122 add-on code without its main code
N130 see the plan's benefits
N179 data asked of the patient missing
N182 bill the contracted vendor
N202 data asked missing: supply it again
N211 no appeal of this decision
N257 billing provider number missing or invalid
N265 ordering provider number missing or invalid
N286 referring provider number missing or invalid
N290 rendering provider number missing or invalid
N329 birth date missing or invalid
N362 units above the accepted maximum
N381 see the contract
N382 patient identifier missing or invalid
N386 decided by a national coverage rule
N418 misrouted: see the payer's instructions
N425 excluded by law
N432 found in a recovery audit
N435 above the yearly or lifetime maximum
N479 prior payer's remittance missing
N519 combination not allowed
N522 duplicate of a claim that was or will be crossed over
N525 not payable within the global period
N570 credentials missing or invalid
N620 reporting code only: no payment expected
N702 decided by earlier adjudication
N704 previously adjudicated: send no duplicate
N793 wrong patient identifier was billed
`);

/** @returns whether a text is a remark code of one of the series. */
export function isRarc(code: string): boolean {
  const match = /^(MA|M|N)(\d{1,3})$/.exec(code);
  if (!match) return false;
  const [, prefix, digits = ''] = match;
  const series = SERIES.find((each) => each.prefix === prefix);
  const number = Number(digits);
  return (
    series !== undefined &&
    number >= 1 &&
    number <= series.last &&
    digits === String(number).padStart(series.digits, '0')
  );
}
