/** Which searches find a claim on Stonebridge, and which claims can be the one that was asked about. Pure. */
import { addDays } from '../../../domain/dates.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import type { ClaimReading } from '../../claim-reading.ts';
import { isEnough } from './ask-beneficiary.ts';

/** A row of the list as read. `listPage` counts from 1. Our own number stands on the detail page only. */
export interface ListedClaim {
  readonly claimNumber: string;
  readonly billedCents: number | null;
  readonly listPage: number;
}

/** By the payer's number, or by beneficiary and dates (`YYYY-MM-DD`). */
export type ClaimKeys = { readonly claimNumber: string } | { readonly from: string; readonly to: string };

export interface Search {
  readonly step: string;
  readonly keys: ClaimKeys;
  /** Whether a listed row is worth opening. */
  readonly mayBe: (row: ListedClaim) => boolean;
  /** Of the claims that were opened, those that are ours. */
  readonly ours: (opened: readonly ClaimReading[]) => readonly ClaimReading[];
}

const WIDER_DAYS = 30;

/** From the surest key to the widest; the next is tried only when the one before finds nothing of ours. */
export function searchesFor(inquiry: ClaimStatusInquiry): readonly Search[] {
  const { payerClaimControlNumber, patientControlNumber, serviceFrom, billedCents, member } = inquiry;
  const serviceTo = inquiry.serviceTo ?? serviceFrom;
  const isBilledSo = (row: ListedClaim): boolean => billedCents === null || row.billedCents === billedCents;
  const sure = (opened: readonly ClaimReading[]) => opened.filter((reading) => isOurNumber(inquiry, reading));
  const searches: Search[] = [];
  if (payerClaimControlNumber) {
    searches.push({
      step: "Search by the payer's claim number",
      keys: { claimNumber: payerClaimControlNumber },
      mayBe: () => true,
      ours: (opened) => opened,
    });
  }
  if (serviceFrom && serviceTo && isEnough(member)) {
    const withoutNumber = (opened: readonly ClaimReading[]) =>
      opened.filter(({ claim }) => !patientControlNumber || claim.patientControlNumber === null);
    searches.push({
      step: 'Search by beneficiary and dates of service',
      keys: { from: serviceFrom, to: serviceTo },
      mayBe: isBilledSo,
      ours: (opened) => (sure(opened).length > 0 ? sure(opened) : withoutNumber(opened)),
    });
    if (patientControlNumber) {
      searches.push({
        step: 'Search by beneficiary and wider dates of service',
        keys: { from: addDays(serviceFrom, -WIDER_DAYS), to: addDays(serviceTo, WIDER_DAYS) },
        mayBe: isBilledSo,
        ours: sure,
      });
    }
  }
  return searches;
}

const isOurNumber = ({ patientControlNumber }: ClaimStatusInquiry, { claim }: ClaimReading): boolean =>
  patientControlNumber !== null &&
  claim.patientControlNumber?.trim().toUpperCase() === patientControlNumber.trim().toUpperCase();
