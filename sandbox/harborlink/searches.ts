/** What a search of each tool gives: asked of the payer that the session chose, answered by a transaction that is polled. */
import { addDays, parseUsDate } from '../../domain/dates.ts';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import { personName, usDate } from '../page-text.ts';
import { MAX_DAYS_AHEAD } from '../records.ts';
import { claimsFor, flawsOf, patientsFor, type Values } from './asking.ts';
import { benefitsOf, table } from './benefits.ts';
import { claimDetail, claimList, eobName, isPaid, remitList } from './claim-pages.ts';
import { toolModel } from './forms.ts';
import type { Answer, ResultModel } from './model.ts';
import { type PracticePayer, payerByKey } from './payers.ts';
import { token, type Tool } from './sessions.ts';
import type { Call } from './site.ts';
import { driftedResult } from './words.ts';

const NO_PATIENT = 'Patient not found. Check the patient ID, the name and the date of birth.';
const NO_SUBSCRIBER = 'Subscriber and subscriber id not found.';
const NO_CLAIMS = 'The payer could not find any results that match your search.';
const NO_REMITS = 'We did not find remittance data matching your search criteria.';
const TWICE = 'This request was sent twice. Start a new inquiry.';

export const payerOf = ({ session }: Call, tool: Tool): PracticePayer | null => {
  const key = session.payers.get(tool);
  return key === undefined ? null : payerByKey(key);
};

/**
 * Starts a transaction, or says at once what is wrong with the boxes.
 * @param formAt which of the payer's forms was filled in, from 0.
 */
export function search(call: Call, tool: Tool, formAt: number, values: Values): Answer {
  const { site, session, page, faults } = call;
  const payer = payerOf(call, tool);
  if (!payer) return { errors: ['Select a payer.'] };
  const { forms } = toolModel(site, tool, payer);
  const form = forms[formAt] ?? forms[0]!;
  const flaws = flawsOf(form.fields, values);
  if (flaws.length > 0) return { errors: flaws };
  site.counters.lookups += 1;
  const isDoubled = site.faults.hits(faults.doubleSubmit);
  const isSecond = [...session.transactions.values()].some((each) => each.page === page && each.polls === 0);
  const answer = isDoubled && isSecond ? { errors: [TWICE] } : ANSWERS[tool](call, payer, values);
  const transaction = token();
  session.transactions.clear();
  session.transactions.set(transaction, { polls: 0, answer, page });
  return { transaction };
}

type Found = { readonly result?: ResultModel; readonly errors?: readonly string[] };

const ANSWERS: Readonly<Record<Tool, (call: Call, payer: PracticePayer, values: Values) => Found>> = {
  eligibility: (call, payer, values) => {
    const asOf = parseUsDate(values.asOfDate ?? '') ?? call.site.today;
    if (asOf > addDays(call.site.today, MAX_DAYS_AHEAD))
      return { errors: [`As of Date may not be more than ${MAX_DAYS_AHEAD} days in the future.`] };
    const found = patientsFor(membersOf(call, payer), values);
    const [patient] = found;
    if (!patient) return { errors: [NO_PATIENT] };
    const all = call.site.faults.hits(call.faults.namesakes) ? [namesakeOf(patient), ...found] : found;
    if (all.length > 1) return { result: drawn(call, choicesOf(call, all, asOf)) };
    return { result: drawn(call, benefits(call, payer, patient, asOf)) };
  },
  'claim-status': (call, payer, values) => {
    const found = claimsFor(membersOf(call, payer), recordsOf(call, payer), values);
    if (found === 'no-such-patient') return { errors: [NO_SUBSCRIBER] };
    if (found.length === 0) return { errors: [NO_CLAIMS] };
    const [first] = found;
    const all = first && call.site.faults.hits(call.faults.namesakes) ? [otherOf(first), ...found] : found;
    const refs = all.map(({ shown }) => refFor(call, shown.payerClaimControlNumber ?? ''));
    call.session.lastList = drawn(call, claimList(payer, all, refs));
    return { result: call.session.lastList };
  },
  remittance: (call, payer, values) => {
    const found = claimsFor(membersOf(call, payer), recordsOf(call, payer), values);
    const paid = found === 'no-such-patient' ? [] : found.filter(isPaid);
    if (paid.length === 0) return { errors: [NO_REMITS] };
    const refs = paid.map(({ shown }) => refFor(call, shown.payerClaimControlNumber ?? ''));
    return { result: drawn(call, remitList(paid, refs)) };
  },
};

const drawn = ({ faults }: Call, result: ResultModel): ResultModel => driftedResult(faults.drift, result);
const membersOf = ({ site }: Call, payer: PracticePayer): readonly PortalMember[] =>
  site.members.filter(({ memberId }) => site.payerOf(memberId) === payer.key);
const recordsOf = ({ site, session }: Call, payer: PracticePayer): readonly PortalClaim[] =>
  site.records(session.account?.username).filter(({ member }) => site.payerOf(member.memberId) === payer.key);

/** Another person of the same name and birth date. */
const namesakeOf = (member: PortalMember): PortalMember => ({
  ...member,
  memberId: String(Number(member.memberId ?? 0) + 500),
  copays: [],
});
const otherOf = (claim: PortalClaim): PortalClaim => ({
  ...claim,
  member: namesakeOf(claim.member),
  shown: {
    ...claim.shown,
    payerClaimControlNumber: `99${claim.shown.payerClaimControlNumber ?? ''}`,
    patientControlNumber: null,
  },
});

/** A number for an address, which says nothing of the patient. */
function refFor({ session }: Call, means: string): string {
  const ref = token();
  session.refs.set(ref, means);
  return ref;
}

function benefits(call: Call, payer: PracticePayer, patient: PortalMember, asOf: string): ResultModel {
  const other = membersOf(call, payer).find(
    (each) => each.memberId !== patient.memberId && each.birthDate !== patient.birthDate,
  );
  const isStale = call.site.faults.hits(call.faults.staleDetail);
  return benefitsOf(payer, isStale && other ? other : patient, asOf);
}

function choicesOf(call: Call, patients: readonly PortalMember[], asOf: string): ResultModel {
  const refs = patients.map((patient) =>
    refFor(call, `${patient.memberId}|${patient.firstName}|${patient.birthDate}|${asOf}`),
  );
  const rows = patients.map((each) => [
    personName(each.lastName, each.firstName),
    each.memberId,
    usDate(each.birthDate),
  ]);
  return {
    heading: 'Select a Patient',
    alerts: [{ severity: 'info', lines: ['More than one patient matches your search.'] }],
    panels: [],
    tables: [],
    choices: { ...table('Patients', ['Patient Name', 'Patient ID', 'Date of Birth'], rows), refs },
  };
}

/** The patient that was chosen among several. */
export function choosePatient(call: Call, ref: string): Answer {
  const payer = payerOf(call, 'eligibility');
  const [memberId, firstName, birthDate, asOf = ''] = (call.session.refs.get(ref) ?? '').split('|');
  const patient =
    payer &&
    membersOf(call, payer).find(
      (each) =>
        `${each.memberId}` === memberId && `${each.firstName}` === firstName && `${each.birthDate}` === birthDate,
    );
  if (!payer || !patient) return { errors: [NO_PATIENT] };
  const transaction = token();
  call.session.transactions.set(transaction, {
    polls: 0,
    answer: { result: drawn(call, benefits(call, payer, patient, asOf)) },
    page: call.page,
  });
  return { transaction };
}

/** @returns null for a number that this session was not given. */
export function claimBehind(call: Call, ref: string): PortalClaim | null {
  const number = call.session.refs.get(ref);
  return (
    call.site.records(call.session.account?.username).find(({ shown }) => shown.payerClaimControlNumber === number) ??
    null
  );
}

export function openedClaim(call: Call, tool: Tool, ref: string): ResultModel | null {
  const payer = payerOf(call, tool);
  const asked = claimBehind(call, ref);
  if (!payer || !asked) return null;
  const other = recordsOf(call, payer).find(({ member }) => member.memberId !== asked.member.memberId);
  const claim = call.site.faults.hits(call.faults.staleDetail) && other ? other : asked;
  const detail = drawn(call, claimDetail(payer, claim));
  if (tool === 'claim-status') return detail;
  const eob = { label: 'View EOB', href: `/eob/${ref}/${eobName(claim)}`, form: call.faults.pdfForm };
  return { ...detail, heading: 'Remittance Detail', eob, back: { label: 'Results', href: '/apps/remittance' } };
}
