/** Reads Ashgrove's eligibility report. Pure: what is on the sheet, nothing of how it got there. */
import { type BenefitAmount, type Coverage, NO_AMOUNT, nothingSaid } from '../../../domain/coverage.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import { eligibilityWords as words, type printedEligibility } from '../../../selectors/ashgrove/eligibility.ts';
import type { Reading } from '../../portal.ts';
import { checkPerson, shownPerson, wrongRecord } from '../../same-person.ts';
import type { Entry, RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Report = typeof printedEligibility;

/**
 * Whether the member is covered on the service date, and the first span that holds it.
 * @throws WorkException `wrong-record`; `result-unreadable` when the report contradicts itself.
 */
export function readCoverage(sheet: Sheet<Report>, inquiry: EligibilityInquiry): Reading<Coverage> {
  const trace = startTrace();
  checkAbout(sheet, inquiry);
  const isActive = readStatus(trace, sheet.field('status'));
  const nothing: Coverage = {
    ...nothingSaid(inquiry.serviceDate),
    status: isActive ? 'active' : 'inactive',
    memberId: trace.text('/memberId', sheet.field('memberId')),
    groupNumber: trace.text('/groupNumber', sheet.field('groupNumber')),
    primaryCare: trace.text('/primaryCare', sheet.field('primaryCare')),
  };
  const spans = sheet.rows('spans');
  const span = spans.find((row) => holds(row, inquiry.serviceDate));
  if (isActive !== (span !== undefined)) throw contradiction();
  if (!span) return { result: nothing, fields: trace.fields };
  const result: Coverage = {
    ...nothing,
    plan: trace.text('/plan', span.plan),
    planType: trace.text('/planType', span.planType),
    effectiveDate: trace.date('/effectiveDate', span.effectiveDate),
    terminationDate: endOf(trace, '/terminationDate', span.endDate),
    copays: sheet.rows('copays').map((row, at) => ({
      ...NO_AMOUNT,
      service: trace.text(`/copays/${at}/service`, row.service),
      network: networkOf(trace, `/copays/${at}/network`, row.network),
      period: trace.text(`/copays/${at}/period`, row.per),
      amountCents: trace.cents(`/copays/${at}/amountCents`, row.amount),
    })),
    ...yearlyAmounts(trace, sheet.rows('yearly')),
    otherPayers: sheet
      .rows('otherInsurance')
      .filter((row) => holds(row, inquiry.serviceDate))
      .map((row, at) => ({
        name: trace.text(`/otherPayers/${at}/name`, row.carrier) ?? '',
        memberId: trace.text(`/otherPayers/${at}/memberId`, row.policyNumber),
        effectiveDate: trace.date(`/otherPayers/${at}/effectiveDate`, row.effectiveDate),
      })),
  };
  return { result, fields: trace.fields };
}

/** The member and the day that the report names must be those of the inquiry. */
function checkAbout(sheet: Sheet<Report>, { member, serviceDate }: EligibilityInquiry): void {
  const { date } = startTrace();
  checkPerson(member, shownPerson(sheet.field), PAGE);
  if (date('', sheet.field('serviceDate')) !== serviceDate) throw wrongRecord(PAGE, 'serviceDate');
}

function readStatus(trace: Trace, entry: Entry | null): boolean {
  const text = trace.text('/status', entry);
  if (entry && text !== words.active && text !== words.inactive) throw unreadable(entry, 'coverage status');
  return text === words.active;
}

/** Deductibles and limits stand in one table, told apart by their kind. */
function yearlyAmounts(
  trace: Trace,
  rows: readonly RowOf<Report, 'yearly'>[],
): Pick<Coverage, 'deductibles' | 'outOfPocket'> {
  const amounts: { deductibles: BenefitAmount[]; outOfPocket: BenefitAmount[] } = { deductibles: [], outOfPocket: [] };
  for (const row of rows) {
    const kind = kindOf(row.kind);
    const at = `/${kind}/${amounts[kind].length}`;
    amounts[kind].push({
      ...NO_AMOUNT,
      level: levelOf(trace, `${at}/level`, row.level),
      network: networkOf(trace, `${at}/network`, row.network),
      amountCents: trace.cents(`${at}/amountCents`, row.amount),
      remainingCents: trace.cents(`${at}/remainingCents`, row.remaining),
    });
  }
  return amounts;
}

function kindOf(entry: Entry): 'deductibles' | 'outOfPocket' {
  if (entry.text === words.deductible) return 'deductibles';
  if (entry.text === words.outOfPocket) return 'outOfPocket';
  throw unreadable(entry, 'kind of amount');
}

function levelOf(trace: Trace, pointer: string, entry: Entry): 'individual' | 'family' | null {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  if (text === words.individual) return 'individual';
  if (text === words.family) return 'family';
  throw unreadable(entry, 'level');
}

function networkOf(trace: Trace, pointer: string, entry: Entry): 'in' | 'out' | null {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  if (text === words.inNetwork) return 'in';
  if (text === words.outOfNetwork) return 'out';
  throw unreadable(entry, 'network');
}

/** No end is printed as a day that does not exist. */
function endOf(trace: Trace, pointer: string, entry: Entry): string | null {
  if (entry.text !== words.openEnd) return trace.date(pointer, entry);
  trace.text(pointer, entry);
  return null;
}

/** Whether a row's dates hold a day; the first must be readable, and an end must be printed. */
function holds(row: { readonly effectiveDate: Entry; readonly endDate: Entry }, day: string): boolean {
  const aside = startTrace();
  const from = aside.date('', row.effectiveDate);
  if (from === null) throw unreadable(row.effectiveDate, 'date');
  if (row.endDate.text === null) throw unreadable(row.endDate, 'date');
  const to = endOf(aside, '', row.endDate);
  return from <= day && (to === null || day <= to);
}

const PAGE = 'ashgrove/eligibility-report';
const contradiction = (): WorkException =>
  new WorkException('result-unreadable', 'The report says one thing of the coverage and its spans say another.', {
    page: PAGE,
    element: 'status',
  });
