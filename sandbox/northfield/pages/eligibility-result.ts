/** The eligibility response: whole months of coverage, and sections that open inside an UpdatePanel. */
import { type CareAssignment, type CoverageSpan, type OtherInsurance, overlaps, wholeMonths } from '../../members.ts';
import { type PlanBenefit, type PlanCopay, planOf } from '../../plans.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { arranged, type Column, endDate, facts, grid } from '../html.ts';
import { updatePanel } from '../layout.ts';
import { BENEFIT_PANELS, type BenefitPanel, type Session } from '../sessions.ts';
import type { Call, PageDefinition } from '../site.ts';

export const eligibilityResult: PageDefinition = {
  name: 'eligibility-result',
  title: 'Eligibility Verification',
  path: '/hcp/provider/Eligibility/EligibilityVerificationResponse/tabid/143/Default.aspx',
  stage: 'signed-in',
  isOneTime: true,
  view: (call) => {
    const { controls, session } = call;
    const shown = session.eligibility;
    if (!shown) return { heading: 'Eligibility Verification Response', body: '' };
    const { member, from, to } = shown;
    const isCovered = member.spans.some((span) => overlaps(span, from, to));
    const summary = facts(controls.id('MemberInformation'), 'Member Information', [
      ['Member ID', esc(member.memberId)],
      ['Member Name', esc(personName(member.lastName, member.firstName))],
      ['Birth Date', usDate(member.birthDate)],
      ['Gender', { F: 'Female', M: 'Male', U: 'Unknown', none: '' }[member.sex ?? 'none']],
      ['From Date', usDate(from)],
      ['To Date', usDate(to)],
    ]);
    const panelId = controls.id('DetailsUpdatePanel');
    const details = isCovered ? benefitSections(call, shown) : '';
    return {
      heading: 'Eligibility Verification Response',
      body: `${summary}
${coverageGrid(call, shown, isCovered)}
${isCovered ? updatePanel(panelId, details) : ''}
${controls.submit('NewSearchButton', 'New Search')}`,
      panels: isCovered ? { [panelId]: details } : {},
    };
  },
  postBack: ({ site, session, faults, hits }, control) => {
    if (control === 'NewSearchButton') return { page: 'eligibility' };
    if (hits(faults.cutSessionBeforeDetail)) {
      site.sessions.end(session);
      return { notice: 'session-ended' };
    }
    if (session.eligibility) toggle(session.eligibility.open, control);
    return 'stay';
  },
};

function toggle(open: Set<BenefitPanel>, control: string): void {
  if (control === 'ExpandAllLink') for (const panel of BENEFIT_PANELS) open.add(panel);
  if (control === 'CollapseAllLink') open.clear();
  const one = BENEFIT_PANELS.find((panel) => control === `Toggle${panel}Image`);
  if (one && !open.delete(one)) open.add(one);
}

type Shown = NonNullable<Session['eligibility']>;

function coverageGrid({ controls, drift }: Call, { member, from, to }: Shown, isCovered: boolean): string {
  const id = controls.id('CoverageGrid');
  if (!isCovered)
    return `<table id="${id}" class="grid" border="1"><caption>Coverage</caption><tbody><tr><td>Not Eligible</td></tr></tbody></table>`;
  const columns: Column<CoverageSpan>[] = [
    { header: 'Coverage', cell: (span) => `<span title="${esc(planOf(span.plan).title)}">${span.plan}</span>` },
    { header: 'Plan Type', cell: (span) => planOf(span.plan).type },
    { header: 'Effective Date', cell: (span) => usDate(span.from) },
    { header: 'End Date', cell: (span) => endDate(span.to) },
  ];
  const rows = inMonths(member.spans, from, to);
  return `${grid(id, 'Coverage', arranged(drift, columns), rows)}
<p>Coverage is shown for whole calendar months, in order of precedence. An End Date of 12/31/2299 means no end date.</p>`;
}

const inMonths = <T extends { from: string; to: string | null }>(
  spans: readonly T[],
  from: string,
  to: string,
): T[] => {
  const [first, last] = wholeMonths(from, to);
  return spans.filter((span) => overlaps(span, first, last));
};

function benefitSections(call: Call, shown: Shown): string {
  const { controls, drift } = call;
  const section = (panel: BenefitPanel, title: string, content: () => string): string => {
    const isOpen = shown.open.has(panel);
    const link = `<a id="${controls.id(`Toggle${panel}Image`)}" href="${controls.postBackHref(`Toggle${panel}Image`)}" aria-label="${isOpen ? 'Collapse' : 'Expand'} ${title}">[${isOpen ? '-' : '+'}]</a>`;
    return `<h2>${link} ${title}</h2>${isOpen ? content() : ''}`;
  };
  const all = (name: string, text: string): string =>
    `<a id="${controls.id(name)}" href="${controls.postBackHref(name)}">${text}</a>`;
  return `<p>${all('ExpandAllLink', drift === 'labels' ? 'Open All' : 'Expand All')} | ${all('CollapseAllLink', drift === 'labels' ? 'Close All' : 'Collapse All')}</p>
${section('BenefitDetails', 'Benefit Details', () => benefits(call, shown))}
${section('Copay', 'Co-pay', () => copays(call, shown))}
${section('ManagedCare', 'Managed Care Assignment', () => managedCare(call, shown))}
${section('OtherInsurance', 'Other Insurance', () => otherInsurance(call, shown))}`;
}

const YES_NO = (value: boolean | null): string => (value === null ? '' : value ? 'Yes' : 'No');

/** Of every coverage that is listed; the first column says whose benefit it is. */
function benefits({ controls, drift }: Call, { member, from, to }: Shown): string {
  const plans = new Set(inMonths(member.spans, from, to).map((span) => span.plan));
  const rows = [...plans].flatMap((plan) => planOf(plan).benefits.map((benefit) => ({ ...benefit, plan })));
  const columns: Column<PlanBenefit & { plan: string }>[] = [
    { header: 'Coverage', cell: (row) => row.plan },
    { header: 'Service Type', cell: (row) => esc(row.service) },
    { header: 'Covered', cell: (row) => YES_NO(row.isCovered) },
    { header: 'Prior Authorization', cell: (row) => YES_NO(row.isPriorAuthRequired) },
    { header: 'Limitation', cell: (row) => esc(row.limitation) },
  ];
  return grid(controls.id('BenefitDetailsGrid'), 'Benefit Details', arranged(drift, columns), rows);
}

function copays({ controls, drift }: Call, { member }: Shown): string {
  if (member.copays.length === 0) return '<p>No co-pay applies.</p>';
  const columns: Column<PlanCopay>[] = [
    { header: 'Service Type', cell: (row) => esc(row.service) },
    {
      header: 'Network',
      cell: (row) => (row.network === null ? '' : row.network === 'in' ? 'In Network' : 'Out of Network'),
    },
    { header: 'Co-pay Amount', cell: (row) => money(row.amountCents) },
    { header: 'Per', cell: (row) => esc(row.per) },
  ];
  return grid(controls.id('CopayGrid'), 'Co-pay', arranged(drift, columns), member.copays);
}

function managedCare({ controls, drift }: Call, { member, from, to }: Shown): string {
  const rows = inMonths(member.managedCare, from, to);
  if (rows.length === 0) return '<p>No managed care assignment.</p>';
  const columns: Column<CareAssignment>[] = [
    { header: 'Managed Care Plan', cell: (row) => esc(row.plan) },
    { header: 'Primary Care Provider', cell: (row) => esc(row.primaryCare) },
    { header: 'Provider Phone', cell: (row) => esc(row.phone) },
    { header: 'Effective Date', cell: (row) => usDate(row.from) },
    { header: 'End Date', cell: (row) => endDate(row.to) },
  ];
  return grid(controls.id('ManagedCareGrid'), 'Managed Care Assignment', arranged(drift, columns), rows);
}

function otherInsurance({ controls, drift }: Call, { member, from, to }: Shown): string {
  const rows = inMonths(member.otherInsurance, from, to);
  if (rows.length === 0) return '<p>No other insurance on file.</p>';
  const columns: Column<OtherInsurance>[] = [
    { header: 'Carrier Name', cell: (row) => esc(row.carrier) },
    { header: 'Policy Number', cell: (row) => esc(row.policyNumber) },
    { header: 'Effective Date', cell: (row) => usDate(row.from) },
    { header: 'End Date', cell: (row) => endDate(row.to) },
  ];
  return grid(controls.id('OtherInsuranceGrid'), 'Other Insurance', arranged(drift, columns), rows);
}
