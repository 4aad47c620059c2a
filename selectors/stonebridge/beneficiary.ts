/** Stonebridge: whose data is asked for, on both inquiries; and the pages that may stand before an answer. */
import type { Alternatives, PageFile, Printed, Signal } from '../page.ts';
import { stonebridgeLayout } from './layout.ts';

const NAME = 'the name that the form is posted with';

export const beneficiaryElements = {
  provider: [
    { label: /^TIN \/ NPI \/ PTAN$/ },
    { label: /^Acting For$/ },
    { css: 'select[name="provider"]', why: NAME },
  ],
  medicareNumber: [
    { label: /^Medicare Number$/ },
    { label: /^MBI$/ },
    { css: 'input[name="medicare-number"]', why: NAME },
  ],
  lastName: [{ label: /^Last Name$/ }, { label: /^Surname$/ }, { css: 'input[name="last-name"]', why: NAME }],
  firstName: [{ label: /^First Name$/ }, { label: /^Given Name$/ }, { css: 'input[name="first-name"]', why: NAME }],
  birthDate: [{ label: /^Date of Birth$/ }, { label: /^Born On$/ }, { css: 'input[name="birth-date"]', why: NAME }],
  fromDate: [{ label: /^From Date$/ }, { label: /^First Day$/ }, { css: 'input[name="from-date"]', why: NAME }],
  toDate: [{ label: /^To Date$/ }, { label: /^Last Day$/ }, { css: 'input[name="to-date"]', why: NAME }],
} as const satisfies Record<string, Alternatives>;

/** The entry of the provider list that names an NPI. */
export const providerOption = (npi: string): RegExp => new RegExp(`\\bNPI ${npi}\\b`);

export const beneficiarySignals: readonly Signal[] = [
  {
    code: 'member-not-found',
    when: { text: /^The beneficiary information is invalid\b/ },
    message:
      'The portal has nobody with exactly this Medicare number, name and birth date. Compare them with the Medicare card.',
  },
  {
    code: 'inquiry-rejected',
    when: { text: /^Dates of service must be within 12 months before and 4 months after\b/ },
    message: 'The portal answers for dates from 12 months back to 4 months ahead only.',
  },
  {
    code: 'inquiry-rejected',
    when: { text: /^Enter the (?:dates of service|Date of Birth) as MM\/DD\/YYYY\b/ },
    message: 'The portal does not take a date of this inquiry. Correct it.',
  },
  {
    code: 'inquiry-rejected',
    when: { text: /^Enter the Medicare Number, the Last Name, and the First Name or the Date of Birth\.$/ },
    message: 'The portal needs the Medicare number, the last name, and the first name or the birth date.',
  },
  {
    code: 'provider-not-listed',
    when: { text: /^Select a TIN \/ NPI \/ PTAN\.$/ },
    message:
      'The portal does not know for which provider we ask. Correct the NPI of the login, then resolve this item.',
  },
];

/** Says not to press twice, and leads to the answer. */
export const submittedPage = {
  name: 'stonebridge/submitted',
  isHere: [{ role: 'heading', name: /^Inquiry Submitted$/ }],
  elements: {
    viewResponse: [
      { role: 'link', name: /^View Response$/ },
      { role: 'link', name: /^See Answer$/ },
    ],
  },
} as const satisfies PageFile;

/** Several people of one name. */
export const chooseBeneficiaryPage = {
  name: 'stonebridge/choose-beneficiary',
  isHere: [{ role: 'heading', name: /^Select a Beneficiary$/ }],
  elements: {
    /** One in each row. */
    select: [
      { role: 'button', name: /^Select$/ },
      { role: 'button', name: /^Choose$/ },
    ],
  },
} as const satisfies PageFile;

export const printedBeneficiaries = {
  name: 'stonebridge/choose-beneficiary',
  layout: stonebridgeLayout,
  fields: {},
  grids: {
    people: {
      title: [/^Beneficiaries$/, /^People Found$/],
      columns: {
        memberName: [/^Beneficiary Name$/, /^Patient$/],
        memberId: [/^Medicare Number$/, /^MBI$/],
        birthDate: [/^Date of Birth$/, /^Born On$/],
      },
    },
  },
} as const satisfies Printed;
