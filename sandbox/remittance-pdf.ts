/** The remittance of one claim, as portals hand it out: the same claim gives the same bytes. */
import { formatUsDate } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';
import type { PortalClaim } from './adjudication.ts';
import { writePdf } from './pdf.ts';

/** @param payer as it heads the page. */
export function remittancePdf({ shown, member }: PortalClaim, payer: string): Uint8Array {
  const day = (iso: string | null): string => (iso === null ? '' : formatUsDate(iso));
  const amount = (cents: number | null): string => (cents === null ? '' : formatCents(cents));
  return writePdf([
    `${payer} - REMITTANCE ADVICE`,
    `CHECK ${shown.checkNumber ?? ''}  DATE ${day(shown.checkDate)}`,
    `PATIENT ${member.lastName} ${member.firstName ?? ''}  ID ${member.memberId ?? ''}`,
    `CLAIM ${shown.payerClaimControlNumber ?? ''}  ACCOUNT ${shown.patientControlNumber ?? ''}`,
    `SERVICE ${day(shown.serviceFrom)} - ${day(shown.serviceTo)}`,
    `BILLED ${amount(shown.billedCents)}  PAID ${amount(shown.paidCents)}  PATIENT ${amount(shown.patientResponsibilityCents)}`,
    ...shown.lines.map(
      (line) =>
        `${line.lineNumber ?? ''}  ${day(line.serviceDate)}  ${line.procedure ?? ''}  ${amount(line.billedCents)}  ${amount(line.paidCents)}  ` +
        line.adjustments
          .map(({ group, reason, amountCents }) => `${group}-${reason} ${amount(amountCents)}`)
          .join('  '),
    ),
  ]);
}
