/** What is easily taken for something else: another person of the same name, and a claim under another day of service. */
import { addDays } from '../domain/dates.ts';
import type { PortalClaim } from './adjudication.ts';
import type { PortalMember } from './members.ts';

export const namesakeOf = (member: PortalMember): PortalMember => ({
  ...member,
  memberId: `8${(member.memberId ?? '').slice(1)}7`,
  birthDate: member.birthDate && addDays(member.birthDate, -4_321),
  ssn: null,
});

/** The same claim, as a namesake's: its own number, the same account number. */
export const namesakesClaim = (record: PortalClaim): PortalClaim => ({
  ...record,
  member: namesakeOf(record.member),
  shown: { ...record.shown, payerClaimControlNumber: `8${(record.shown.payerClaimControlNumber ?? '').slice(1)}` },
});

const OTHER_DAYS = 3;

export function onOtherDate(record: PortalClaim): PortalClaim {
  const later = (day: string | null): string | null => day && addDays(day, OTHER_DAYS);
  const { shown } = record;
  return {
    ...record,
    shown: {
      ...shown,
      serviceFrom: later(shown.serviceFrom),
      serviceTo: later(shown.serviceTo),
      lines: shown.lines.map((line) => ({ ...line, serviceDate: later(line.serviceDate) })),
    },
  };
}
