/** What Harborlink's payers find for the boxes that were filled: stricter than the practice payer's own system. */
import { isIsoDate, parseUsDate } from '../../domain/dates.ts';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import { findClaims } from '../records.ts';
import type { FieldKey } from './payers.ts';

/** Boxes by their key; dates as `MM/DD/YYYY`. */
export type Values = Readonly<Partial<Record<FieldKey, string>>>;

export const fold = (text: string | null | undefined): string => (text ?? '').trim().toUpperCase();
const dayOf = (text: string | undefined): string | null => {
  const day = parseUsDate(text ?? '');
  return day && isIsoDate(day) ? day : null;
};

/** Every box that is filled must agree. */
export function patientsFor(members: readonly PortalMember[], values: Values): readonly PortalMember[] {
  const { patientId, lastName, firstName, birthDate } = values;
  return members.filter(
    (member) =>
      (!patientId || fold(member.memberId) === fold(patientId)) &&
      (!lastName || fold(member.lastName) === fold(lastName)) &&
      (!firstName || fold(member.firstName) === fold(firstName)) &&
      (!birthDate || member.birthDate === dayOf(birthDate)),
  );
}

/** @returns 'no-such-patient' when the boxes name a subscriber whom the payer does not hold. */
export function claimsFor(
  members: readonly PortalMember[],
  records: readonly PortalClaim[],
  values: Values,
): readonly PortalClaim[] | 'no-such-patient' {
  const none = { claimNumber: null, accountNumber: null, memberId: null, from: null, to: null };
  const ofPatient = (found: readonly PortalClaim[]): readonly PortalClaim[] =>
    values.patientId ? found.filter(({ member }) => fold(member.memberId) === fold(values.patientId)) : found;
  if (values.claimNumber) return ofPatient(findClaims(records, { ...none, claimNumber: values.claimNumber }));
  if (values.accountNumber) return ofPatient(findClaims(records, { ...none, accountNumber: values.accountNumber }));
  if (patientsFor(members, values).length === 0) return 'no-such-patient';
  return findClaims(records, {
    ...none,
    memberId: values.patientId ?? null,
    from: dayOf(values.serviceFrom),
    to: dayOf(values.serviceTo),
  });
}

/** What is wrong with the boxes, in the portal's words. */
export function flawsOf(
  fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly kind: string;
    readonly isRequired: boolean;
  }[],
  values: Values,
): string[] {
  return fields.flatMap(({ key, label, kind, isRequired }) => {
    const value = values[key as FieldKey]?.trim() ?? '';
    if (value === '') return isRequired ? [`${label} is required.`] : [];
    return kind === 'date' && dayOf(value) === null ? [`${label} is not a valid date.`] : [];
  });
}
