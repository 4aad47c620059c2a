/** Brightwell eligibility: member search, its exact and partial matches, one member's coverage. */
import { brightwellLayout } from './layout.ts';
import type { Alternatives, PageFile, Printed } from '../page.ts';

const NAMED = 'the name under which the application sends it; ids and labels change';
const busy: Alternatives = [{ role: 'progressbar', name: /^Loading$/ }];

export const memberSearchPage = {
  name: 'brightwell/member-search',
  path: '/provider/eligibility',
  isHere: [
    { role: 'heading', name: /^Eligibility & benefits$/ },
    { role: 'heading', name: /^Member eligibility$/ },
  ],
  busy,
  elements: {
    memberId: [{ label: /^Member ID$/ }, { label: /^Subscriber ID$/ }, { css: 'input[name="memberId"]', why: NAMED }],
    lastName: [{ label: /^Last name$/ }, { label: /^Surname$/ }, { css: 'input[name="lastName"]', why: NAMED }],
    firstName: [{ label: /^First name$/ }, { label: /^Given name$/ }, { css: 'input[name="firstName"]', why: NAMED }],
    birthDate: [
      { label: /^Date of birth$/ },
      { label: /^Birth date$/ },
      { css: 'input[name="birthDate"]', why: NAMED },
    ],
    serviceDate: [
      { label: /^Date of service$/ },
      { label: /^Service date$/ },
      { css: 'input[name="asOf"]', why: NAMED },
    ],
    search: [
      { role: 'button', name: /^Search members$/ },
      { role: 'button', name: /^Find members$/ },
    ],
  },
  signals: [
    {
      code: 'member-not-found',
      when: { text: /^We couldn't find a member that matches what you entered\.$/ },
      message: 'The portal does not find this member. Check the member id, the name and the birth date.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Enter a member ID and date of birth, or .+\.$/ },
      message: 'The portal needs more to find the member: the birth date, with a member id or the full name.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Date of service can be at most \d+ days from today\.$/ },
      message: 'The service date is further ahead than this portal answers.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Enter a valid date of (?:birth|service) \(MM\/DD\/YYYY\)\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
  ],
} as const satisfies PageFile;

export const matchesPage = {
  name: 'brightwell/member-matches',
  isHere: [{ text: /^\d+ exact match(?:es)?$/ }],
  busy,
  elements: {
    /** One in each row. */
    viewCoverage: [
      { role: 'button', name: /^View coverage$/ },
      { role: 'button', name: /^Open coverage$/ },
      { css: 'button', why: 'the only control of a row' },
    ],
  },
} as const satisfies PageFile;

const MATCH = {
  name: [/^Member name$/],
  memberId: [/^Member ID$/, /^Subscriber ID$/],
  birthDate: [/^Date of birth$/, /^Birth date$/],
} as const;

export const printedMatches = {
  name: 'brightwell/member-matches',
  layout: brightwellLayout,
  fields: {},
  grids: {
    exact: { title: [/^Exact matches$/, /^Members that match$/], columns: MATCH, isOptional: true },
    /** Others than the member: read only so that they are known not to be meant. */
    partial: { title: [/^Partial matches$/, /^Similar members$/], columns: MATCH, isOptional: true },
  },
} as const satisfies Printed;

export const coveragePage = {
  name: 'brightwell/coverage',
  isHere: [
    { role: 'heading', name: /^Coverage$/ },
    { role: 'heading', name: /^Coverage summary$/ },
  ],
  busy,
  elements: {},
} as const satisfies PageFile;

const SERVICE = [/^Service$/, /^Service type$/] as const;
const AMOUNT = [/^Amount$/, /^Dollar amount$/] as const;
const EFFECTIVE = [/^Effective date$/, /^Coverage begins$/] as const;
const ENDS = [/^Termination date$/, /^Coverage ends$/] as const;
const YEARLY = {
  level: [/^Level$/],
  network: [/^Network$/],
  period: [/^Period$/],
  amount: AMOUNT,
  remaining: [/^Remaining$/, /^Amount remaining$/],
} as const;

export const printedCoverage = {
  name: 'brightwell/coverage',
  layout: brightwellLayout,
  fields: {
    memberName: { label: [/^Member name$/] },
    memberId: { label: [/^Member ID$/, /^Subscriber ID$/] },
    birthDate: { label: [/^Date of birth$/, /^Birth date$/] },
    serviceDate: { label: [/^Date of service$/, /^Service date$/] },
    status: { label: [/^Coverage status$/, /^Status$/] },
    // Left out when the coverage is inactive.
    plan: { label: [/^Plan$/], isOptional: true },
    planType: { label: [/^Plan type$/, /^Type of plan$/], isOptional: true },
    groupNumber: { label: [/^Group number$/], isOptional: true },
    effectiveDate: { label: EFFECTIVE, isOptional: true },
    terminationDate: { label: ENDS, isOptional: true },
    primaryCare: { label: [/^Primary care provider$/], isOptional: true },
  },
  grids: {
    deductibles: { title: [/^Deductible$/], columns: YEARLY, isOptional: true },
    outOfPocket: { title: [/^Out-of-pocket maximum$/], columns: YEARLY, isOptional: true },
    copays: {
      title: [/^Copays$/, /^Co-payments$/],
      columns: { service: SERVICE, network: [/^Network$/], amount: AMOUNT, per: [/^Per$/] },
      isOptional: true,
    },
    coinsurance: {
      title: [/^Coinsurance$/],
      columns: { service: SERVICE, network: [/^Network$/], share: [/^Member pays$/] },
      isOptional: true,
    },
    priorAuthorization: {
      title: [/^Prior authorization required$/],
      columns: { service: SERVICE },
      isOptional: true,
    },
    limits: { title: [/^Benefit limits$/], columns: { limit: [/^Limit$/] }, isOptional: true },
    otherInsurance: {
      title: [/^Other insurance$/],
      columns: { insurer: [/^Insurer$/], policyNumber: [/^Policy number$/], effectiveDate: EFFECTIVE },
      isOptional: true,
    },
    /** Spans of other days too: never an answer. */
    history: { title: [/^Coverage history$/], columns: {}, isOptional: true },
  },
} as const satisfies Printed;
