/** Northfield eligibility: the request, and the response with its expandable sections. */
import { northfieldLayout } from './layout.ts';
import type { PageFile, Printed } from '../page.ts';

const SUFFIX = 'ids carry a number that changes; their ends do not';

export const eligibilityPage = {
  name: 'northfield/eligibility',
  path: '/hcp/provider/Eligibility/EligibilityVerification/tabid/142/Default.aspx',
  isHere: [{ role: 'heading', name: /^Eligibility Verification Request$/ }],
  elements: {
    memberId: [{ label: /^Member ID$/ }, { css: '[id$="_MemberIDCmnTextBox_Control"]', why: SUFFIX }],
    lastName: [{ label: /^Last Name$/ }, { css: '[id$="_LastNameCmnTextBox_Control"]', why: SUFFIX }],
    firstName: [{ label: /^First Name$/ }, { css: '[id$="_FirstNameCmnTextBox_Control"]', why: SUFFIX }],
    birthDate: [{ label: /^Birth Date$/ }, { css: '[id$="_BirthDateCmnTextBox_Control"]', why: SUFFIX }],
    fromDate: [{ label: /^From Date$/ }, { css: '[id$="_FromDateCmnTextBox_Control"]', why: SUFFIX }],
    toDate: [{ label: /^To Date$/ }, { css: '[id$="_ToDateCmnTextBox_Control"]', why: SUFFIX }],
    submit: [
      { role: 'button', name: /^Submit$/ },
      { css: '[id$="_SubmitButton"]', why: SUFFIX },
    ],
  },
  signals: [
    {
      code: 'member-not-found',
      when: { text: /^Member not found\. Verify the information entered and try again\.$/ },
      message: 'The portal does not find this member. Check the member id, the name and the birth date.',
    },
    {
      code: 'member-ambiguous',
      when: { text: /^More than one member matches the search criteria\./ },
      message: 'The portal finds more than one such member. Give the member id, the first name and the birth date.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^To Date may not be more than \d+ days in the future\.$/ },
      message: 'The service date is further ahead than this portal answers.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^(?:.+ must be a valid date \(MM\/DD\/YYYY\)|To Date must be on or after From Date)\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^(?:From Date|Member ID or name and birth date) is required\.$/ },
      message: 'The portal needs more to find the member: a member id, or the full name and the birth date.',
    },
  ],
} as const satisfies PageFile;

export const notEligiblePage = {
  name: 'northfield/not-eligible',
  isHere: [{ role: 'cell', name: /^Not Eligible$/ }],
  elements: {},
} as const satisfies PageFile;

export const eligiblePage = {
  name: 'northfield/eligible',
  isHere: [
    { role: 'link', name: /^Expand All$/ },
    { css: '[id$="_ExpandAllLink"]', why: SUFFIX },
  ],
  elements: {
    expandAll: [
      { role: 'link', name: /^Expand All$/ },
      { css: '[id$="_ExpandAllLink"]', why: SUFFIX },
    ],
  },
} as const satisfies PageFile;

/** The same page with all its sections open. */
export const expandedPage = {
  name: 'northfield/eligible',
  isHere: [{ role: 'link', name: /^Collapse Benefit Details$/ }],
  elements: {},
} as const satisfies PageFile;

/** Whose answer it is, and for when: on both responses. */
const ABOUT = {
  memberId: { label: [/^Member ID$/, /^Medicaid Number$/] },
  memberName: { label: [/^Member Name$/, /^Name$/] },
  birthDate: { label: [/^Birth Date$/, /^Date of Birth$/] },
  gender: { label: [/^Gender$/] },
  fromDate: { label: [/^From Date$/] },
  toDate: { label: [/^To Date$/] },
} as const;

export const printedNotEligible = {
  name: 'northfield/not-eligible',
  layout: northfieldLayout,
  fields: ABOUT,
  grids: {},
} as const satisfies Printed;

export const printedEligible = {
  name: 'northfield/eligible',
  layout: northfieldLayout,
  fields: ABOUT,
  grids: {
    coverage: {
      title: [/^Coverage$/],
      columns: {
        plan: [/^Coverage$/],
        planType: [/^Plan Type$/],
        effectiveDate: [/^Effective Date$/],
        endDate: [/^End Date$/],
      },
    },
    benefits: {
      title: [/^Benefit Details$/],
      columns: {
        plan: [/^Coverage$/],
        service: [/^Service Type$/],
        priorAuthorization: [/^Prior Authorization$/],
        limitation: [/^Limitation$/],
      },
      isOptional: true,
    },
    copays: {
      title: [/^Co-pay$/],
      columns: {
        service: [/^Service Type$/],
        network: [/^Network$/],
        amount: [/^Co-pay Amount$/],
        per: [/^Per$/],
      },
      isOptional: true,
    },
    managedCare: {
      title: [/^Managed Care Assignment$/],
      columns: {
        primaryCare: [/^Primary Care Provider$/],
        effectiveDate: [/^Effective Date$/],
        endDate: [/^End Date$/],
      },
      isOptional: true,
    },
    otherInsurance: {
      title: [/^Other Insurance$/],
      columns: {
        carrier: [/^Carrier Name$/],
        policyNumber: [/^Policy Number$/],
        effectiveDate: [/^Effective Date$/],
        endDate: [/^End Date$/],
      },
      isOptional: true,
    },
  },
} as const satisfies Printed;
