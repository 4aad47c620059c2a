/** What a payer prints of a member's coverage on one day. */
import { money, personName, usDate } from '../page-text.ts';
import { costSharingOf, type YearlyAmount } from '../cost-sharing.ts';
import { overlaps, type PortalMember } from '../members.ts';
import { planOf } from '../plans.ts';
import type { PanelModel, ResultModel, TableModel } from './model.ts';
import type { PracticePayer } from './payers.ts';

const NETWORKS = { in: 'In Network', out: 'Out of Network' } as const;
const LEVELS = { individual: 'Individual', family: 'Family' } as const;
export const YEARLY_SERVICE = 'Health Benefit Plan Coverage';
export const YEARLY_PERIOD = 'Calendar Year';

export function benefitsOf(payer: PracticePayer, member: PortalMember, asOf: string): ResultModel {
  const holds = (span: { from: string; to: string | null }): boolean => overlaps(span, asOf, asOf);
  const span = member.spans.find(holds);
  const about: PanelModel = {
    title: 'Patient Information',
    facts: [
      { label: 'Patient Name', value: personName(member.lastName, member.firstName) },
      { label: 'Patient ID', value: member.memberId ?? '' },
      { label: 'Date of Birth', value: usDate(member.birthDate) },
      { label: 'As of Date', value: usDate(asOf) },
    ],
  };
  const result = { heading: 'Eligibility and Benefits Results', alerts: ALERTS, tables: [] };
  if (!span)
    return {
      ...result,
      panels: [about, { title: 'Coverage', facts: [{ label: 'Coverage Status', value: 'Inactive' }] }],
    };
  const { title, type } = planOf(span.plan);
  const care = member.managedCare.find(holds)?.primaryCare ?? null;
  const { groupNumber } = costSharingOf(member);
  const coverage: PanelModel = {
    title: 'Coverage',
    facts: [
      { label: 'Coverage Status', value: 'Active Coverage' },
      { label: 'Plan / Product', value: title },
      { label: 'Insurance Type', value: type },
      ...(payer.prints.groupNumber ? [{ label: 'Group Number', value: groupNumber ?? '' }] : []),
      { label: 'Eligibility Begin Date', value: usDate(span.from) },
      { label: 'Eligibility End Date', value: usDate(span.to) },
      ...(care === null ? [] : [{ label: 'Primary Care Provider', value: care }]),
    ],
  };
  return { ...result, panels: [about, coverage], tables: tablesOf(payer, member, asOf) };
}

/** Neither is a failure: the answer stands above them. */
const ALERTS: ResultModel['alerts'] = [
  { severity: 'info', lines: ['Benefits shown are not a guarantee of payment.'] },
  { severity: 'warning', lines: ['Accumulators may take up to 5 business days to reflect recent claims.'] },
];

function tablesOf(payer: PracticePayer, member: PortalMember, asOf: string): TableModel[] {
  const { benefits } = planOf(member.spans.find((span) => overlaps(span, asOf, asOf))!.plan);
  const sharing = costSharingOf(member);
  const tables = [
    table(
      'Co-Payment',
      ['Service', 'Network', 'Amount', 'Time Period'],
      member.copays.map(({ service, network, amountCents, per }) => [
        service,
        network && NETWORKS[network],
        money(amountCents),
        per,
      ]),
    ),
    table(
      'Co-Insurance',
      ['Service', 'Network', 'Percent'],
      payer.prints.coinsurance
        ? sharing.coinsurance.map((each) => [each.service, NETWORKS[each.network], `${each.percent}%`])
        : [],
    ),
    yearly(payer, 'Deductible', sharing.deductibles),
    yearly(payer, 'Out of Pocket', sharing.outOfPocket),
    table(
      'Prior Authorization',
      ['Service', 'Required'],
      benefits
        .filter((each) => each.isPriorAuthRequired !== null)
        .map((each) => [each.service, each.isPriorAuthRequired ? 'Yes' : 'No']),
    ),
    table(
      'Limitations',
      ['Service', 'Limitation'],
      benefits.flatMap((each) => (each.limitation ? [[each.service, each.limitation]] : [])),
    ),
    table(
      'Other Payers',
      ['Payer Name', 'Policy Number', 'Begin Date', 'End Date'],
      member.otherInsurance.map((each) => [each.carrier, each.policyNumber, usDate(each.from), usDate(each.to)]),
    ),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** Each payer has its own order of columns; one has no column for what is left. */
function yearly(payer: PracticePayer, title: string, amounts: readonly YearlyAmount[]): TableModel {
  const order =
    payer.generation === 'classic'
      ? ['Network', 'Amount', 'Coverage Level', 'Time Period', 'Service']
      : ['Service', 'Coverage Level', 'Network', 'Time Period', 'Amount', 'Remaining'];
  const columns = order.filter((column) => column !== 'Remaining' || payer.prints.remaining);
  return table(
    title,
    columns,
    amounts.map((each) => {
      const cells: Readonly<Record<string, string>> = {
        Service: YEARLY_SERVICE,
        'Coverage Level': LEVELS[each.level],
        Network: NETWORKS[each.network],
        'Time Period': YEARLY_PERIOD,
        Amount: money(each.amountCents),
        Remaining: money(each.remainingCents),
      };
      return columns.map((column) => cells[column] ?? '');
    }),
  );
}

/** A table whose keys are its labels. */
export const table = (
  title: string,
  labels: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): TableModel => ({
  title,
  columns: labels.map((label) => ({ key: label, label })),
  rows: rows.map((cells) => Object.fromEntries(labels.map((label, at) => [label, cells[at] ?? '']))),
});
