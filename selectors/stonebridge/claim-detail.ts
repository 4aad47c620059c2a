/** Stonebridge claim detail: header, lines, reason and remark codes, and the link to the remittance advice. */
import type { PageFile, Printed } from '../page.ts';
import { stonebridgeLayout } from './layout.ts';

export const claimDetailPage = {
  name: 'stonebridge/claim-detail',
  isHere: [{ role: 'heading', name: /^Claim Detail$/ }],
  elements: {
    /** Only where a payment was made. */
    remittance: [
      { role: 'link', name: /^View Remittance Advice \(PDF\)$/ },
      { role: 'link', name: /^Remittance \(PDF\)$/ },
    ],
  },
} as const satisfies PageFile;

export const printedClaimDetail = {
  name: 'stonebridge/claim-detail',
  layout: stonebridgeLayout,
  fields: {
    claimNumber: { label: [/^Claim Control Number$/, /^ICN or DCN$/] },
    accountNumber: { label: [/^Patient Control Number$/, /^Your Claim No\.$/] },
    memberName: { label: [/^Beneficiary Name$/, /^Patient$/] },
    memberId: { label: [/^Medicare Number$/, /^MBI$/] },
    birthDate: { label: [/^Date of Birth$/, /^Born On$/] },
    status: { label: [/^Claim Status$/, /^State of Claim$/] },
    serviceFrom: { label: [/^From Date$/, /^First Day$/] },
    serviceTo: { label: [/^To Date$/, /^Last Day$/] },
    finalizedDate: { label: [/^Finalized Date$/, /^Finalized$/] },
    billed: { label: [/^Billed Amount$/, /^Billed$/] },
    paid: { label: [/^Paid Amount$/, /^Paid$/] },
    patientResponsibility: { label: [/^Beneficiary Responsibility$/, /^Patient Owes$/] },
    checkNumber: { label: [/^EFT\/Check Number$/, /^Payment No\.$/] },
    checkDate: { label: [/^EFT\/Check Date$/, /^Paid On$/] },
    replaces: { label: [/^Adjusts Claim$/, /^Replaces$/] },
  },
  grids: {
    lines: {
      title: [/^Claim Lines$/, /^Services$/],
      columns: {
        line: [/^Line$/, /^No\.$/],
        serviceDate: [/^Date of Service$/, /^Day$/],
        procedure: [/^Procedure$/, /^Code$/],
        modifiers: [/^Modifiers$/, /^Mod\.$/],
        units: [/^Units$/, /^Count$/],
        status: [/^Line Status$/, /^State$/],
        billed: [/^Billed$/, /^Charge$/],
        allowed: [/^Allowed$/, /^Approved$/],
        paid: [/^Paid$/, /^Payment$/],
      },
    },
    /** `line` is the number of a claim line, or "All"; `code` is `CO-45` with an amount, or a remark code without one. */
    codes: {
      title: [/^Reason and Remark Codes$/, /^Remittance Codes$/],
      columns: { line: [/^Line$/, /^No\.$/], code: [/^Code$/, /^RA Code$/], amount: [/^Amount$/, /^Taken Off$/] },
    },
  },
} as const satisfies Printed;
