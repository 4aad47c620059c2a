/** Reads Brightwell's coverage page. Pure: what is on the sheet, nothing of how it got there. */
import { type BenefitAmount, type Coverage, NO_AMOUNT, nothingSaid } from '../../../domain/coverage.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import type { printedCoverage } from '../../../selectors/brightwell/eligibility.ts';
import type { Reading } from '../../portal.ts';
import { checkPerson, otherDay, shownPerson } from '../../same-person.ts';
import type { Entry, RowOf, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type Printed = typeof printedCoverage;
type Row<G extends keyof Printed['grids']> = RowOf<Printed, G>;

const PAGE = 'brightwell/coverage';
/** How the portal prints "no end". */
const OPEN_END = '9999-12-31';

/** @throws WorkException `wrong-record` when it is of another person or day; `result-unreadable`. */
export function readCoverage(sheet: Sheet<Printed>, inquiry: EligibilityInquiry): Reading<Coverage> {
  const trace = startTrace();
  checkAbout(sheet, inquiry);
  const status = statusOf(trace, sheet);
  const about = {
    ...nothingSaid(inquiry.serviceDate),
    status,
    memberId: trace.text('/memberId', sheet.field('memberId')),
  };
  if (status === 'inactive') return { result: about, fields: trace.fields };
  const result: Coverage = {
    ...about,
    plan: trace.text('/plan', must(sheet, 'plan')),
    planType: trace.text('/planType', must(sheet, 'planType')),
    groupNumber: trace.text('/groupNumber', must(sheet, 'groupNumber')),
    effectiveDate: trace.date('/effectiveDate', must(sheet, 'effectiveDate')),
    terminationDate: endOf(trace.date('/terminationDate', must(sheet, 'terminationDate'))),
    primaryCare: trace.text('/primaryCare', must(sheet, 'primaryCare')),
    deductibles: sheet.rows('deductibles').map((row, at) => yearlyOf(trace, `/deductibles/${at}`, row)),
    outOfPocket: sheet.rows('outOfPocket').map((row, at) => yearlyOf(trace, `/outOfPocket/${at}`, row)),
    copays: sheet.rows('copays').map((row, at) => copayOf(trace, `/copays/${at}`, row)),
    coinsurance: sheet.rows('coinsurance').map((row, at) => shareOf(trace, `/coinsurance/${at}`, row)),
    priorAuthRequired: sheet
      .rows('priorAuthorization')
      .map((row, at) => trace.text(`/priorAuthRequired/${at}`, row.service) ?? ''),
    limitations: sheet.rows('limits').map((row, at) => trace.text(`/limitations/${at}`, row.limit) ?? ''),
    otherPayers: sheet.rows('otherInsurance').map((row, at) => ({
      name: trace.text(`/otherPayers/${at}/name`, row.insurer) ?? '',
      memberId: trace.text(`/otherPayers/${at}/memberId`, row.policyNumber),
      effectiveDate: trace.date(`/otherPayers/${at}/effectiveDate`, row.effectiveDate),
    })),
  };
  return { result, fields: trace.fields };
}

/** The member and the day that the page names must be those of the inquiry. */
function checkAbout(sheet: Sheet<Printed>, { member, serviceDate }: EligibilityInquiry): void {
  const { date } = startTrace();
  checkPerson(member, shownPerson(sheet.field), PAGE);
  if (date('', sheet.field('serviceDate')) === serviceDate) return;
  throw otherDay(PAGE, 'serviceDate');
}

function statusOf(trace: Trace, sheet: Sheet<Printed>): 'active' | 'inactive' {
  const entry = must(sheet, 'status');
  const words = trace.text('/status', entry);
  if (words === 'Active') return 'active';
  if (words === 'Inactive') return 'inactive';
  throw unreadable(entry, 'coverage status');
}

/** A label that stands on the page of every active coverage. */
function must(sheet: Sheet<Printed>, name: keyof Printed['fields']): Entry {
  const entry = sheet.field(name);
  if (entry) return entry;
  throw new WorkException('selector-missing', `On the page ${PAGE}, ${name} is not on the page.`, {
    page: PAGE,
    element: name,
  });
}

const endOf = (date: string | null): string | null => (date === OPEN_END ? null : date);

const yearlyOf = (trace: Trace, at: string, row: Row<'deductibles'>): BenefitAmount => ({
  ...NO_AMOUNT,
  level: wordOf(trace, `${at}/level`, row.level, LEVELS),
  network: wordOf(trace, `${at}/network`, row.network, NETWORKS),
  period: trace.text(`${at}/period`, row.period),
  amountCents: trace.cents(`${at}/amountCents`, row.amount),
  remainingCents: trace.cents(`${at}/remainingCents`, row.remaining),
});

const copayOf = (trace: Trace, at: string, row: Row<'copays'>): BenefitAmount => ({
  ...NO_AMOUNT,
  service: trace.text(`${at}/service`, row.service),
  network: wordOf(trace, `${at}/network`, row.network, NETWORKS),
  period: trace.text(`${at}/period`, row.per),
  amountCents: trace.cents(`${at}/amountCents`, row.amount),
});

function shareOf(trace: Trace, at: string, row: Row<'coinsurance'>): BenefitAmount {
  const words = trace.text(`${at}/percent`, row.share);
  const percent = words === null ? null : /^(\d{1,3}(?:\.\d+)?)%$/.exec(words)?.[1];
  if (percent === undefined) throw unreadable(row.share, 'percentage');
  return {
    ...NO_AMOUNT,
    service: trace.text(`${at}/service`, row.service),
    network: wordOf(trace, `${at}/network`, row.network, NETWORKS),
    percent: percent === null ? null : Number(percent),
  };
}

const NETWORKS = { 'In network': 'in', 'Out of network': 'out' } as const;
const LEVELS = { Individual: 'individual', Family: 'family' } as const;

/** One of the portal's own words, or none. */
function wordOf<T extends string>(
  trace: Trace,
  pointer: string,
  entry: Entry,
  words: Readonly<Record<string, T>>,
): T | null {
  const text = trace.text(pointer, entry);
  if (text === null) return null;
  const meaning = new Map(Object.entries(words)).get(text);
  if (meaning === undefined) throw unreadable(entry, 'word');
  return meaning;
}
