/** Harborlink's answer to an eligibility inquiry: one patient's coverage, or several patients to choose from. */
import type { PageFile, Printed, Wordings } from '../page.ts';
import { harborlinkLayout } from './layout.ts';
import { TOOL_FRAME } from './tools.ts';

export const coveragePage = {
  name: 'harborlink/coverage',
  frame: TOOL_FRAME,
  isHere: [{ role: 'heading', name: /^Eligibility and Benefits Results$/ }],
  elements: {},
} as const satisfies PageFile;

export const patientsPage = {
  name: 'harborlink/patients',
  frame: TOOL_FRAME,
  isHere: [{ role: 'heading', name: /^Select a Patient$/ }],
  elements: {},
} as const satisfies PageFile;

const aboutPatient = {
  memberName: { label: [/^Patient Name$/, /^Member Name$/] },
  memberId: { label: [/^Patient ID$/, /^Member ID$/] },
  birthDate: { label: [/^Date of Birth$/, /^Birth Date$/] },
} as const;

export const printedPatients = {
  name: 'harborlink/patients',
  frame: TOOL_FRAME,
  layout: harborlinkLayout,
  fields: {},
  grids: {
    patients: {
      title: [/^Patients$/],
      columns: {
        memberId: [/^Patient ID$/, /^Member ID$/],
        birthDate: [/^Date of Birth$/, /^Birth Date$/],
      },
    },
  },
} as const satisfies Printed;

const NETWORK: Wordings = [/^Network$/];
const SERVICE: Wordings = [/^Service$/];
const AMOUNT: Wordings = [/^Amount$/, /^Total$/];

/** Deductibles and out-of-pocket limits; one payer has no column for what is left. */
const yearly = (hasRemaining: boolean) => ({
  service: SERVICE,
  level: [/^Coverage Level$/] as Wordings,
  network: NETWORK,
  period: [/^Time Period$/] as Wordings,
  amount: AMOUNT,
  ...(hasRemaining && { remaining: [/^Remaining$/, /^Left$/] as Wordings }),
});

export const printedCoverage = (hasRemaining: boolean) =>
  ({
    name: 'harborlink/coverage',
    frame: TOOL_FRAME,
    layout: harborlinkLayout,
    fields: {
      ...aboutPatient,
      asOfDate: { label: [/^As of Date$/, /^Date of Inquiry$/] },
      status: { label: [/^Coverage Status$/] },
      plan: { label: [/^Plan \/ Product$/, /^Plan Name$/], isOptional: true },
      planType: { label: [/^Insurance Type$/], isOptional: true },
      groupNumber: { label: [/^Group Number$/], isOptional: true },
      effectiveDate: { label: [/^Eligibility Begin Date$/], isOptional: true },
      endDate: { label: [/^Eligibility End Date$/], isOptional: true },
      primaryCare: { label: [/^Primary Care Provider$/], isOptional: true },
    },
    grids: {
      copays: {
        title: [/^Co-Payment$/],
        columns: { service: SERVICE, network: NETWORK, amount: AMOUNT, period: [/^Time Period$/] },
        isOptional: true,
      },
      coinsurance: {
        title: [/^Co-Insurance$/],
        columns: { service: SERVICE, network: NETWORK, percent: [/^Percent$/] },
        isOptional: true,
      },
      deductibles: { title: [/^Deductible$/, /^Deductibles$/], columns: yearly(hasRemaining), isOptional: true },
      outOfPocket: { title: [/^Out of Pocket$/], columns: yearly(hasRemaining), isOptional: true },
      priorAuthorization: {
        title: [/^Prior Authorization$/],
        columns: { service: SERVICE, required: [/^Required$/] },
        isOptional: true,
      },
      limitations: { title: [/^Limitations$/], columns: { limitation: [/^Limitation$/] }, isOptional: true },
      otherPayers: {
        title: [/^Other Payers$/],
        columns: {
          name: [/^Payer Name$/],
          policyNumber: [/^Policy Number$/],
          effectiveDate: [/^Begin Date$/],
          endDate: [/^End Date$/],
        },
        isOptional: true,
      },
    },
  }) as const satisfies Printed;

export type PrintedCoverage = ReturnType<typeof printedCoverage>;
