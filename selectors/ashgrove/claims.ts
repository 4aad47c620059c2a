/** Ashgrove claims: the inquiry, the list in pages, the status report and the remittance in windows of their own. */
import { ashgroveLayout, beside, onlyButton, radioWith } from './cells.ts';
import { MAIN } from './desktop.ts';
import { WAITING } from './eligibility.ts';
import type { PageFile, Printed } from '../page.ts';

export const claimInquiryPage = {
  name: 'ashgrove/claim-inquiry',
  frame: MAIN,
  isHere: [{ text: /^Claim Inquiry$/ }, { css: 'form[action$="clm_run.do"]', why: 'the address outlives the words' }],
  elements: {
    byClaimNo: radioWith('Payer Claim No.', 'srch', 'C'),
    byAccountNo: radioWith('Patient Account No.', 'srch', 'A'),
    bySubscriberNo: radioWith('Subscriber No. and Dates', 'srch', 'S'),
    payer: beside('Payer:', 'select', 'payer'),
    provider: beside('Provider:', 'select', 'prov'),
    period: beside('Period:', 'select', 'period'),
    number: beside('Search For:', 'input', 'what'),
    serviceFrom: beside('From:', 'input', 'from'),
    serviceTo: beside('Thru:', 'input', 'thru'),
    run: onlyButton(/^Run Inquiry$/),
  },
  signals: [
    {
      code: 'inquiry-rejected',
      when: { text: /^(?:Dates must be MM\/DD\/YYYY|Thru must not be before From)\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^The inquiry is incomplete\.$/ },
      message: 'The portal needs a claim number, our account number, or a member id with dates of service.',
    },
  ],
} as const satisfies PageFile;

export const claimListPage = {
  name: 'ashgrove/claim-list',
  frame: MAIN,
  isHere: [{ text: /^Page \d+ of \d+ \(\d+ items\)$/ }],
  elements: {
    /** `Page 2 of 3 (17 items)` */
    place: [{ text: /^Page \d+ of \d+ \(\d+ items\)$/ }],
    next: [
      { role: 'link', name: /^Next >>$/ },
      { role: 'link', name: /^More >>$/ },
    ],
  },
  busy: WAITING,
} as const satisfies PageFile;

export const claimReportPage = {
  name: 'ashgrove/claim-report',
  frame: 'report',
  isHere: [{ text: /^Claim Status Report$/ }],
  elements: {
    printRemittance: [
      { role: 'link', name: /^Print Remittance$/ },
      { css: 'a[href*="era_print.jsp"]', why: 'the address outlives the words' },
    ],
    noRemittance: [{ text: /^No remittance is on file for this claim\.$/ }],
  },
} as const satisfies PageFile;

export const remittancePage = {
  name: 'ashgrove/remittance',
  isHere: [{ text: /^Remittance Advice$/ }],
  elements: {
    printToPdf: [
      { role: 'link', name: /^Print to PDF$/ },
      { role: 'link', name: /^Save as PDF$/ },
    ],
  },
} as const satisfies PageFile;

export const printedClaims = {
  name: 'ashgrove/claim-list',
  frame: MAIN,
  layout: ashgroveLayout,
  fields: {},
  grids: {
    claims: {
      title: [/^Claims$/, /^Claim List$/],
      columns: {
        claimNumber: [/^Payer Claim No\.$/, /^Carrier Control No\.$/],
        accountNumber: [/^Patient Account No\.$/, /^Your Reference No\.$/],
        memberId: [/^Subscriber No\.$/, /^Insured ID$/],
        serviceFrom: [/^Service From$/, /^First Date$/],
        serviceTo: [/^Service Thru$/, /^Last Date$/],
        billed: [/^Charge$/, /^Total Billed$/],
      },
    },
  },
} as const satisfies Printed;

export const printedClaimReport = {
  name: 'ashgrove/claim-report',
  frame: 'report',
  layout: ashgroveLayout,
  fields: {
    claimNumber: { label: [/^Payer Claim No\.:$/, /^Carrier Control No\.:$/] },
    accountNumber: { label: [/^Patient Account No\.:$/, /^Your Reference No\.:$/] },
    memberId: { label: [/^Subscriber No\.:$/, /^Insured ID:$/] },
    memberName: { label: [/^Subscriber Name:$/, /^Insured:$/] },
    birthDate: { label: [/^Birth Date:$/, /^DOB:$/] },
    status: { label: [/^Claim Status:$/, /^Disposition:$/] },
    serviceFrom: { label: [/^Service From:$/, /^First Date:$/] },
    serviceTo: { label: [/^Service Thru:$/, /^Last Date:$/] },
    billed: { label: [/^Charge Amount:$/, /^Total Billed:$/] },
    paid: { label: [/^Paid Amount:$/, /^Net Paid:$/] },
    patientResponsibility: { label: [/^Patient Owes:$/] },
    checkNumber: { label: [/^Check No\.:$/] },
    checkDate: { label: [/^Check Date:$/] },
    finalizedDate: { label: [/^Finalized:$/] },
    replaces: { label: [/^Replaces Claim:$/] },
  },
  grids: {
    lines: {
      title: [/^Service Lines$/, /^Procedures$/],
      columns: {
        line: [/^Ln$/],
        serviceDate: [/^Service Date$/],
        procedure: [/^Procedure$/],
        modifiers: [/^Mods$/],
        units: [/^Units$/],
        status: [/^Line Status$/],
        billed: [/^Charge$/, /^Total Billed$/],
        paid: [/^Paid$/, /^Net$/],
        remarks: [/^Remarks$/],
      },
      isOptional: true,
    },
    /** `line` is the number of a service line, or CLM; `code` is group and reason, as `CO-45`. */
    adjustments: {
      title: [/^Adjustments$/, /^Reductions$/],
      columns: { line: [/^Ln$/], code: [/^Code$/], amount: [/^Amount$/] },
      isOptional: true,
    },
  },
} as const satisfies Printed;

/** The word that adjustments of the whole claim have in place of a line number. */
export const WHOLE_CLAIM = 'CLM';
