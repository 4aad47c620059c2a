/**
 * What a right robot stores from Harborlink, by payer: worked out from the records, never from page text.
 *
 * Beside the rules of sandbox/truth.ts:
 * - The payer that holds the member is asked. Its fields decide which search can be filled; a box that is not known rules it out.
 * - A patient is found when every filled box agrees; of several, the one with the member id that was asked for.
 * - The ladder of claim searches ends with 30 days around the dates of service, where only our account number counts.
 * - What a payer does not print is null or empty.
 */
import type { ClaimStatus, ClaimStatusAnswer } from '../../domain/claim-status.ts';
import { type BenefitAmount, type Coverage, NO_AMOUNT } from '../../domain/coverage.ts';
import { addDays, formatUsDate } from '../../domain/dates.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Member } from '../../domain/work-item.ts';
import type { PortalClaim } from '../adjudication.ts';
import { costSharingOf, type YearlyAmount } from '../cost-sharing.ts';
import type { PortalMember } from '../members.ts';
import { planOf } from '../plans.ts';
import type { Population } from '../population.ts';
import { MAX_DAYS_AHEAD } from '../records.ts';
import {
  askedByPractice,
  coverageOn,
  type Expected,
  isOneChain,
  isOtherDay,
  isOtherPerson,
  isSame,
  type Truth,
} from '../truth.ts';
import { claimsFor, patientsFor, type Values } from './asking.ts';
import { YEARLY_PERIOD, YEARLY_SERVICE } from './benefits.ts';
import { type FieldKey, payerByKey, type PracticePayer } from './payers.ts';
import type { Site } from './site.ts';

const WIDER_DAYS = 30;

export const truthOfHarborlink = (site: Site, population: Population): Truth => ({
  get records() {
    return site.records();
  },
  ...askedByPractice(population, {
    eligibility: (inquiry) => expectedCoverage(site, inquiry),
    claimStatus: (inquiry) => expectedStatus(site, inquiry),
  }),
});

/** The values that an inquiry has for boxes; null when one of those that are needed is not known. */
function boxes(known: Values, keys: readonly FieldKey[]): Values | null {
  const needed = keys.filter((key) => !['relationship', 'serviceType', 'providerNpi', 'asOfDate'].includes(key));
  return needed.every((key) => known[key]) ? Object.fromEntries(needed.map((key) => [key, known[key]])) : null;
}

const aboutPatient = ({ memberId, lastName, firstName, birthDate }: Member): Values => ({
  ...(memberId && { patientId: memberId }),
  ...(lastName && { lastName }),
  ...(firstName && { firstName }),
  ...(birthDate && { birthDate: formatUsDate(birthDate) }),
});

function expectedCoverage(site: Site, { member, serviceDate }: EligibilityInquiry): Expected<Coverage> {
  const payer = payerByKey(site.payerOf(member.memberId));
  const known = aboutPatient(member);
  const values = Object.values(payer.searchOptions)
    .map((keys) => boxes(known, keys))
    .find((each) => each !== null);
  if (!values || serviceDate > addDays(site.today, MAX_DAYS_AHEAD)) return { code: 'inquiry-rejected' };
  const found = patientsFor(
    site.members.filter((one) => site.payerOf(one.memberId) === payer.key),
    values,
  );
  if (found.length === 0) return { code: 'member-not-found' };
  const [patient, ...others] =
    found.length === 1 ? found : found.filter((one) => member.memberId && isSame(one.memberId, member.memberId));
  if (!patient || others.length > 0) return { code: 'member-ambiguous' };
  if (isOtherPerson(member, patient)) return { code: 'wrong-record' };
  return { result: coverageHere(payer, patient, serviceDate) };
}

function coverageHere(payer: PracticePayer, member: PortalMember, serviceDate: string): Coverage {
  const coverage = coverageOn(member, serviceDate, (plan) => planOf(plan).title);
  if (coverage.status !== 'active') return coverage;
  const sharing = costSharingOf(member);
  const { prints } = payer;
  return {
    ...coverage,
    groupNumber: prints.groupNumber ? sharing.groupNumber : null,
    coinsurance: prints.coinsurance ? sharing.coinsurance.map((each) => ({ ...NO_AMOUNT, ...each })) : [],
    deductibles: sharing.deductibles.map((each) => yearly(payer, each)),
    outOfPocket: sharing.outOfPocket.map((each) => yearly(payer, each)),
  };
}

const yearly = (
  { prints }: PracticePayer,
  { level, network, amountCents, remainingCents }: YearlyAmount,
): BenefitAmount => ({
  ...NO_AMOUNT,
  service: YEARLY_SERVICE,
  period: YEARLY_PERIOD,
  level,
  network,
  amountCents,
  remainingCents: prints.remaining ? remainingCents : null,
});

function expectedStatus(site: Site, inquiry: ClaimStatusInquiry): Expected<ClaimStatusAnswer> {
  const payer = payerByKey(site.payerOf(inquiry.member.memberId));
  const found = climb(site, payer, inquiry);
  if ('code' in found) return found;
  const { member, serviceFrom } = inquiry;
  if (found.claims.length > 1 && !isOneChain(found.claims)) return { code: 'claim-ambiguous' };
  const isOther = (record: PortalClaim): boolean =>
    isOtherPerson(member, record.member) || isOtherDay(serviceFrom, record.shown.serviceFrom);
  if (found.claims.some(isOther)) return { code: 'wrong-record' };
  if (found.claims.some(({ shown }) => shown.state === 'UNKNOWN')) return { code: 'status-unknown' };
  return { result: { claims: found.claims.map(({ shown }) => printedOf(payer, shown)) } };
}

type Found =
  | { readonly claims: readonly PortalClaim[] }
  | { readonly code: 'inquiry-rejected' | 'claim-not-found' | 'member-not-found' };

/** The payer's tabs in the order of the ladder; the first that finds the claim ends it. */
function climb(site: Site, payer: PracticePayer, inquiry: ClaimStatusInquiry): Found {
  const { member, patientControlNumber: account, payerClaimControlNumber: number, serviceFrom, billedCents } = inquiry;
  const isOurs = (shown: ClaimStatus): boolean => account !== null && isSame(shown.patientControlNumber, account);
  const serviceTo = inquiry.serviceTo ?? serviceFrom;
  const about = aboutPatient(member);
  const dates = (wider: number): Values =>
    member.memberId && serviceFrom && serviceTo
      ? {
          ...about,
          serviceFrom: formatUsDate(addDays(serviceFrom, -wider)),
          serviceTo: formatUsDate(addDays(serviceTo, wider)),
        }
      : {};
  const rungs: readonly (readonly [string, Values, (record: PortalClaim) => boolean])[] = [
    ['Claim Number', number ? { ...about, claimNumber: number } : {}, () => true],
    [
      'Patient Account Number',
      account ? { ...about, accountNumber: account } : {},
      (record) => !member.memberId || isSame(record.member.memberId, member.memberId),
    ],
    [
      'HIPAA Standard',
      dates(0),
      ({ shown }) =>
        (account === null
          ? number === null || isSame(shown.payerClaimControlNumber, number)
          : shown.patientControlNumber === null || isOurs(shown)) &&
        (billedCents === null || shown.billedCents === billedCents),
    ],
    ['HIPAA Standard', account ? dates(WIDER_DAYS) : {}, ({ shown }) => isOurs(shown)],
  ];
  const ofPayer = (memberId: string | null): boolean => site.payerOf(memberId) === payer.key;
  const members = site.members.filter((one) => ofPayer(one.memberId));
  const records = site.records().filter((record) => ofPayer(record.member.memberId));
  let isAsked = false;
  for (const [tab, known, mayBe] of rungs) {
    const keys = payer.tabs[tab];
    const values = keys && boxes(known, keys);
    if (!values) continue;
    isAsked = true;
    const found = claimsFor(members, records, values);
    if (found === 'no-such-patient') return { code: 'member-not-found' };
    const claims = found.filter(mayBe);
    if (claims.length > 0) return { claims };
  }
  return { code: isAsked ? 'claim-not-found' : 'inquiry-rejected' };
}

/** A claim without what this payer does not print. */
function printedOf({ lineColumns, prints }: PracticePayer, shown: ClaimStatus): ClaimStatus {
  const remarks = (all: string[]): string[] => (prints.remarks ? all : []);
  return {
    ...shown,
    remarks: remarks(shown.remarks),
    lines: shown.lines.map((line) => ({
      ...line,
      modifiers: lineColumns.includes('modifiers') ? line.modifiers : [],
      units: lineColumns.includes('units') ? line.units : null,
      allowedCents: lineColumns.includes('allowed') ? line.allowedCents : null,
      remarks: remarks(line.remarks),
    })),
  };
}
