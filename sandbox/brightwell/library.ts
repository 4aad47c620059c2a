/** What the document library holds: one remittance a payment. */
import type { PortalClaim } from '../adjudication.ts';
import { remittancePdf } from '../remittance-pdf.ts';

export interface LibraryDocument {
  readonly claimNumber: string;
  readonly memberId: string | null;
  readonly date: string;
  readonly fileName: string;
  readonly record: PortalClaim;
}

/** One document a payment, newest first. */
export const documentsOf = (records: readonly PortalClaim[]): LibraryDocument[] =>
  records.flatMap((record) => {
    const { payerClaimControlNumber, checkNumber, checkDate } = record.shown;
    if (!payerClaimControlNumber || !checkNumber || !checkDate) return [];
    const fileName = `PRA_${checkNumber}_${checkDate.replaceAll('-', '')}.pdf`;
    const { memberId } = record.member;
    return [{ claimNumber: payerClaimControlNumber, memberId, date: checkDate, fileName, record }];
  });

export const bytesOf = ({ record }: LibraryDocument): Buffer => Buffer.from(remittancePdf(record, 'BRIGHTWELL'));
