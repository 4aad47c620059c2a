/** Brightwell's document library: the remittance of a paid claim, as the portal hands it out. */
import type { ClaimStatus } from '../../../domain/claim-status.ts';
import { addDays, formatUsDate } from '../../../domain/dates.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import {
  documentListPage,
  documentsPage,
  noDocumentsPage,
  printedDocuments,
} from '../../../selectors/brightwell/documents.ts';
import { whileSignedIn } from '../../../selectors/brightwell/signals.ts';
import { unfold, unlessTold } from '../../arrive.ts';
import { fillIn, findRow, locate } from '../../locate.ts';
import type { Download, Visit } from '../../portal.ts';
import { readSheet } from '../../sheet.ts';
import { startTrace } from '../../trace.ts';
import { claimStatus } from './claim-status.ts';
import { enter } from './enter.ts';

/** The library is searched 90 days at a time; a payment's document bears the date of its check. */
const DAYS_AROUND = 44;

export async function eob(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Download> {
  const { claimNumber, checkDate } = paidOne((await claimStatus(visit, inquiry)).result.claims);
  visit.step('Search the document library for the remittance');
  const memberId = await findDocument(visit, claimNumber, checkDate, inquiry.member.memberId);
  const row = await findRow(visit, claimNumber, memberId);
  if (!row) throw notFound('lists the remittance of this claim more than once');
  const control = await locate(visit, documentsPage, 'download', row);
  visit.step('Download the remittance');
  return unlessTold(visit, documentsPage, whileSignedIn, () => visit.downloadPdf(() => control.click()));
}

function paidOne(claims: readonly ClaimStatus[]): { readonly claimNumber: string; readonly checkDate: string } {
  const paid = claims.flatMap(({ payerClaimControlNumber: claimNumber, checkNumber, checkDate }) =>
    claimNumber && checkNumber && checkDate ? [{ claimNumber, checkDate }] : [],
  );
  const [only, ...others] = paid;
  if (!only) throw notFound('shows no payment of this claim');
  if (others.length > 0)
    throw new WorkException('claim-ambiguous', 'The portal shows several payments of this claim; fetch them by hand.');
  return only;
}

/** @returns the member id beside the exact match; partial matches are remittances of other claims. */
async function findDocument(
  visit: Visit,
  claimNumber: string,
  checkDate: string,
  asked: string | null,
): Promise<string> {
  await enter(visit, documentsPage, { pages: [documentsPage], signals: whileSignedIn });
  await fillIn(visit, documentsPage, {
    claimNumber,
    from: formatUsDate(addDays(checkDate, -DAYS_AROUND)),
    to: formatUsDate(addDays(checkDate, DAYS_AROUND)),
  });
  const submit = await locate(visit, documentsPage, 'search');
  const destination = { from: documentsPage, pages: [documentListPage, noDocumentsPage], signals: whileSignedIn };
  const landing = await unfold(visit, destination, () => submit.click());
  await visit.capture();
  if (landing === noDocumentsPage) throw notFound('has no remittance of this claim');
  const { text } = startTrace();
  const exact = (await readSheet(visit, printedDocuments))
    .rows('documents')
    .map((row) => ({ number: text('', row.claimNumber), memberId: text('', row.memberId), match: row.match.text }))
    .filter(({ number, match }) => number === claimNumber && match === 'Exact');
  const [only, ...others] = exact.filter(({ memberId }) => asked === null || memberId === asked);
  if (!only?.memberId) throw notFound('has no remittance of this claim');
  if (others.length > 0) throw notFound('lists the remittance of this claim more than once');
  return only.memberId;
}

const notFound = (what: string): WorkException =>
  new WorkException('eob-not-found', `The portal ${what}. Look for it by hand.`, { page: documentListPage.name });
