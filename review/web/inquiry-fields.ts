/** The fields of an inquiry that a person can correct, by kind. */
import type { Item } from '../api/schema.ts';

type Inquiry = NonNullable<Item['inquiry']>;
export type Values = Record<string, string>;
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly isDate?: boolean;
}

const MEMBER: readonly Field[] = [
  { name: 'memberId', label: 'Member ID' },
  { name: 'birthDate', label: 'Birth date', isDate: true },
  { name: 'lastName', label: 'Last name' },
  { name: 'firstName', label: 'First name' },
];
const FIELDS: Record<Inquiry['kind'], readonly Field[]> = {
  eligibility: [...MEMBER, { name: 'serviceDate', label: 'Service date', isDate: true }],
  'claim-status': [
    ...MEMBER,
    { name: 'serviceFrom', label: 'Service from', isDate: true },
    { name: 'serviceTo', label: 'Service to', isDate: true },
    { name: 'payerClaimControlNumber', label: 'Payer claim number' },
    { name: 'patientControlNumber', label: 'Our claim number' },
  ],
};

export const fieldsOf = (kind: Inquiry['kind']): readonly Field[] => FIELDS[kind];

/** @returns each field's text; empty where the inquiry says nothing. */
export function valuesOf(inquiry: Inquiry): Values {
  const flat: Record<string, unknown> = { ...inquiry, ...inquiry.member };
  return Object.fromEntries(
    fieldsOf(inquiry.kind).map(({ name }) => [name, typeof flat[name] === 'string' ? flat[name] : '']),
  );
}

/** @returns the inquiry with the values in place; an empty one is null. */
export function corrected(inquiry: Inquiry, values: Values): Inquiry {
  const value = (name: string): string | null => values[name]?.trim() || null;
  const member = {
    memberId: value('memberId'),
    lastName: value('lastName'),
    firstName: value('firstName'),
    birthDate: value('birthDate'),
  };
  if (inquiry.kind === 'eligibility') {
    return { ...inquiry, member, serviceDate: value('serviceDate') ?? inquiry.serviceDate };
  }
  return {
    ...inquiry,
    member,
    serviceFrom: value('serviceFrom'),
    serviceTo: value('serviceTo'),
    payerClaimControlNumber: value('payerClaimControlNumber'),
    patientControlNumber: value('patientControlNumber'),
  };
}
