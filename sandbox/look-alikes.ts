/** What is easily taken for something else: another person of the same name, and a claim under another day of service. */
import { addDays } from '../domain/dates.ts';
import type { PortalClaim } from './adjudication.ts';
import type { Rate } from './faults.ts';
import type { PortalMember } from './members.ts';
import { hashText } from './random.ts';

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

/**
 * The records as a portal holds them while claims stand under another day than was billed: all, or that share of them, always
 * the same ones, so that its pages agree with each other and the truth with them.
 */
export const datedOff = (records: readonly PortalClaim[], rate: Rate): readonly PortalClaim[] =>
  rate === false ? records : records.map((record) => (isOff(record, rate) ? onOtherDate(record) : record));

const isOff = ({ shown }: PortalClaim, rate: Rate): boolean =>
  rate === true || hashText(`off ${shown.payerClaimControlNumber}`) / 4_294_967_296 < Number(rate);

function onOtherDate(record: PortalClaim): PortalClaim {
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
