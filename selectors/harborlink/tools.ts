/** Harborlink's tools in their frame: organization and payer, then the payer's own form. */
import type { Alternative, Alternatives, PageFile, Signal } from '../page.ts';
import type { Build } from './payers.ts';

export const TOOL_FRAME = 'toolFrame';

const ID = 'the same id in every build seen so far';

/** What a box is called, what the next version calls it, and its id where it has one of its own. */
const named = (role: 'textbox' | 'combobox' | 'group', words: readonly RegExp[], id?: string): Alternatives => [
  ...(words.map((name) => ({ role, name })) as [Alternative]),
  ...(id ? [{ css: `#${id}`, why: ID }] : []),
];

/** Material draws a date as a group of sections; the classic pages as a plain box. Each build knows the other as drift. */
const dated = (build: Build, words: readonly RegExp[]): Alternatives => {
  const [group, box] = [named('group', words), named('textbox', words)];
  return build === 'modern' ? [...group, ...box] : [...box, ...group];
};

const boxesOf = (build: Build) => ({
  patientId: named('textbox', [/^Patient ID$/, /^Member ID$/], 'subscriberMemberId'),
  lastName: named('textbox', [/^Patient Last Name$/, /^Last Name$/], 'patientLastName'),
  firstName: named('textbox', [/^Patient First Name$/, /^First Name$/], 'patientFirstName'),
  providerNpi: named('textbox', [/^Provider NPI$/, /^NPI$/], 'providerNpi'),
  claimNumber: named('textbox', [/^Claim Number$/, /^Claim ID$/], 'claimNumber'),
  accountNumber: named('textbox', [/^Patient Account Number$/, /^Account Number$/], 'patientAccountNumber'),
  birthDate: dated(build, [/^Date of Birth$/, /^Birth Date$/]),
  asOfDate: dated(build, [/^As of Date$/, /^Date of Inquiry$/]),
  serviceFrom: dated(build, [/^Service From Date$/, /^Service Start$/]),
  serviceTo: dated(build, [/^Service To Date$/, /^Service End$/]),
});

const payerBox = {
  payer: named('combobox', [/^Payer$/, /^Health Plan$/], 'payerSelect'),
  payerShown: [
    { css: '.payer-select__single-value', why: 'react-select shows the choice beside its box, without a role' },
  ],
} as const satisfies PageFile['elements'];

const optionBox = {
  searchOption: named('combobox', [/^Patient Search Option$/, /^Search By$/], 'searchOption'),
  searchOptionShown: [
    { css: '.searchOption-select__single-value', why: 'react-select shows the choice beside its box, without a role' },
  ],
} as const satisfies PageFile['elements'];

/** Signals of every form: what the portal finds wrong with it. The last one catches what nobody has seen yet. */
const refusals: readonly Signal[] = [
  {
    code: 'member-not-found',
    when: { text: /^Patient not found\. / },
    message: 'The portal does not find this patient. Check the member id, the name and the birth date.',
  },
  {
    code: 'member-not-found',
    when: { text: /^Subscriber and subscriber id not found\.$/ },
    message: 'The portal does not find this subscriber. Check the member id, the name and the birth date.',
  },
  {
    code: 'inquiry-rejected',
    when: { text: /^As of Date may not be more than \d+ days in the future\.$/ },
    message: 'The service date is further ahead than this portal answers.',
  },
  {
    code: 'inquiry-rejected',
    when: { text: /^.+ is (required|not a valid date)\.$/ },
    message: 'The portal needs more, or another form of it, to answer this inquiry. Correct it.',
  },
  {
    code: 'wrong-payer',
    when: { text: /^This payer entry is not available for this transaction\. / },
    message: 'The portal no longer answers for this payer under the entry that we know.',
  },
  {
    code: 'unknown-page',
    when: {
      css: '.MuiAlert-standardError:not(:has-text("could not find any results")):not(:has-text("did not find remittance"))',
      why: 'an error alert has the role of a harmless one; only its class says that it is an error',
    },
    message: 'The portal shows an error that we do not know; see the screenshot.',
  },
];

const BUSY: Alternatives = [{ role: 'status', name: /.*/ }, { text: /^We are waiting for the payer to respond\.$/ }];

const startOf = (name: string, heading: RegExp) =>
  ({
    name,
    frame: TOOL_FRAME,
    isHere: [{ role: 'heading', name: heading }],
    elements: payerBox,
    signals: refusals,
    busy: BUSY,
  }) as const satisfies PageFile;

/** Before a payer is chosen. */
export const eligibilityStart = startOf('harborlink/eligibility-start', /^Eligibility and Benefits Inquiry$/);
export const claimStart = startOf('harborlink/claim-start', /^Claim Status Inquiry$/);
export const remittanceStart = startOf('harborlink/remittance-start', /^Remittance Viewer$/);

const eligibilityFormOf = (build: Build) =>
  ({
    ...eligibilityStart,
    name: 'harborlink/eligibility',
    isHere: [
      { role: 'button', name: /^Submit$/ },
      { role: 'button', name: /^Check Eligibility$/ },
      { css: '#submit-by270', why: ID },
    ],
    elements: {
      ...payerBox,
      ...optionBox,
      ...boxesOf(build),
      submit: [
        { role: 'button', name: /^Submit$/ },
        { role: 'button', name: /^Check Eligibility$/ },
        { css: '#submit-by270', why: ID },
      ],
    },
  }) as const satisfies PageFile;

/** Two tools have a button of the same words: a form is known by its button below the heading of its tool. */
const buttonUnder = (heading: string, words: readonly string[], id: string): Alternatives => [
  ...(words.map((word) => ({
    css: `body:has(h1:text-is("${heading}")) button[type="submit"]:text-is("${word}")`,
    why: 'a role says nothing of the heading that a button stands under',
  })) as [Alternative]),
  { css: `#${id}`, why: ID },
];

const SEARCH = ['Search', 'Find Claims'] as const;

const searchOf = (id: string): Alternatives => [
  { role: 'button', name: /^Search$/ },
  { role: 'button', name: /^Find Claims$/ },
  { css: `#${id}`, why: ID },
];

const claimFormOf = (build: Build) =>
  ({
    ...claimStart,
    name: 'harborlink/claim-search',
    isHere: buttonUnder('Claim Status Inquiry', SEARCH, 'submit-by276'),
    elements: { ...payerBox, ...boxesOf(build), submit: searchOf('submit-by276') },
  }) as const satisfies PageFile;

/** One form for every payer, and for both builds. */
export const remittanceForm = {
  ...remittanceStart,
  name: 'harborlink/remittance',
  isHere: buttonUnder('Remittance Viewer', SEARCH, 'submit-remits'),
  elements: { ...payerBox, claimNumber: boxesOf('modern').claimNumber, submit: searchOf('submit-remits') },
} as const satisfies PageFile;

export const eligibilityForms = { modern: eligibilityFormOf('modern'), classic: eligibilityFormOf('classic') };
export const claimForms = { modern: claimFormOf('modern'), classic: claimFormOf('classic') };
export type EligibilityForm = (typeof eligibilityForms)['modern'];
export type SearchForm = (typeof claimForms)['modern'];
