/** The remittance advice of one paid claim. The same claim gives the same bytes. */
import type { PortalClaim } from '../adjudication.ts';
import { money, personName, usDate } from '../page-text.ts';
import { writePdf } from '../pdf.ts';

export const remittancePdf = ({ shown, member }: PortalClaim): Uint8Array =>
  writePdf([
    'STONEBRIDGE MEDICARE - REMITTANCE ADVICE (PRACTICE)',
    `EFT/CHECK ${shown.checkNumber ?? ''}   DATE ${usDate(shown.checkDate)}`,
    '',
    `CLAIM ${shown.payerClaimControlNumber ?? ''}   PATIENT CONTROL ${shown.patientControlNumber ?? ''}`,
    `BENEFICIARY ${personName(member.lastName, member.firstName)}   MEDICARE NUMBER ${member.memberId ?? ''}`,
    `BILLED ${money(shown.billedCents)}   PAID ${money(shown.paidCents)}   PATIENT ${money(shown.patientResponsibilityCents)}`,
    '',
    ...shown.lines.map(({ lineNumber, serviceDate, procedure, billedCents, paidCents, adjustments }) => {
      const cuts = adjustments.map(({ group, reason, amountCents }) => `${group}-${reason} ${money(amountCents)}`);
      return `${lineNumber}  ${usDate(serviceDate)}  ${procedure ?? ''}  ${money(billedCents)}  ${money(paidCents)}  ${cuts.join(' ')}`;
    }),
  ]);
