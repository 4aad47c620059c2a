/** The eligibility search page. */
import { parseUsDate } from '../../../domain/dates.ts';
import { namesakeOf } from '../../look-alikes.ts';
import { findMembers, MAX_DAYS_AHEAD } from '../../records.ts';
import type { Call, PageDefinition, Reply } from '../site.ts';

const FIELDS = ['MemberID', 'LastName', 'FirstName', 'BirthDate', 'SSN', 'FromDate', 'ToDate'] as const;
type Field = (typeof FIELDS)[number];
const LABELS: Readonly<Record<Field, readonly [string, string]>> = {
  MemberID: ['Member ID', 'Medicaid Number'],
  LastName: ['Last Name', 'Surname'],
  FirstName: ['First Name', 'Given Name'],
  BirthDate: ['Birth Date', 'Date of Birth'],
  SSN: ['SSN', 'Social Security Number'],
  FromDate: ['From Date', 'Service Begin'],
  ToDate: ['To Date', 'Service End'],
};

export const eligibility: PageDefinition = {
  name: 'eligibility',
  title: 'Eligibility Verification',
  path: '/hcp/provider/Eligibility/EligibilityVerification/tabid/142/Default.aspx',
  stage: 'signed-in',
  view: (call, errors) => {
    const { controls, drift } = call;
    const box = (field: Field): string =>
      controls.textBox(field, LABELS[field][drift === 'labels' ? 1 : 0], {
        value: errors.length > 0 ? call.field(`${field}CmnTextBox_Control`) : '',
        isRequired: field === 'FromDate',
        hint: field.endsWith('Date') ? 'MM/DD/YYYY' : '',
      });
    const fields = drift === 'columns' ? FIELDS.toReversed() : FIELDS;
    return {
      heading: 'Eligibility Verification Request',
      body: `<p>Enter the Member ID, or the name and birth date, or the SSN and birth date, and the dates of service.</p>
${fields.map(box).join('\n')}
${controls.submit('SubmitButton', drift === 'labels' ? 'Verify' : 'Submit')} ${controls.submit('ResetButton', 'Reset')}`,
    };
  },
  postBack: (call, control) => (control === 'ResetButton' ? { page: 'eligibility' } : verify(call)),
};

function verify(call: Call): Reply {
  const { site, session } = call;
  const value = (field: Field): string => call.field(`${field}CmnTextBox_Control`);
  const errors: string[] = [];
  const date = (field: Field): string | null => {
    const day = parseUsDate(value(field));
    if (value(field) && !day) errors.push(`${LABELS[field][0]} must be a valid date (MM/DD/YYYY).`);
    return day;
  };
  const birthDate = date('BirthDate');
  const from = date('FromDate');
  const to = date('ToDate') ?? from;
  if (!value('FromDate')) errors.push('From Date is required.');
  const isEnough = value('MemberID') || (birthDate && (value('SSN') || (value('LastName') && value('FirstName'))));
  if (!isEnough) errors.push('Member ID or name and birth date is required.');
  if (from && to && from > to) errors.push('To Date must be on or after From Date.');
  if (errors.length > 0 || !from || !to) return { errors };
  site.counters.lookups += 1;
  const ssn = value('SSN').replaceAll('-', '') || null;
  const asked = {
    memberId: value('MemberID'),
    lastName: value('LastName'),
    firstName: value('FirstName'),
    birthDate,
    ssn,
    from,
    to,
  };
  const isByName = !asked.memberId && call.hits(call.faults.namesakes);
  const listed = findMembers(site.members, asked, site.today);
  const found = isByName && listed !== 'invalid' ? listed.flatMap((member) => [member, namesakeOf(member)]) : listed;
  if (found === 'invalid') return { errors: [`To Date may not be more than ${MAX_DAYS_AHEAD} days in the future.`] };
  if (found.length > 1) return { errors: ['More than one member matches the search criteria. Enter the Member ID.'] };
  const [member] = found;
  if (!member) return { errors: ['Member not found. Verify the information entered and try again.'] };
  session.eligibility = { member, from, to, open: new Set() };
  return { page: 'eligibility-result' };
}
