/** Which searches find a claim on a portal, and which listed rows can be the claim that was asked about. Pure. */
import { addDays } from '../domain/dates.ts';
import type { ClaimStatusInquiry } from '../domain/work-item.ts';
import type { Entry } from './sheet.ts';
import { startTrace } from './trace.ts';

/** What is typed into the search page; dates as `YYYY-MM-DD`. */
export interface ClaimKeys {
  readonly claimNumber?: string;
  readonly accountNumber?: string;
  readonly memberId?: string;
  readonly serviceFrom?: string;
  readonly serviceTo?: string;
}

/** A row of the results as read. `listPage` counts from 1. */
export interface ListedClaim {
  readonly claimNumber: string;
  readonly accountNumber: string | null;
  readonly memberId: string | null;
  readonly billedCents: number | null;
  readonly listPage: number;
}

type ListRow = Readonly<Record<'claimNumber' | 'accountNumber' | 'memberId' | 'billed', Entry>>;

/** The rows of one page of results. @throws WorkException `result-unreadable` */
export function listedClaims(rows: readonly ListRow[], listPage: number): readonly ListedClaim[] {
  const { text, cents } = startTrace();
  return rows.map((row) => ({
    claimNumber: text('', row.claimNumber) ?? '',
    accountNumber: text('', row.accountNumber),
    memberId: text('', row.memberId),
    billedCents: cents('', row.billed),
    listPage,
  }));
}

/** A portal may list a row twice: one of those that say the same, the last, stands for all. */
export const eachOnce = (rows: readonly ListedClaim[]): readonly ListedClaim[] => [
  ...new Map(rows.map((row) => [JSON.stringify({ ...row, listPage: 0 }), row])).values(),
];

export interface Search {
  readonly step: string;
  readonly keys: ClaimKeys;
  /** Whether a row that the search finds may be ours. */
  readonly mayBe: (row: ListedClaim) => boolean;
}

/**
 * From the surest key to the widest; the next is tried only when the one before finds nothing of ours.
 * @param widerByDays adds a last search so many days before and after, where only a row with our account number counts.
 */
export function searchesFor(inquiry: ClaimStatusInquiry, widerByDays = 0): readonly Search[] {
  const { payerClaimControlNumber, patientControlNumber, serviceFrom, serviceTo, billedCents } = inquiry;
  const { memberId } = inquiry.member;
  const searches: Search[] = [];
  if (payerClaimControlNumber) {
    searches.push({
      step: "Search by the payer's claim number",
      keys: { claimNumber: payerClaimControlNumber },
      mayBe: (row) => isSame(row.claimNumber, payerClaimControlNumber),
    });
  }
  if (patientControlNumber) {
    searches.push({
      step: 'Search by our account number',
      keys: { accountNumber: patientControlNumber },
      mayBe: (row) => isSame(row.accountNumber, patientControlNumber) && (!memberId || isSame(row.memberId, memberId)),
    });
  }
  if (memberId && serviceFrom) {
    searches.push({
      step: 'Search by member id and dates of service',
      keys: { memberId, serviceFrom, serviceTo: serviceTo ?? serviceFrom },
      mayBe: (row) =>
        isSame(row.memberId, memberId) &&
        (!patientControlNumber || row.accountNumber === null || isSame(row.accountNumber, patientControlNumber)) &&
        (billedCents === null || row.billedCents === billedCents),
    });
  }
  if (memberId && serviceFrom && patientControlNumber && widerByDays > 0) {
    searches.push({
      step: 'Search by member id and wider dates of service',
      keys: {
        memberId,
        serviceFrom: addDays(serviceFrom, -widerByDays),
        serviceTo: addDays(serviceTo ?? serviceFrom, widerByDays),
      },
      mayBe: (row) => isSame(row.memberId, memberId) && isSame(row.accountNumber, patientControlNumber),
    });
  }
  return searches;
}

const isSame = (shown: string | null, asked: string): boolean =>
  shown !== null && shown.trim().toUpperCase() === asked.trim().toUpperCase();
