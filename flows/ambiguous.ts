/** When a portal lists several that can be the one that was asked about: the list is shown, kept with the exception, and a person chooses. */
import { parseUsDate } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { ClaimCandidate, MemberCandidate } from '../domain/portal-candidate.ts';
import type { ClaimReading } from './claim-reading.ts';
import type { Visit } from './portal.ts';
import type { Entry } from './sheet.ts';

type Row = Pick<ClaimCandidate, 'claimNumber' | 'billedCents'> & { readonly accountNumber?: string | null };

/** A listed claim that was not opened. */
export const listedClaim = ({ claimNumber, accountNumber = null, billedCents }: Row): ClaimCandidate => ({
  kind: 'claim',
  claimNumber,
  accountNumber,
  serviceFrom: null,
  billedCents,
  statusText: null,
});

/** Claims that were opened and read. */
export const readClaims = (readings: readonly ClaimReading[]): ClaimCandidate[] =>
  readings.flatMap(({ claim }) =>
    claim.payerClaimControlNumber
      ? [
          {
            kind: 'claim',
            claimNumber: claim.payerClaimControlNumber,
            accountNumber: claim.patientControlNumber,
            serviceFrom: claim.serviceFrom,
            billedCents: claim.billedCents,
            statusText: claim.statusText,
          },
        ]
      : [],
  );

/** A row of a list of people, as printed; what is no date is left out. */
export const printedMember = (row: { memberId: Entry; birthDate: Entry; memberName?: Entry }): MemberCandidate => ({
  kind: 'member',
  memberId: row.memberId.text,
  name: row.memberName?.text ?? null,
  birthDate: parseUsDate(row.birthDate.text ?? ''),
});

export const listedMember = (person: Omit<MemberCandidate, 'kind'>): MemberCandidate => ({ kind: 'member', ...person });

/** @returns what is thrown, with a photograph of the page that lists them. */
export async function claimAmbiguous(visit: Visit, candidates: readonly ClaimCandidate[]): Promise<WorkException> {
  await visit.capture();
  return new WorkException('claim-ambiguous', 'The portal has several claims that can be ours; choose one.', {
    candidates,
  });
}
