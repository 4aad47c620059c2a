/** Ashgrove eligibility: the inquiry, the list of subscribers, the report in a window of its own. */
import { ashgroveLayout, beside, onlyButton, radioWith } from './cells.ts';
import { MAIN } from './desktop.ts';
import type { Alternatives, PageFile, Printed } from '../page.ts';

/** What a search shows until it is done. */
export const WAITING: Alternatives = [{ text: /^Your inquiry is being processed\./ }];

export const eligibilityPage = {
  name: 'ashgrove/eligibility',
  frame: MAIN,
  isHere: [
    { text: /^Eligibility Inquiry$/ },
    { css: 'form[action$="elg_run.do"]', why: 'the address outlives the words' },
  ],
  elements: {
    bySubscriberNo: radioWith('Subscriber No.', 'srch', 'I'),
    byName: radioWith('Name and Birth Date', 'srch', 'N'),
    payer: beside('Payer:', 'select', 'payer'),
    provider: beside('Provider:', 'select', 'prov'),
    memberId: beside('Subscriber No.:', 'input', 'subno'),
    lastName: beside('Last Name:', 'input', 'lname'),
    firstName: beside('First Name:', 'input', 'fname'),
    birthDate: beside('Birth Date:', 'input', 'bdate'),
    serviceDate: beside('Service Date:', 'input', 'sdate'),
    run: onlyButton(/^Run Inquiry$/),
  },
  signals: [
    {
      code: 'inquiry-rejected',
      when: { text: /^(?:Service|Birth) Date must be MM\/DD\/YYYY\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^The inquiry is incomplete, or the Service Date is too far ahead\.$/ },
      message: 'The portal needs more to find the member, or does not answer so far ahead.',
    },
  ],
} as const satisfies PageFile;

export const subscriberListPage = {
  name: 'ashgrove/subscriber-list',
  frame: MAIN,
  isHere: [{ text: /^Click a subscriber, then click again to open the report\.$/ }],
  elements: {},
  busy: WAITING,
} as const satisfies PageFile;

/** Both inquiries say so in a table of one cell. */
export const noResultsPage = {
  name: 'ashgrove/no-results',
  frame: MAIN,
  isHere: [{ text: /^Your search returns no results\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const eligibilityReportPage = {
  name: 'ashgrove/eligibility-report',
  frame: 'report',
  isHere: [{ text: /^Eligibility Report$/ }],
  elements: {},
} as const satisfies PageFile;

export const printedSubscribers = {
  name: 'ashgrove/subscriber-list',
  frame: MAIN,
  layout: ashgroveLayout,
  fields: {},
  grids: {
    subscribers: {
      title: [/^Subscribers$/, /^Insured Persons$/],
      columns: {
        memberId: [/^Subscriber No\.$/, /^Insured ID$/],
        name: [/^Subscriber Name$/, /^Insured$/],
        birthDate: [/^Birth Date$/, /^DOB$/],
      },
    },
  },
} as const satisfies Printed;

export const printedEligibility = {
  name: 'ashgrove/eligibility-report',
  frame: 'report',
  layout: ashgroveLayout,
  fields: {
    memberId: { label: [/^Subscriber No\.:$/, /^Insured ID:$/] },
    memberName: { label: [/^Subscriber Name:$/, /^Insured:$/] },
    birthDate: { label: [/^Birth Date:$/, /^DOB:$/] },
    serviceDate: { label: [/^Service Date:$/, /^Date of Service:$/] },
    payer: { label: [/^Payer:$/, /^Insurance Carrier:$/] },
    status: { label: [/^Coverage Status:$/, /^Eligibility:$/] },
    groupNumber: { label: [/^Group No\.:$/] },
    primaryCare: { label: [/^Primary Care:$/] },
  },
  grids: {
    spans: {
      title: [/^Coverage Spans$/, /^Eligibility Periods$/],
      columns: {
        plan: [/^Plan$/, /^Product$/],
        planType: [/^Plan Type$/],
        effectiveDate: [/^Effective$/, /^Begins$/],
        endDate: [/^Ends$/, /^Expires$/],
      },
      isOptional: true,
    },
    yearly: {
      title: [/^Yearly Amounts$/, /^Accumulators$/],
      columns: {
        kind: [/^Kind$/],
        level: [/^Level$/],
        network: [/^Network$/],
        amount: [/^Amount$/],
        remaining: [/^Remaining$/, /^Left$/],
      },
      isOptional: true,
    },
    copays: {
      title: [/^Co-payments$/, /^Member Cost Share$/],
      columns: { service: [/^Service$/], network: [/^Network$/], amount: [/^Amount$/], per: [/^Per$/] },
      isOptional: true,
    },
    otherInsurance: {
      title: [/^Other Insurance$/, /^Additional Carriers$/],
      columns: {
        carrier: [/^Carrier$/],
        policyNumber: [/^Policy No\.$/],
        effectiveDate: [/^Effective$/, /^Begins$/],
        endDate: [/^Ends$/, /^Expires$/],
      },
      isOptional: true,
    },
  },
} as const satisfies Printed;

/** How the report prints values that are not plain words. */
export const eligibilityWords = {
  active: 'ACTIVE',
  inactive: 'NOT ACTIVE',
  openEnd: '99/99/9999',
  inNetwork: 'INN',
  outOfNetwork: 'OON',
  individual: 'IND',
  family: 'FAM',
  deductible: 'DEDUCTIBLE',
  outOfPocket: 'OUT OF POCKET',
} as const;
