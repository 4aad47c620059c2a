/** A remittance of one claim as a PDF of one page of text: small, valid, and the same bytes every time. */
import { formatUsDate } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';
import type { PortalClaim } from './adjudication.ts';

/** @param payer as it heads the page. */
export function remittancePdf({ shown, member }: PortalClaim, payer: string): Uint8Array {
  const day = (iso: string | null): string => (iso === null ? '' : formatUsDate(iso));
  const amount = (cents: number | null): string => (cents === null ? '' : formatCents(cents));
  return textPdf([
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

/** PDF 1.4 with one page in Courier; the cross-reference table counts bytes, so the texts are Latin-1. */
function textPdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 9 Tf 12 TL 40 750 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
