/** Eligibility: the inquiry, and its answer under sub-tabs, each a page of its own. */
import type { PortalMember } from '../../members.ts';
import { esc, money, personName, usDate } from '../../page-text.ts';
import { isInWindow } from '../lookup.ts';
import {
  deductibles,
  entitlements,
  type HealthPlan,
  healthPlans,
  homeHealth,
  hospice,
  inactivePeriods,
  kidneyDisease,
  type NotedSpan,
} from '../medicare.ts';
import type { Column, Markup } from '../markup.ts';
import type { Answer, Call, PageDefinition, PageName, View } from '../site.ts';
import { afterSubmit, beneficiaryBoxes, dateIn, isOwnProvider, meant, withBeneficiary } from './beneficiary.ts';

const WINDOW = 'Dates of service must be within 12 months before and 4 months after the date of the inquiry.';

export const eligibility: PageDefinition = {
  name: 'eligibility',
  path: '/portal/eligibility',
  stage: 'signed-in',
  get: (call) => ({ view: inquiryForm(call, []) }),
  post: (call) => {
    const { site, session } = call;
    const [from, to] = [dateIn(call, 'from-date'), dateIn(call, 'to-date')];
    const refuse = (error: string): Answer => ({ view: inquiryForm(call, [error]) });
    if (isOwnProvider(call) === null) return refuse('Select a TIN / NPI / PTAN.');
    if (!from || !to || from > to)
      return refuse('Enter the dates of service as MM/DD/YYYY, the first before the last.');
    if (![from, to].every((day) => isInWindow(day, site.today))) return refuse(WINDOW);
    const people = meant(call);
    if ('error' in people) return refuse(people.error);
    site.counters.lookups += 1;
    const path = withBeneficiary(call, people, (member) => {
      session.inquiry = { member, from, to };
      return SUB_TABS[0].path;
    });
    return afterSubmit(call, path);
  },
};

const inquiryForm = (call: Call, errors: readonly string[]): View => ({
  title: 'Eligibility Inquiry',
  errors,
  body: call.markup.form(
    eligibility.path,
    call.session.formToken,
    `${beneficiaryBoxes(call)}
${call.markup.box({ name: 'from-date', label: ['From Date', 'First Day'], hint: 'MM/DD/YYYY' })}
${call.markup.box({ name: 'to-date', label: ['To Date', 'Last Day'], hint: 'MM/DD/YYYY' })}
${call.markup.button('submit-inquiry', ['Submit Inquiry', 'Check Now'])}`,
  ),
});

interface SubTab {
  readonly name: PageName;
  readonly path: string;
  readonly tab: readonly [string, string];
  readonly title: string;
  readonly body: (markup: Markup, member: PortalMember, today: string, day: string) => string;
}

const FROM = ['Effective Date', 'Begins'] as const;
const TO = ['Termination Date', 'Ends'] as const;
const NOTE = ['Billing Note', 'Advice'] as const;
const dates = <T extends { from: string; to: string | null }>(): Column<T>[] => [
  { header: FROM, cell: ({ from }) => usDate(from) },
  { header: TO, cell: ({ to }) => usDate(to) },
];
const noted: Column<NotedSpan>[] = [...dates<NotedSpan>(), { header: NOTE, cell: ({ note }) => esc(note) }];

const SUB_TABS = [
  {
    name: 'part-ab',
    path: '/portal/eligibility/part-ab',
    tab: ['Part A/B', 'Entitlement'],
    title: 'Part A and Part B Eligibility',
    body: (markup, member, today) => `
${markup.table(['Part A', 'Part A Entitlement'], dates(), entitlements(member, 'Part A'))}
${markup.table(['Part B', 'Part B Entitlement'], dates(), entitlements(member, 'Part B'))}
${markup.table(['Inactive Periods', 'Ineligible Periods'], [...dates<NotedSpan>(), { header: ['Reason', 'Why'], cell: ({ note }) => esc(note) }], inactivePeriods(member, today))}
${markup.table(['End Stage Renal Disease', 'ESRD'], dates(), kidneyDisease(member, today))}`,
  },
  {
    name: 'deductibles',
    path: '/portal/eligibility/deductibles',
    tab: ['Deductibles', 'Deductible Status'],
    title: 'Deductibles',
    body: (markup, member, _today, day) =>
      markup.table(
        ['Deductible Amounts', 'Deductible Status'],
        [
          { header: ['Part', 'Coverage'], cell: ({ part }) => part },
          { header: ['Period', 'Applies To'], cell: ({ period }) => period },
          { header: ['Deductible', 'Total'], cell: ({ amountCents }) => money(amountCents) },
          { header: ['Remaining', 'Left'], cell: ({ remainingCents }) => money(remainingCents) },
        ],
        deductibles(member, day),
      ),
  },
  {
    name: 'plan',
    path: '/portal/eligibility/plan',
    tab: ['Plan Coverage', 'MA and HMO'],
    title: 'Medicare Advantage and HMO Plans',
    body: (markup, member) =>
      markup.table<HealthPlan>(
        ['Plan Enrollment', 'Enrolled Plans'],
        [
          { header: ['Plan Name', 'Plan'], cell: ({ name }) => esc(name) },
          { header: ['Plan Type', 'Kind'], cell: ({ type }) => type },
          { header: ['Contract', 'Contract No.'], cell: ({ contract }) => contract },
          ...noted,
        ],
        healthPlans(member),
      ),
  },
  {
    name: 'msp',
    path: '/portal/eligibility/msp',
    tab: ['MSP', 'Other Insurers'],
    title: 'Medicare Secondary Payer',
    body: (markup, { otherInsurance }) =>
      markup.table(
        ['MSP Records', 'Primary Insurers'],
        [
          { header: ['MSP Type', 'Kind'], cell: () => '12 - Working Aged' },
          { header: ['Insurer Name', 'Insurer'], cell: ({ carrier }) => esc(carrier) },
          { header: ['Policy Number', 'Policy No.'], cell: ({ policyNumber }) => esc(policyNumber) },
          ...dates<(typeof otherInsurance)[number]>(),
        ],
        otherInsurance,
      ),
  },
  {
    name: 'hospice',
    path: '/portal/eligibility/hospice',
    tab: ['Hospice/Home Health', 'Episodes'],
    title: 'Home Health and Hospice',
    body: (markup, member, today) =>
      `${markup.table(['Home Health Periods', 'Home Health Care'], noted, homeHealth(member, today))}
${markup.table(['Hospice Periods', 'Hospice Care'], noted, hospice(member, today))}`,
  },
  {
    name: 'preventive',
    path: '/portal/eligibility/preventive',
    tab: ['Preventive', 'Screenings'],
    title: 'Preventive Services',
    body: (markup, _member, _today, day) =>
      markup.table(
        ['Next Eligible Dates', 'Screenings Due'],
        [
          { header: ['Procedure', 'Code'], cell: ({ procedure }) => procedure },
          { header: ['Service', 'Screening'], cell: ({ service }) => service },
          { header: ['Next Eligible Date', 'Due'], cell: ({ due }) => usDate(due) },
        ],
        [
          { procedure: 'G0438', service: 'Annual wellness visit', due: `${day.slice(0, 4)}-01-01` },
          { procedure: 'G0104', service: 'Colorectal screening', due: `${Number(day.slice(0, 4)) + 1}-03-01` },
        ],
      ),
  },
] as const satisfies readonly SubTab[];

export const eligibilityTabs: readonly PageDefinition[] = SUB_TABS.map((subTab, at) => ({
  name: subTab.name,
  path: subTab.path,
  stage: 'signed-in',
  get: (call) => {
    const { site, session, faults, markup } = call;
    if (!session.inquiry) return { goTo: eligibility.path };
    if (at > 0 && site.switches.hits(faults.cutSessionBeforeDetail)) {
      site.sessions.end(session);
      return { notice: 'timed-out' };
    }
    const { from, to } = session.inquiry;
    const isStale = at > 0 && site.switches.hits(faults.staleDetail);
    const member = isStale ? another(site.members, session.inquiry.member) : session.inquiry.member;
    const links = SUB_TABS.map(({ path, tab }) => `<a href="${path}">${markup.word(tab)}</a>`).join('');
    const whose = markup.facts([
      [['Beneficiary Name', 'Patient'], esc(personName(member.lastName, member.firstName))],
      [['Medicare Number', 'MBI'], esc(member.memberId)],
      [['Date of Birth', 'Born On'], usDate(member.birthDate)],
      [['Dates of Service', 'Days Asked For'], `${usDate(from)} - ${usDate(to)}`],
    ]);
    const body = subTab.body(markup, member, site.today, from);
    return {
      view: { title: subTab.title, body: `<nav class="sub" aria-label="Eligibility">${links}</nav>${whose}${body}` },
    };
  },
}));

const another = (members: readonly PortalMember[], one: PortalMember): PortalMember =>
  members.find((member) => member.memberId !== one.memberId && member.lastName !== one.lastName) ?? one;
