/** Claim search, its rows handed out in portions, and the detail of one claim. */
import type { PortalClaim } from '../adjudication.ts';
import { datedOff } from '../look-alikes.ts';
import { isSame } from '../truth.ts';
import { personName } from '../page-text.ts';
import { findClaims } from '../records.ts';
import { happens, ok, refused, type Reply, type SignedInCall } from './site.ts';
import { isOwnOrganization } from './sign-in.ts';

/** The same search within this time is a button that was pressed twice. */
const TWICE_MS = 120;
/** An account number matches in part when it begins so. */
const ALIKE = 5;

export function searchClaims(call: SignedInCall): Reply {
  const { site, session, faults } = call;
  if (happens(call, 'neverAnswers')) return 'never';
  const isRepeated = site.faults.hits(faults.doubleSubmit);
  const search = ['by', 'claimNumber', 'accountNumber', 'memberId', 'serviceFrom', 'serviceTo']
    .map(call.text)
    .join('|');
  const isAgain = search === session.lastSearch.text && site.now().getTime() - session.lastSearch.atMs < TWICE_MS;
  session.lastSearch = { text: search, atMs: site.now().getTime() };
  if (isRepeated && isAgain)
    return refused(409, 'DUPLICATE', 'Your request is already being processed. Select Search only once.');
  const error = whatIsMissing(call);
  if (error) return refused(422, 'MISSING', error);
  site.counters.lookups += 1;
  const records = isOwnOrganization(session) ? datedOff(site.records, faults.otherDate) : [];
  const found = matches(call, records);
  session.claims = site.faults.hits(faults.namesakes) ? found.flatMap(withNamesake) : found;
  return ok({ total: session.claims.length, isRepeated });
}

function whatIsMissing({ text }: SignedInCall): string | null {
  const [from, to] = [text('serviceFrom'), text('serviceTo')];
  switch (text('by')) {
    case 'claim':
      return text('claimNumber') ? null : 'Enter a claim number.';
    case 'account':
      return text('accountNumber') ? null : 'Enter a patient account number.';
    case 'member':
      if (!text('memberId') || !from || !to) return 'Enter a member ID and both dates of service.';
      return from > to ? 'The last date of service must be on or after the first.' : null;
    default:
      return 'Select what to search by.';
  }
}

function matches({ text }: SignedInCall, records: readonly PortalClaim[]): readonly PortalClaim[] {
  const none = { claimNumber: null, accountNumber: null, memberId: null, from: null, to: null };
  if (text('by') === 'claim') return findClaims(records, { ...none, claimNumber: text('claimNumber') });
  if (text('by') === 'member')
    return findClaims(records, {
      ...none,
      memberId: text('memberId'),
      from: text('serviceFrom'),
      to: text('serviceTo'),
    });
  const start = text('accountNumber').toUpperCase().slice(0, ALIKE);
  return records.filter(({ shown }) => shown.patientControlNumber?.toUpperCase().startsWith(start));
}

/** Before each claim one of somebody else of the same name, under the same account number. */
const withNamesake = (record: PortalClaim): PortalClaim[] => [
  {
    ...record,
    member: { ...record.member, memberId: `77${(record.member.memberId ?? '').slice(2)}`, birthDate: '1950-01-01' },
    shown: { ...record.shown, payerClaimControlNumber: `77${(record.shown.payerClaimControlNumber ?? '').slice(2)}` },
  },
  record,
];

/** Rows `from` up to `from + count`, as the list scrolls to them. */
export function claimRows({ session, text }: SignedInCall): Reply {
  const [from, count] = [Number(text('from')), Number(text('count'))];
  const rows = session.claims.slice(from, from + count).map(({ shown, member }) => ({
    claimNumber: shown.payerClaimControlNumber,
    accountNumber: shown.patientControlNumber,
    name: personName(member.lastName, member.firstName),
    memberId: member.memberId,
    serviceFrom: shown.serviceFrom,
    serviceTo: shown.serviceTo,
    billedCents: shown.billedCents,
    status: shown.statusText,
  }));
  return ok({ total: session.claims.length, rows });
}

export function claimDetail(call: SignedInCall): Reply {
  const { site, session, text } = call;
  if (happens(call, 'cutSessionBeforeDetail')) {
    site.sessions.end(session, 'expired');
    return refused(401, 'SESSION_EXPIRED');
  }
  if (happens(call, 'neverAnswers')) return 'never';
  const opened = session.claims[Number(text('row'))];
  if (!opened) return refused(404, 'GONE', 'This claim is no longer in your search results.');
  const record = happens(call, 'staleDetail') ? otherThan(opened, site.records) : opened;
  const { shown, member, allowedCents, receivedOn, replaces } = record;
  return ok({
    name: personName(member.lastName, member.firstName),
    memberId: member.memberId,
    birthDate: member.birthDate,
    claim: shown,
    allowedCents,
    receivedOn,
    replaces,
    hasDocument: site.documents.some(({ claimNumber }) => isSame(claimNumber, shown.payerClaimControlNumber ?? '')),
  });
}

const otherThan = (record: PortalClaim, records: readonly PortalClaim[]): PortalClaim =>
  records.find(({ member }) => member.memberId !== record.member.memberId) ?? record;
