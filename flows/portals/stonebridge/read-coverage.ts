/** Reads Stonebridge's eligibility sub-tabs. Pure: what is on the sheets, nothing of how they were reached. */
import { type Coverage, NO_AMOUNT, nothingSaid } from '../../../domain/coverage.ts';
import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import type {
  printedDeductibles,
  printedHospice,
  printedMsp,
  printedParts,
  printedPlan,
} from '../../../selectors/stonebridge/eligibility.ts';
import { withoutBoxes } from '../../claim-reading.ts';
import type { Reading } from '../../portal.ts';
import { checkPerson, otherDay, shownPerson } from '../../same-person.ts';
import type { Entry, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

type PartsSheet = Sheet<typeof printedParts>;
export interface OtherTabs {
  readonly deductibles: Sheet<typeof printedDeductibles>;
  readonly plan: Sheet<typeof printedPlan>;
  readonly msp: Sheet<typeof printedMsp>;
  readonly hospice: Sheet<typeof printedHospice>;
}
type Parts = { readonly status: 'inactive' | 'active'; readonly reading: Reading<Coverage> };

interface Dated {
  readonly effectiveDate: Entry;
  readonly endDate: Entry;
}

/**
 * Covered: a part is in force on the day and no inactive period holds it. The dates are those since and until which all the
 * parts in force hold together.
 * @throws WorkException `wrong-record`
 */
export function readParts(sheet: PartsSheet, inquiry: EligibilityInquiry): Parts {
  const trace = startTrace();
  checkAbout(sheet, inquiry);
  const day = inquiry.serviceDate;
  const memberId = trace.text('/memberId', sheet.field('memberId'));
  const [partA, partB] = [inForce(sheet.rows('partA'), day), inForce(sheet.rows('partB'), day)];
  const inForceNow = [...partA, ...partB];
  const inactive = inForce(sheet.rows('inactive'), day);
  if (inForceNow.length === 0 || inactive.length > 0) {
    const reasons = inactive.map(({ reason }, at) => trace.text(`/limitations/${at}`, reason) ?? '');
    const selector = inactive.length > 0 ? 'stonebridge/part-ab.inactive' : 'stonebridge/part-ab.partA';
    trace.fields['/status'] = { confidence: 1, via: 'portal', selector, alternative: 0 };
    const result = { ...nothingSaid(inquiry.serviceDate), status: 'inactive' as const, memberId, limitations: reasons };
    return { status: 'inactive', reading: { result, fields: trace.fields } };
  }
  const [latest, earliest] = [lastStart(inForceNow), firstEnd(inForceNow)];
  for (const pointer of ['/status', '/plan']) trace.text(pointer, inForceNow[0]!.effectiveDate);
  const result: Coverage = {
    ...nothingSaid(inquiry.serviceDate),
    status: 'active',
    memberId,
    plan: [...partA.map(() => 'Part A'), ...partB.map(() => 'Part B')].join(', '),
    effectiveDate: trace.date('/effectiveDate', latest.effectiveDate),
    terminationDate: trace.date('/terminationDate', earliest.endDate),
  };
  return { status: 'active', reading: { result, fields: trace.fields } };
}

/** Adds what the other sub-tabs say. Their boxes are left out: the screenshot shows Part A and Part B. */
export function readCoverage({ reading }: Parts, tabs: OtherTabs, inquiry: EligibilityInquiry): Reading<Coverage> {
  for (const sheet of Object.values(tabs)) checkAbout(sheet as AboutSheet, inquiry);
  const trace = startTrace();
  const day = inquiry.serviceDate;
  const plans = inForce(tabs.plan.rows('plans'), day);
  const insurers = inForce(tabs.msp.rows('insurers'), day);
  const notes = [
    ...plans,
    ...inForce(tabs.hospice.rows('homeHealth'), day),
    ...inForce(tabs.hospice.rows('hospice'), day),
  ];
  const result: Coverage = {
    ...reading.result,
    deductibles: tabs.deductibles.rows('deductibles').map((row, at) => ({
      ...NO_AMOUNT,
      service: trace.text(`/deductibles/${at}/service`, row.part),
      period: trace.text(`/deductibles/${at}/period`, row.period),
      amountCents: trace.cents(`/deductibles/${at}/amountCents`, row.amount),
      remainingCents: trace.cents(`/deductibles/${at}/remainingCents`, row.remaining),
    })),
    otherPayers: [
      ...plans.map((row, at) => otherPayer(trace, at, row.plan, null, row)),
      ...insurers.map((row, at) => otherPayer(trace, plans.length + at, row.insurer, row.policyNumber, row)),
    ],
    limitations: notes
      .filter(({ note }) => note.text !== null)
      .map(({ note }, at) => trace.text(`/limitations/${at}`, note) ?? ''),
  };
  return { result, fields: { ...reading.fields, ...withoutBoxes(trace.fields) } };
}

function otherPayer(trace: Trace, at: number, name: Entry, policy: Entry | null, row: Dated) {
  const place = `/otherPayers/${at}`;
  return {
    name: trace.text(`${place}/name`, name) ?? '',
    memberId: trace.text(`${place}/memberId`, policy),
    effectiveDate: trace.date(`${place}/effectiveDate`, row.effectiveDate),
  };
}

/** What stands on top of every sub-tab. */
type AboutSheet = Pick<PartsSheet, 'field'>;

/** The person and the day that a sub-tab names must be those of the inquiry. */
function checkAbout(sheet: AboutSheet, { member, serviceDate }: EligibilityInquiry): void {
  const { date } = startTrace();
  const memberId = sheet.field('memberId');
  const page = memberId?.page ?? '';
  checkPerson(member, shownPerson(sheet.field), page);
  const dates = sheet.field('dates');
  const days = (dates?.text ?? '').split(' - ').map((day) => date('', dates && { ...dates, text: day }));
  if (days.length === 2 && days.every((day) => day === serviceDate)) return;
  throw otherDay(page, 'dates');
}

/** The rows whose dates hold a day; both must be readable. */
const inForce = <T extends Dated>(rows: readonly T[], day: string): readonly T[] =>
  rows.filter(({ effectiveDate, endDate }) => {
    const { date } = startTrace();
    const [from, to] = [date('', effectiveDate), date('', endDate)];
    if (from === null) throw unreadable(effectiveDate, 'date');
    return from <= day && (to === null || day <= to);
  });

const dayOf = (entry: Entry): string | null => startTrace().date('', entry);
const lastStart = (rows: readonly Dated[]): Dated =>
  rows.reduce((latest, row) => ((dayOf(row.effectiveDate) ?? '') > (dayOf(latest.effectiveDate) ?? '') ? row : latest));
const firstEnd = (rows: readonly Dated[]): Dated =>
  rows.reduce((first, row) => ((dayOf(row.endDate) ?? '9999') < (dayOf(first.endDate) ?? '9999') ? row : first));
