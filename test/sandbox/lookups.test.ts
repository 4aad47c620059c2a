import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addDays, formatUsDate } from '../../domain/dates.ts';
import { formatCents } from '../../domain/money.ts';
import { makePopulation, type Northfield, populationFromClaims } from '../../sandbox/index.ts';
import { esc } from '../../sandbox/page-text.ts';
import { chooseProvider, CLAIMS, ELIGIBILITY, signIn, startPortal, TODAY, type Visitor, visit } from './visitor.ts';

const population = makePopulation({ seed: 7, today: TODAY });
const today = formatUsDate(TODAY);
/** Hundreds of pages are read; on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 60_000 });

let portal: Northfield;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startPortal({ population });
  visitor = visit(portal.url);
  await signIn(visitor);
});
afterAll(() => portal.close());

async function verify(values: Record<string, string>): Promise<string> {
  await visitor.get(ELIGIBILITY);
  await visitor.submit('Submit', { 'From Date': today, 'To Date': today, ...values });
  return visitor.html();
}
async function search(values: Record<string, string>): Promise<string> {
  await visitor.get(CLAIMS);
  await visitor.submit('Search', values);
  return visitor.html();
}

describe('eligibility pages', () => {
  const covered = (status: string) =>
    population.members.flatMap((member) => {
      const expected = portal.truth.coverage(member.memberId!, TODAY);
      return 'result' in expected && expected.result.status === status ? [{ member, coverage: expected.result }] : [];
    });

  it('show for every covered member what the truth holds', async () => {
    for (const { member, coverage } of covered('active')) {
      const html = await verify({ 'Member ID': member.memberId! });
      expect(html).toContain(`<td>${formatUsDate(member.birthDate!)}</td>`);
      expect(html).toContain(`>${coverage.plan}</span></td>`);
      expect(html).toContain(`<td>${formatUsDate(coverage.effectiveDate!)}</td>`);
      expect(html).not.toContain('Prior Authorization');
      const sections = await visitor.follow('Expand All', true);
      const names = [
        coverage.primaryCare ?? '',
        ...coverage.limitations,
        ...coverage.otherPayers.map((payer) => payer.name),
      ];
      for (const name of names) expect(sections).toContain(esc(name));
      for (const { service, amountCents } of coverage.copays) {
        const amount = amountCents === null ? '' : formatCents(amountCents).replace('$', '\\$');
        expect(sections).toMatch(new RegExp(`<td>${service}</td><td>[^<]*</td><td>${amount}</td>`));
      }
    }
  });

  it('say Not Eligible, and no more, of members without coverage on the day', async () => {
    const without = covered('inactive');
    expect(without.length).toBeGreaterThan(10);
    for (const { member } of without) {
      const html = await verify({ 'Member ID': member.memberId! });
      expect(html).toContain('<td>Not Eligible</td>');
      expect(html).not.toContain('Expand All');
    }
  });

  it('shows several spans of one month and the truth takes the one that holds the day', async () => {
    const changed = population.members.find(
      (member) => member.spans.length === 2 && member.spans[0]!.from === '2026-11-15',
    );
    const html = await verify({ 'Member ID': changed!.memberId! });
    expect(html).toContain('<td>11/14/2026</td>');
    expect(html).toContain('<td>12/31/2299</td>');
    const on = (day: string) => portal.truth.coverage(changed!.memberId!, day);
    expect(on('2026-11-14')).toMatchObject({ result: { plan: 'EMS', terminationDate: '2026-11-14' } });
    expect(on('2026-11-15')).toMatchObject({ result: { plan: 'STND', terminationDate: null } });
  });

  it('opens and closes single sections', async () => {
    const renewed = covered('active').find(({ member }) => member.spans.length === 3)?.member;
    await verify({ 'Member ID': renewed!.memberId! });
    const opened = await visitor.follow('Expand Benefit Details', true);
    expect(opened).toContain('<caption>Benefit Details</caption>');
    expect(opened).not.toContain('<caption>Managed Care Assignment</caption>');
  });

  it('say what is missing or wrong in a search', async () => {
    expect(await verify({})).toContain('Member ID or name and birth date is required.');
    expect(await verify({ 'Member ID': '1', 'From Date': '' })).toContain('From Date is required.');
    expect(await verify({ 'Member ID': '1', 'Birth Date': '02/30/2020' })).toContain(
      'Birth Date must be a valid date (MM/DD/YYYY).',
    );
    expect(await verify({ 'Member ID': '1', 'To Date': '01/01/2020' })).toContain(
      'To Date must be on or after From Date.',
    );
    const far = formatUsDate(addDays(TODAY, 121));
    expect(await verify({ 'Member ID': '1', 'From Date': far, 'To Date': far })).toContain(
      'more than 120 days in the future.',
    );
    expect(await verify({ 'Member ID': '000000000000' })).toContain(
      'Member not found. Verify the information entered and try again.',
    );
  });

  it('find by name and birth date unless two persons match', async () => {
    const by = ({ lastName, firstName, birthDate }: (typeof population.members)[number]) =>
      verify({ 'Last Name': lastName.toLowerCase(), 'First Name': firstName!, 'Birth Date': formatUsDate(birthDate!) });
    await by(population.members[5]!);
    expect(visitor.heading()).toBe('Eligibility Verification Response');
    expect(await by(population.members[0]!)).toContain(
      'More than one member matches the search criteria. Enter the Member ID.',
    );
  });
});

describe('claim pages', () => {
  it('show what the truth holds, for every kind of record and every wording', async () => {
    const kinds = new Map(
      portal.truth.records.map((record) => [`${record.scenario}/${record.shown.statusText}`, record]),
    );
    expect(kinds.size).toBeGreaterThan(50);
    for (const { shown, member, replaces } of kinds.values()) {
      await search({ 'Claim Number': shown.payerClaimControlNumber! });
      await visitor.follow(shown.payerClaimControlNumber!);
      const html = visitor.html();
      const fact = (name: string, value: string) =>
        expect(html).toContain(`<th scope="row">${name}</th><td>${esc(value)}</td>`);
      fact('Patient Account Number', shown.patientControlNumber ?? '');
      fact('Member ID', member.memberId!);
      fact('Birth Date', formatUsDate(member.birthDate!));
      fact('Claim Status', shown.statusText);
      fact('Service From', formatUsDate(shown.serviceFrom!));
      fact('Billed Amount', formatCents(shown.billedCents!));
      fact('Paid Amount', shown.paidCents === null ? '' : formatCents(shown.paidCents));
      fact('Check/EFT Number', shown.checkNumber ?? '');
      fact('Finalized Date', shown.finalizedDate === null ? '' : formatUsDate(shown.finalizedDate));
      fact('Replaces Claim', replaces ?? '');
      const cuts = shown.lines.flatMap((line) => line.adjustments.map((cut) => ({ place: line.lineNumber, ...cut })));
      for (const { place, group, reason, amountCents } of cuts)
        expect(html).toContain(
          `<td>${place}</td><td>${group}</td><td>${reason}</td><td>${formatCents(amountCents!)}</td>`,
        );
    }
  });

  it('say when nothing is found, and nothing is found for a provider without claims', async () => {
    const none = 'No claims found that match the search criteria.';
    expect(await search({ 'Patient Account Number': 'NO-SUCH' })).toContain(none);
    const [known] = portal.truth.records;
    const other = visit(portal.url);
    await signIn(other);
    await other.get('/hcp/provider/Account/SwitchProvider/tabid/199/Default.aspx');
    await chooseProvider(other, '1902000017');
    await other.get(CLAIMS);
    await other.submit('Search', { 'Claim Number': known!.shown.payerClaimControlNumber! });
    expect(other.html()).toContain(none);
    expect(portal.counters.signIns).toBe(2);
  });

  it('say what is missing in a search', async () => {
    const missing = 'Claim Number, Patient Account Number, or Member ID with Service From and Service To is required.';
    expect(await search({ 'Member ID': '1' })).toContain(missing);
    expect(await search({ 'Member ID': '1', 'Service From': '13/01/2026', 'Service To': today })).toContain(
      'Service From must be a valid date',
    );
  });
});

describe('text from claim files', () => {
  it('reaches the page as text, never as markup', async () => {
    const nasty = `<script>alert('1')</script>"&`;
    const person = { lastName: nasty, firstName: null, birthDate: null, sex: null };
    const [first] = population.claims;
    const claim = { ...first!, patientControlNumber: nasty, memberId: nasty, subscriber: person, patient: person };
    const made = populationFromClaims(
      Array.from({ length: 12 }, () => claim),
      { seed: 1, today: TODAY },
    );
    const second = await startPortal({ population: made });
    const other = visit(second.url);
    await signIn(other);
    await other.get(CLAIMS);
    await other.submit('Search', { 'Patient Account Number': nasty });
    expect(other.html()).toContain(esc(nasty));
    expect(other.html()).not.toContain(nasty);
    await other.get(CLAIMS);
    await other.submit('Search', { 'Member ID': nasty });
    expect(other.html()).toContain(`value="${esc(nasty)}"`);
    expect(other.html()).not.toContain(nasty);
    await second.close();
  });
});
