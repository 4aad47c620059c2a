/** Stonebridge eligibility: the inquiry, and the answer under sub-tabs, each a page of its own. */
import type { PageFile, Printed } from '../page.ts';
import { beneficiaryElements, beneficiarySignals } from './beneficiary.ts';
import { stonebridgeLayout } from './layout.ts';

const ADDRESS = 'the address behind the tab outlives its words';

export const eligibilityPage = {
  name: 'stonebridge/eligibility',
  path: '/portal/eligibility',
  isHere: [{ role: 'heading', name: /^Eligibility Inquiry$/ }],
  elements: {
    ...beneficiaryElements,
    submit: [
      { role: 'button', name: /^Submit Inquiry$/ },
      { role: 'button', name: /^Check Now$/ },
      { css: 'button[value="submit-inquiry"]', why: 'the name that the form is posted with' },
    ],
  },
  signals: beneficiarySignals,
} as const satisfies PageFile;

/** The links to the other sub-tabs stand on every sub-tab. */
const tabs = {
  deductibles: [
    { role: 'link', name: /^Deductibles$/ },
    { css: 'nav a[href$="/eligibility/deductibles"]', why: ADDRESS },
  ],
  plan: [
    { role: 'link', name: /^Plan Coverage$/ },
    { css: 'nav a[href$="/eligibility/plan"]', why: ADDRESS },
  ],
  msp: [
    { role: 'link', name: /^MSP$/ },
    { css: 'nav a[href$="/eligibility/msp"]', why: ADDRESS },
  ],
  hospice: [
    { role: 'link', name: /^Hospice\/Home Health$/ },
    { css: 'nav a[href$="/eligibility/hospice"]', why: ADDRESS },
  ],
} as const;

export const partsPage = {
  name: 'stonebridge/part-ab',
  path: '/portal/eligibility/part-ab',
  isHere: [{ role: 'heading', name: /^Part A and Part B Eligibility$/ }],
  elements: tabs,
} as const satisfies PageFile;
export const deductiblesPage = {
  name: 'stonebridge/deductibles',
  isHere: [{ role: 'heading', name: /^Deductibles$/ }],
  elements: tabs,
} as const satisfies PageFile;
export const planPage = {
  name: 'stonebridge/plan',
  isHere: [{ role: 'heading', name: /^Medicare Advantage and HMO Plans$/ }],
  elements: tabs,
} as const satisfies PageFile;
export const mspPage = {
  name: 'stonebridge/msp',
  isHere: [{ role: 'heading', name: /^Medicare Secondary Payer$/ }],
  elements: tabs,
} as const satisfies PageFile;
export const hospicePage = {
  name: 'stonebridge/hospice',
  isHere: [{ role: 'heading', name: /^Home Health and Hospice$/ }],
  elements: tabs,
} as const satisfies PageFile;

/** Whose answer it is, and for when: on every sub-tab. */
const ABOUT = {
  memberName: { label: [/^Beneficiary Name$/, /^Patient$/] },
  memberId: { label: [/^Medicare Number$/, /^MBI$/] },
  birthDate: { label: [/^Date of Birth$/, /^Born On$/] },
  /** `MM/DD/YYYY - MM/DD/YYYY`. */
  dates: { label: [/^Dates of Service$/, /^Days Asked For$/] },
} as const;
const FROM_TO = {
  effectiveDate: [/^Effective Date$/, /^Begins$/],
  endDate: [/^Termination Date$/, /^Ends$/],
} as const;
const NOTE = { note: [/^Billing Note$/, /^Advice$/] } as const;

export const printedParts = {
  name: 'stonebridge/part-ab',
  layout: stonebridgeLayout,
  fields: ABOUT,
  grids: {
    partA: { title: [/^Part A$/, /^Part A Entitlement$/], columns: FROM_TO },
    partB: { title: [/^Part B$/, /^Part B Entitlement$/], columns: FROM_TO },
    inactive: {
      title: [/^Inactive Periods$/, /^Ineligible Periods$/],
      columns: { ...FROM_TO, reason: [/^Reason$/, /^Why$/] },
    },
  },
} as const satisfies Printed;

export const printedDeductibles = {
  name: 'stonebridge/deductibles',
  layout: stonebridgeLayout,
  fields: ABOUT,
  grids: {
    deductibles: {
      title: [/^Deductible Amounts$/, /^Deductible Status$/],
      columns: {
        part: [/^Part$/, /^Coverage$/],
        period: [/^Period$/, /^Applies To$/],
        amount: [/^Deductible$/, /^Total$/],
        remaining: [/^Remaining$/, /^Left$/],
      },
    },
  },
} as const satisfies Printed;

export const printedPlan = {
  name: 'stonebridge/plan',
  layout: stonebridgeLayout,
  fields: ABOUT,
  grids: {
    plans: {
      title: [/^Plan Enrollment$/, /^Enrolled Plans$/],
      columns: { plan: [/^Plan Name$/, /^Plan$/], ...FROM_TO, ...NOTE },
    },
  },
} as const satisfies Printed;

export const printedMsp = {
  name: 'stonebridge/msp',
  layout: stonebridgeLayout,
  fields: ABOUT,
  grids: {
    insurers: {
      title: [/^MSP Records$/, /^Primary Insurers$/],
      columns: {
        insurer: [/^Insurer Name$/, /^Insurer$/],
        policyNumber: [/^Policy Number$/, /^Policy No\.$/],
        ...FROM_TO,
      },
    },
  },
} as const satisfies Printed;

export const printedHospice = {
  name: 'stonebridge/hospice',
  layout: stonebridgeLayout,
  fields: ABOUT,
  grids: {
    homeHealth: { title: [/^Home Health Periods$/, /^Home Health Care$/], columns: { ...FROM_TO, ...NOTE } },
    hospice: { title: [/^Hospice Periods$/, /^Hospice Care$/], columns: { ...FROM_TO, ...NOTE } },
  },
} as const satisfies Printed;
