/** Northfield claim detail: header, service lines, adjustments, remarks. */
import { northfieldLayout } from './layout.ts';
import type { PageFile, Printed } from '../page.ts';

export const claimDetailPage = {
  name: 'northfield/claim-detail',
  isHere: [{ role: 'heading', name: /^Claim Detail$/ }],
  elements: {},
} as const satisfies PageFile;

export const printedClaimDetail = {
  name: 'northfield/claim-detail',
  layout: northfieldLayout,
  fields: {
    claimNumber: { label: [/^Claim Number$/] },
    accountNumber: { label: [/^Patient Account Number$/] },
    memberId: { label: [/^Member ID$/] },
    memberName: { label: [/^Member Name$/] },
    birthDate: { label: [/^Birth Date$/] },
    status: { label: [/^Claim Status$/] },
    serviceFrom: { label: [/^Service From$/] },
    serviceTo: { label: [/^Service To$/] },
    finalizedDate: { label: [/^Finalized Date$/] },
    billed: { label: [/^Billed Amount$/] },
    paid: { label: [/^Paid Amount$/] },
    patientResponsibility: { label: [/^Patient Responsibility$/] },
    checkNumber: { label: [/^Check\/EFT Number$/] },
    checkDate: { label: [/^Check Date$/] },
    replaces: { label: [/^Replaces Claim$/] },
  },
  grids: {
    lines: {
      title: [/^Service Lines$/],
      columns: {
        line: [/^Line$/],
        serviceDate: [/^Service Date$/],
        procedure: [/^Procedure$/],
        modifiers: [/^Modifiers$/],
        units: [/^Units$/],
        status: [/^Line Status$/],
        billed: [/^Billed$/],
        allowed: [/^Allowed$/],
        paid: [/^Paid$/],
        patientResponsibility: [/^Patient Resp$/],
      },
      isOptional: true,
    },
    /** `line` is the number of a service line, or "Claim". */
    adjustments: {
      title: [/^Adjustments$/],
      columns: { line: [/^Line$/], group: [/^Group$/], reason: [/^Reason$/], amount: [/^Amount$/] },
      isOptional: true,
    },
    remarks: {
      title: [/^Remarks$/],
      columns: { line: [/^Line$/], code: [/^Remark Code$/] },
      isOptional: true,
    },
  },
} as const satisfies Printed;
