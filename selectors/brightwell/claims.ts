/** Brightwell claims: the search, the list of what it found, one claim. */
import { brightwellLayout, brightwellList } from './layout.ts';
import type { Alternatives, PageFile, Printed } from '../page.ts';

const NAMED = 'the name under which the application sends it; ids and labels change';
const busy: Alternatives = [{ role: 'progressbar', name: /^Loading$/ }];

export const claimSearchPage = {
  name: 'brightwell/claim-search',
  path: '/provider/claims',
  isHere: [
    { role: 'heading', name: /^Claims$/ },
    { role: 'heading', name: /^Claim search$/ },
  ],
  busy,
  elements: {
    searchBy: [{ label: /^Search by$/ }, { label: /^Search using$/ }, { css: 'select[name="by"]', why: NAMED }],
    claimNumber: [
      { label: /^Claim number$/ },
      { label: /^Claim #$/ },
      { css: 'input[name="claimNumber"]', why: NAMED },
    ],
    accountNumber: [
      { label: /^Patient account number$/ },
      { label: /^Patient account #$/ },
      { css: 'input[name="accountNumber"]', why: NAMED },
    ],
    memberId: [{ label: /^Member ID$/ }, { label: /^Subscriber ID$/ }, { css: 'input[name="memberId"]', why: NAMED }],
    serviceFrom: [
      { label: /^First date of service$/ },
      { label: /^Service from$/ },
      { css: 'input[name="serviceFrom"]', why: NAMED },
    ],
    serviceTo: [
      { label: /^Last date of service$/ },
      { label: /^Service to$/ },
      { css: 'input[name="serviceTo"]', why: NAMED },
    ],
    search: [
      { role: 'button', name: /^Search claims$/ },
      { role: 'button', name: /^Find claims$/ },
    ],
  },
  signals: [
    {
      code: 'inquiry-rejected',
      when: { text: /^Enter valid dates of service \(MM\/DD\/YYYY\)\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^The last date of service must be on or after the first\.$/ },
      message: 'The last day of service lies before the first. Correct the dates.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Enter a (?:claim number|patient account number|member ID and both dates of service)\.$/ },
      message: 'The portal needs a claim number, our account number, or a member id with dates of service.',
    },
    {
      code: 'portal-error',
      when: { text: /^Your request is already being processed\b/ },
      message: 'The portal took our search for one that was sent twice.',
    },
  ],
} as const satisfies PageFile;

/** The choices of `searchBy`. */
export const SEARCH_BY = {
  claimNumber: /^Claim number$/,
  accountNumber: /^Patient account number$/,
  member: /^Member and dates of service$/,
} as const;

export const noClaimsPage = {
  name: 'brightwell/no-claims',
  isHere: [{ text: /^No claims match your search\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const claimListPage = {
  name: 'brightwell/claim-list',
  isHere: [{ text: /^\d+ claims? found$/ }],
  busy,
  elements: {
    total: [{ text: /^\d+ claims? found$/ }],
    list: [
      { role: 'rowgroup', name: /^$/ },
      { css: '[role="table"] [role="rowgroup"]', why: 'the part of the list that scrolls has no name' },
    ],
    lastRow: [
      { css: '[role="rowgroup"] [role="row"]:last-child', why: 'the last row that is drawn has no other mark' },
    ],
    /** One in each row: the claim number. */
    openClaim: [
      { role: 'button', name: /^\d+$/ },
      { css: 'button', why: 'the only control of a row' },
    ],
  },
} as const satisfies PageFile;

/** The n-th row of the list, counted from 1, once it is drawn and loaded. The header is the table's first row. */
export const claimRowAt = (place: number): Alternatives => [
  {
    css: `[role="row"][aria-rowindex="${place + 1}"]:not([aria-busy="true"])`,
    why: 'only the index says which row of the whole list this is',
  },
];

export const printedClaimList = {
  name: 'brightwell/claim-list',
  layout: brightwellList,
  fields: {},
  grids: {
    claims: {
      title: [/^Claim results$/, /^Matching claims$/],
      columns: {
        claimNumber: [/^Claim number$/, /^Claim #$/],
        accountNumber: [/^Patient account number$/, /^Patient account #$/],
        memberId: [/^Member ID$/, /^Subscriber ID$/],
        billed: [/^Billed$/, /^Charge$/],
      },
    },
  },
} as const satisfies Printed;

export const claimDetailPage = {
  name: 'brightwell/claim-detail',
  isHere: [
    { role: 'heading', name: /^Claim detail$/ },
    { role: 'heading', name: /^Claim summary$/ },
  ],
  busy,
  elements: {},
} as const satisfies PageFile;

export const printedClaimDetail = {
  name: 'brightwell/claim-detail',
  layout: brightwellLayout,
  fields: {
    claimNumber: { label: [/^Claim number$/, /^Claim #$/] },
    accountNumber: { label: [/^Patient account number$/, /^Patient account #$/] },
    memberName: { label: [/^Member name$/] },
    memberId: { label: [/^Member ID$/, /^Subscriber ID$/] },
    birthDate: { label: [/^Date of birth$/, /^Birth date$/] },
    status: { label: [/^Claim status$/, /^Status of claim$/] },
    serviceFrom: { label: [/^First date of service$/, /^Service from$/] },
    serviceTo: { label: [/^Last date of service$/, /^Service to$/] },
    receivedDate: { label: [/^Received date$/] },
    finalizedDate: { label: [/^Processed date$/] },
    billed: { label: [/^Total billed$/, /^Billed amount$/] },
    allowed: { label: [/^Total allowed$/] },
    paid: { label: [/^Total paid$/, /^Paid amount$/] },
    patientResponsibility: { label: [/^Member responsibility$/] },
    checkNumber: { label: [/^Check or EFT number$/] },
    checkDate: { label: [/^Check or EFT date$/] },
    replaces: { label: [/^Replaces claim$/], isOptional: true },
  },
  grids: {
    lines: {
      title: [/^Service lines$/, /^Line items$/],
      columns: {
        line: [/^Line$/],
        serviceDate: [/^Service date$/],
        procedure: [/^Procedure$/],
        modifiers: [/^Modifiers$/],
        units: [/^Units$/],
        status: [/^Line status$/],
        billed: [/^Billed$/, /^Charge$/],
        allowed: [/^Allowed$/],
        paid: [/^Paid$/, /^Payment$/],
      },
      isOptional: true,
    },
    /** `line` is the number of a service line, or "Claim"; `code` is group and reason: `CO-45`. */
    adjustments: {
      title: [/^Adjustments$/],
      columns: { line: [/^Line$/], code: [/^Code$/], amount: [/^Amount$/, /^Dollar amount$/] },
      isOptional: true,
    },
    remarks: {
      title: [/^Remarks$/],
      columns: { line: [/^Line$/], code: [/^Remark code$/] },
      isOptional: true,
    },
  },
} as const satisfies Printed;
