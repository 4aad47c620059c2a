/** Reads Harborlink's coverage page. Pure: what is on the sheet, nothing of how it got there. */
import { type BenefitAmount, type Coverage, NO_AMOUNT } from '../../../domain/coverage.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import type { PrintedCoverage } from '../../../selectors/harborlink/eligibility.ts';
import type { Reading } from '../../portal.ts';
import { checkPerson, shownPerson, wrongRecord } from '../../same-person.ts';
import type { Entry, RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Row<G extends keyof PrintedCoverage['grids']> = RowOf<PrintedCoverage, G>;

const PAGE = 'harborlink/coverage';

/** @throws WorkException `wrong-record`, `result-unreadable`, `selector-missing`. */
export function readCoverage(sheet: Sheet<PrintedCoverage>, inquiry: EligibilityInquiry): Reading<Coverage> {
  checkAbout(sheet, inquiry);
  const trace = startTrace();
  const result: Coverage = {
    status: statusOf(trace, sheet.field('status')!),
    plan: trace.text('/plan', sheet.field('plan')),
    planType: trace.text('/planType', sheet.field('planType')),
    groupNumber: trace.text('/groupNumber', sheet.field('groupNumber')),
    memberId: trace.text('/memberId', sheet.field('memberId')),
    effectiveDate: trace.date('/effectiveDate', sheet.field('effectiveDate')),
    terminationDate: trace.date('/terminationDate', sheet.field('endDate')),
    serviceDate: inquiry.serviceDate,
    copays: sheet.rows('copays').map((row, i) => copayOf(trace, `/copays/${i}`, row)),
    coinsurance: sheet.rows('coinsurance').map((row, i) => coinsuranceOf(trace, `/coinsurance/${i}`, row)),
    deductibles: sheet.rows('deductibles').map((row, i) => yearlyOf(trace, `/deductibles/${i}`, row)),
    outOfPocket: sheet.rows('outOfPocket').map((row, i) => yearlyOf(trace, `/outOfPocket/${i}`, row)),
    priorAuthRequired: sheet
      .rows('priorAuthorization')
      .filter((row) => isYes(row.required))
      .map((row, i) => trace.text(`/priorAuthRequired/${i}`, row.service) ?? ''),
    otherPayers: sheet
      .rows('otherPayers')
      .filter((row) => holds(row, inquiry.serviceDate))
      .map((row, i) => ({
        name: trace.text(`/otherPayers/${i}/name`, row.name) ?? '',
        memberId: trace.text(`/otherPayers/${i}/memberId`, row.policyNumber),
        effectiveDate: trace.date(`/otherPayers/${i}/effectiveDate`, row.effectiveDate),
      })),
    primaryCare: trace.text('/primaryCare', sheet.field('primaryCare')),
    limitations: sheet.rows('limitations').map((row, i) => trace.text(`/limitations/${i}`, row.limitation) ?? ''),
  };
  return { result, fields: trace.fields };
}

/** The patient and the day that the page names must be those of the inquiry. */
function checkAbout(sheet: Sheet<PrintedCoverage>, { member, serviceDate }: EligibilityInquiry): void {
  const { date } = startTrace();
  checkPerson(member, shownPerson(sheet.field), PAGE);
  if (date('', sheet.field('asOfDate')) !== serviceDate) throw wrongRecord(PAGE, 'asOfDate');
}

function statusOf(trace: Trace, entry: Entry): Coverage['status'] {
  const text = trace.text('/status', entry);
  if (text === 'Active Coverage') return 'active';
  if (text === 'Inactive') return 'inactive';
  throw unreadable(entry, 'coverage status');
}

const copayOf = (trace: Trace, at: string, row: Row<'copays'>): BenefitAmount => ({
  ...NO_AMOUNT,
  service: trace.text(`${at}/service`, row.service),
  network: networkOf(trace, `${at}/network`, row.network),
  period: trace.text(`${at}/period`, row.period),
  amountCents: trace.cents(`${at}/amountCents`, row.amount),
});

const coinsuranceOf = (trace: Trace, at: string, row: Row<'coinsurance'>): BenefitAmount => ({
  ...NO_AMOUNT,
  service: trace.text(`${at}/service`, row.service),
  network: networkOf(trace, `${at}/network`, row.network),
  percent: percentOf(trace, `${at}/percent`, row.percent),
});

const yearlyOf = (trace: Trace, at: string, row: Row<'deductibles'>): BenefitAmount => ({
  ...NO_AMOUNT,
  service: trace.text(`${at}/service`, row.service),
  level: levelOf(trace, `${at}/level`, row.level),
  network: networkOf(trace, `${at}/network`, row.network),
  period: trace.text(`${at}/period`, row.period),
  amountCents: trace.cents(`${at}/amountCents`, row.amount),
  remainingCents: trace.cents(`${at}/remainingCents`, inColumn(row, 'remaining')),
});

/** The cell of a column that not every payer has. */
const inColumn = (row: Readonly<Partial<Record<string, Entry>>>, column: string): Entry | null => row[column] ?? null;

function networkOf(trace: Trace, pointer: string, entry: Entry): BenefitAmount['network'] {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  if (text === 'In Network') return 'in';
  if (text === 'Out of Network') return 'out';
  throw unreadable(entry, 'network');
}

function levelOf(trace: Trace, pointer: string, entry: Entry): BenefitAmount['level'] {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  if (text === 'Individual') return 'individual';
  if (text === 'Family') return 'family';
  throw unreadable(entry, 'coverage level');
}

function percentOf(trace: Trace, pointer: string, entry: Entry): number | null {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  const match = /^(\d{1,3})%$/.exec(text);
  if (!match) throw unreadable(entry, 'percentage');
  return Number(match[1]);
}

/** Whether a row's dates hold a day; an empty end is open. */
function holds(row: { readonly effectiveDate: Entry; readonly endDate: Entry }, day: string): boolean {
  const { date } = startTrace();
  const from = date('', row.effectiveDate);
  const to = date('', row.endDate);
  if (from === null) throw unreadable(row.effectiveDate, 'date');
  return from <= day && (to === null || day <= to);
}

function isYes(entry: Entry): boolean {
  if (entry.text !== 'Yes' && entry.text !== 'No') throw unreadable(entry, 'yes or no');
  return entry.text === 'Yes';
}
