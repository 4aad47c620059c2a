/** Harborlink's claims: the list of a search, one claim with its lines, and the remittance of one. */
import type { Alternatives, PageFile, Printed, Wordings } from '../page.ts';
import { harborlinkLayout } from './layout.ts';
import type { PayerPages } from './payers.ts';
import { TOOL_FRAME } from './tools.ts';

const listOf = (name: string, heading: RegExp) =>
  ({
    name,
    frame: TOOL_FRAME,
    isHere: [{ role: 'heading', name: heading }],
    elements: {
      /** "1–10 of 14" */
      shownRows: [{ text: /^\d+[–-]\d+ of \d+$/ }],
      nextPage: [{ role: 'button', name: /^Go to next page$/ }],
      previousPage: [{ role: 'button', name: /^Go to previous page$/ }],
    },
  }) as const satisfies PageFile;

export const claimListPage = listOf('harborlink/claim-list', /^Claim Status Results$/);
export const remittanceListPage = listOf('harborlink/remittance-list', /^Remittance Results$/);

/** A list that stands at a row, counted from 1. */
export const listAt = (row: number) =>
  ({ ...claimListPage, isHere: [{ text: new RegExp(`^${row}[–-]\\d+ of \\d+$`) }] }) as const satisfies PageFile;

/** In each row of a list: the number by which it is opened. */
export const linkTo = (number: string): Alternatives => [
  { role: 'link', name: new RegExp(`^${number.replace(/\W/g, '\\$&')}$`) },
];

export const noClaimsPage = {
  name: 'harborlink/no-claims',
  frame: TOOL_FRAME,
  isHere: [{ text: /^The payer could not find any results that match your search\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const noRemittancePage = {
  name: 'harborlink/no-remittance',
  frame: TOOL_FRAME,
  isHere: [{ text: /^We did not find remittance data matching your search criteria\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const claimDetailPage = {
  name: 'harborlink/claim-detail',
  frame: TOOL_FRAME,
  isHere: [{ role: 'heading', name: /^Claim Detail$/ }],
  elements: {
    /** One in each line that has adjustments or remarks. */
    toggleLine: [{ role: 'button', name: /^Toggle Row Expanded$/ }],
    backToResults: [{ role: 'link', name: /^Results$/ }],
  },
} as const satisfies PageFile;

export const remittancePage = {
  ...claimDetailPage,
  name: 'harborlink/remittance-detail',
  isHere: [{ role: 'heading', name: /^Remittance Detail$/ }],
  elements: {
    viewEob: [
      { role: 'link', name: /^View EOB$/ },
      { role: 'button', name: /^View EOB$/ },
    ],
  },
} as const satisfies PageFile;

/** The tab of a form. */
export const tabNamed = (name: RegExp): Alternatives => [{ role: 'tab', name }];

const CLAIM_NUMBER: Wordings = [/^Claim Number$/, /^Claim ID$/];
const ACCOUNT: Wordings = [/^Patient Account Number$/, /^Account Number$/];
const MEMBER_ID: Wordings = [/^Patient ID$/, /^Member ID$/];
const BILLED: Wordings = [/^Billed$/, /^Billed Amount$/];
const PAID: Wordings = [/^Paid$/, /^Paid Amount$/];
const LINE: Wordings = [/^Line$/];

export const printedClaimList = {
  name: 'harborlink/claim-list',
  frame: TOOL_FRAME,
  layout: harborlinkLayout,
  fields: {},
  grids: {
    claims: {
      title: [/^Claims$/],
      columns: { claimNumber: CLAIM_NUMBER, accountNumber: ACCOUNT, memberId: MEMBER_ID, billed: BILLED },
    },
  },
} as const satisfies Printed;

const ADJUSTMENTS = {
  line: LINE,
  reason: [/^Reason Code$/],
  remark: [/^Remark Code$/],
  amount: [/^Amount$/, /^Total$/],
} as const;

/** The claim and its lines; which columns the lines have differs by payer. */
export const printedClaimDetail = ({ modifiers, units, allowed }: PayerPages['prints']) =>
  ({
    name: 'harborlink/claim-detail',
    frame: TOOL_FRAME,
    layout: harborlinkLayout,
    fields: {
      memberName: { label: [/^Patient Name$/, /^Member Name$/] },
      memberId: { label: MEMBER_ID },
      birthDate: { label: [/^Date of Birth$/, /^Birth Date$/] },
      accountNumber: { label: ACCOUNT },
      claimNumber: { label: CLAIM_NUMBER },
      status: { label: [/^Claim Status$/, /^Status$/] },
      serviceFrom: { label: [/^Service From Date$/, /^Service Start$/] },
      serviceTo: { label: [/^Service To Date$/, /^Service End$/] },
      finalizedDate: { label: [/^Finalized Date$/, /^Processed Date$/] },
      checkNumber: { label: [/^Check Number$/, /^Check or EFT Number$/] },
      checkDate: { label: [/^Check Date$/] },
      billed: { label: BILLED },
      paid: { label: PAID },
      patientResponsibility: { label: [/^Patient Responsibility$/] },
      replaces: { label: [/^Replaces Claim$/], isOptional: true },
    },
    grids: {
      lines: {
        title: [/^Service Lines$/],
        columns: {
          line: LINE,
          serviceDate: [/^Service Date$/] as Wordings,
          procedure: [/^Procedure$/] as Wordings,
          status: [/^Status$/] as Wordings,
          billed: BILLED,
          paid: PAID,
          patientResponsibility: [/^Patient Responsibility$/] as Wordings,
          ...(modifiers && { modifiers: [/^Modifiers$/] as Wordings }),
          ...(units && { units: [/^Quantity$/] as Wordings }),
          ...(allowed && { allowed: [/^Allowed$/] as Wordings }),
        },
        isOptional: true,
      },
      /** Under each line that was expanded. */
      lineAdjustments: { title: [/^Line Adjustments$/], columns: ADJUSTMENTS, isOptional: true, isRepeated: true },
      claimAdjustments: { title: [/^Claim Adjustments$/], columns: ADJUSTMENTS, isOptional: true },
      codes: { title: [/^Codes$/], columns: { code: [/^Code$/] }, isOptional: true },
    },
  }) as const satisfies Printed;

export type PrintedClaimDetail = ReturnType<typeof printedClaimDetail>;
