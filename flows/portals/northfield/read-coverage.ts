/** Reads Northfield's eligibility response. Pure: what is on the sheet, nothing of how it got there. */
import { type BenefitAmount, type Coverage, nothingSaid } from '../../../domain/coverage.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import type { printedEligible, printedNotEligible } from '../../../selectors/northfield/eligibility.ts';
import type { Reading } from '../../portal.ts';
import type { Entry, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';
import { checkPerson, otherDay, shownPerson } from '../../same-person.ts';

/** How the portal prints "no end". */
const OPEN_END = '2299-12-31';

type Eligible = Sheet<typeof printedEligible>;
type NotEligible = Sheet<typeof printedNotEligible>;

/** The portal's own "Not Eligible": it says so of the member and the day, and nothing else. */
export function readNotEligible(sheet: NotEligible, inquiry: EligibilityInquiry): Reading<Coverage> {
  const trace = startTrace();
  checkAbout(sheet, inquiry);
  const result: Coverage = {
    ...nothingSaid(inquiry.serviceDate),
    status: 'inactive',
    memberId: trace.text('/memberId', sheet.field('memberId')),
  };
  // The words are the mark by which the page is known; they stand under no label.
  const status = { confidence: 1, via: 'portal', selector: 'northfield/not-eligible.isHere', alternative: 0 } as const;
  return { result, fields: { ...trace.fields, '/status': status } };
}

/**
 * The first coverage, in the portal's order of precedence, whose dates hold the service date; its benefits only.
 * @throws WorkException `wrong-record`; `result-unreadable` when no coverage shown holds the day.
 */
export function readCoverage(sheet: Eligible, inquiry: EligibilityInquiry): Reading<Coverage> {
  const trace = startTrace();
  checkAbout(sheet, inquiry);
  const span = sheet.rows('coverage').find((row) => holds(row, inquiry.serviceDate));
  if (!span) {
    throw new WorkException('result-unreadable', 'No coverage that the portal shows holds the day we asked for.', {
      page: 'northfield/eligible',
      element: 'coverage',
    });
  }
  // The row itself says that the member is covered.
  trace.text('/status', span.plan);
  const benefits = sheet.rows('benefits').filter((row) => row.plan.text === span.plan.text);
  const result: Coverage = {
    ...nothingSaid(inquiry.serviceDate),
    status: 'active',
    memberId: trace.text('/memberId', sheet.field('memberId')),
    plan: trace.text('/plan', span.plan),
    planType: trace.text('/planType', span.planType),
    effectiveDate: trace.date('/effectiveDate', span.effectiveDate),
    terminationDate: endOf(trace.date('/terminationDate', span.endDate)),
    copays: sheet.rows('copays').map((row, at) => copayOf(trace, `/copays/${at}`, row)),
    priorAuthRequired: benefits
      .filter((row) => isYes(row.priorAuthorization))
      .map((row, at) => trace.text(`/priorAuthRequired/${at}`, row.service) ?? ''),
    limitations: benefits
      .filter((row) => row.limitation.text !== null)
      .map((row, at) => trace.text(`/limitations/${at}`, row.limitation) ?? ''),
    otherPayers: sheet
      .rows('otherInsurance')
      .filter((row) => holds(row, inquiry.serviceDate))
      .map((row, at) => ({
        name: trace.text(`/otherPayers/${at}/name`, row.carrier) ?? '',
        memberId: trace.text(`/otherPayers/${at}/memberId`, row.policyNumber),
        effectiveDate: trace.date(`/otherPayers/${at}/effectiveDate`, row.effectiveDate),
      })),
    primaryCare: trace.text(
      '/primaryCare',
      sheet.rows('managedCare').find((row) => holds(row, inquiry.serviceDate))?.primaryCare ?? null,
    ),
  };
  return { result, fields: trace.fields };
}

/** The member and the day that the response names must be those of the inquiry. */
function checkAbout(sheet: Eligible | NotEligible, { member, serviceDate }: EligibilityInquiry): void {
  const { date } = startTrace();
  const memberId = sheet.field('memberId');
  checkPerson(member, shownPerson(sheet.field), memberId?.page ?? '');
  for (const element of ['fromDate', 'toDate'] as const) {
    if (date('', sheet.field(element)) === serviceDate) continue;
    throw otherDay('northfield/eligible', element);
  }
}

const endOf = (date: string | null): string | null => (date === OPEN_END ? null : date);

/** Whether a row's dates hold a day; both must be readable. */
function holds(row: { readonly effectiveDate: Entry; readonly endDate: Entry }, day: string): boolean {
  const { date } = startTrace();
  const from = date('', row.effectiveDate);
  const to = date('', row.endDate);
  if (from === null) throw unreadable(row.effectiveDate, 'date');
  return from <= day && (to === null || day <= to);
}

function copayOf(
  trace: Trace,
  at: string,
  row: { readonly service: Entry; readonly network: Entry; readonly amount: Entry; readonly per: Entry },
): BenefitAmount {
  return {
    service: trace.text(`${at}/service`, row.service),
    level: null,
    network: networkOf(trace, `${at}/network`, row.network),
    period: trace.text(`${at}/period`, row.per),
    amountCents: trace.cents(`${at}/amountCents`, row.amount),
    remainingCents: null,
    percent: null,
  };
}

function networkOf(trace: Trace, pointer: string, entry: Entry): 'in' | 'out' | null {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  if (text === 'In Network') return 'in';
  if (text === 'Out of Network') return 'out';
  throw unreadable(entry, 'network');
}

function isYes(entry: Entry): boolean {
  if (entry.text !== null && entry.text !== 'Yes' && entry.text !== 'No') throw unreadable(entry, 'yes or no');
  return entry.text === 'Yes';
}
