/** Readers of a draft's answers: from labels to values, the person checked first; what is not printed is null, never 0. */
import type { Draft, DraftField, Part } from './draft.ts';

export function coverageReader({ name, title }: Draft, part: Part): string {
  const { reads, helpers, person } = readsOf(part.fields);
  return `/** Reads ${title}'s answer about a member. Pure: what is on the sheet, nothing of how it got there. */
import type { Coverage } from '../../../domain/coverage.ts';
${helpers.imports}import type { EligibilityInquiry } from '../../../domain/work-item.ts';
import { type printedCoverage, statusWords } from '../../../selectors/${name}/eligibility.ts';
import type { Reading } from '../../portal.ts';
import { checkPerson } from '../../same-person.ts';
import type { Entry, Sheet } from '../../sheet.ts';
import { startTrace, type Trace, unreadable } from '../../trace.ts';

/** @throws WorkException \`wrong-record\` when the page shows somebody else; \`result-unreadable\`. */
export function readCoverage(sheet: Sheet<typeof printedCoverage>, inquiry: EligibilityInquiry): Reading<Coverage> {
  const trace = startTrace();
  checkPerson(inquiry.member, ${person}, '${name}/${part.answer}');
  const result: Coverage = {
    status: ${has(part, 'status') ? "statusOf(trace, sheet.field('status'))" : "'unknown'"},
    plan: ${reads('plan')},
    planType: ${reads('planType')},
    groupNumber: ${reads('groupNumber')},
    memberId: ${reads('memberId')},
    effectiveDate: ${reads('effectiveDate')},
    terminationDate: ${reads('terminationDate')},
    // The page does not have to repeat the day: where it does, compare it with the inquiry's, as flows/portals/northfield does.
    serviceDate: inquiry.serviceDate,
    // Tables are read by their headers: see readCoverage of flows/portals/northfield.
    copays: [],
    coinsurance: [],
    deductibles: [],
    outOfPocket: [],
    priorAuthRequired: [],
    otherPayers: [],
    primaryCare: ${reads('primaryCare')},
    limitations: [],
  };
  return { result, fields: trace.fields };
}

function statusOf(trace: Trace, entry: Entry | null): Coverage['status'] {
  const text = trace.text('/status', entry);
  if (text === null || entry === null) return 'unknown';
  if (statusWords.active.test(text)) return 'active';
  if (statusWords.inactive.test(text)) return 'inactive';
  throw unreadable(entry, 'coverage status');
}
${helpers.text}`;
}

export function claimReader({ name, title }: Draft, part: Part): string {
  const { reads, helpers, person } = readsOf(part.fields);
  const cents = (field: string): string =>
    has(part, field) ? `trace.cents('/${field}Cents', sheet.field('${field}'))` : 'null';
  return `/** Reads ${title}'s answer about a claim. Pure: what is on the sheet, nothing of how it got there. */
import { readClaimStatusText } from '../../../domain/claim-status-text.ts';
import { WorkException } from '../../../domain/exceptions.ts';
${helpers.imports}import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import type { printedClaim } from '../../../selectors/${name}/claim-status.ts';
import type { ClaimReading } from '../../claim-reading.ts';
import { checkPerson, type ShownPerson, wrongRecord } from '../../same-person.ts';
import type { ${helpers.imports ? 'Entry, ' : ''}Sheet } from '../../sheet.ts';
import { startTrace${helpers.imports ? ', type Trace, unreadable' : ''} } from '../../trace.ts';

const PAGE = '${name}/${part.answer}';

/** @throws WorkException \`wrong-record\` for another claim, member or day; \`status-unknown\`; \`result-unreadable\`. */
export function readClaim(sheet: Sheet<typeof printedClaim>, inquiry: ClaimStatusInquiry): ClaimReading {
  const trace = startTrace();
  const person: ShownPerson = ${person};
  checkPerson(inquiry.member, person, PAGE);
  const header = {
    payerClaimControlNumber: ${reads('claimNumber', 'payerClaimControlNumber')},
    patientControlNumber: ${reads('accountNumber', 'patientControlNumber')},
    statusText: ${has(part, 'status') ? "trace.text('/statusText', sheet.field('status')) ?? ''" : "''"},
    serviceFrom: ${reads('serviceFrom')},
    serviceTo: ${reads('serviceTo')},
    billedCents: ${cents('billed')},
    paidCents: ${cents('paid')},
    patientResponsibilityCents: ${cents('patientResponsibility')},
    checkNumber: ${reads('checkNumber')},
    checkDate: ${reads('checkDate')},
    finalizedDate: ${reads('finalizedDate')},
    // Tables of lines and adjustments are read by their headers: see read-claim.ts of flows/portals/northfield.
    adjustments: [],
    remarks: [],
    lines: [],
  };
  if (isOther(inquiry.payerClaimControlNumber, header.payerClaimControlNumber)) throw wrongRecord(PAGE, 'claimNumber');
  if (isOther(inquiry.serviceFrom, header.serviceFrom)) throw wrongRecord(PAGE, 'serviceFrom');
  const meaning = readClaimStatusText(header);
  if (meaning.state === 'UNKNOWN') {
    const details = { page: PAGE, element: 'status', seen: header.statusText };
    throw new WorkException('status-unknown', 'The portal describes the claim in words that we do not know.', details);
  }
  for (const pointer of ['/category', '/status', '/state']) {
    const said = trace.fields['/statusText'];
    if (said) trace.fields[pointer] = said;
  }
  return { claim: { ...header, ...meaning }, fields: trace.fields, person, replaces: null, page: PAGE };
}

const isOther = (asked: string | null, shown: string | null): boolean => asked !== null && shown !== null && asked !== shown;
${helpers.text}`;
}

const DATES: ReadonlySet<string> = new Set([
  'birthDate',
  'effectiveDate',
  'terminationDate',
  'serviceFrom',
  'serviceTo',
  'checkDate',
  'finalizedDate',
]);

const has = ({ fields }: Part, field: string): boolean => fields.some((each) => each.field === field);

function readsOf(fields: readonly DraftField[]) {
  const find = (field: string): DraftField | undefined => fields.find((each) => each.field === field);
  const isIso = fields.some(({ field, form }) => DATES.has(field) && form === 'iso');
  const isFirstLast = find('memberName')?.form === 'first-last';
  const reads = (field: string, pointer = field, trace = 'trace', at = `/${pointer}`): string => {
    const found = find(field);
    if (!found) return 'null';
    const entry = `sheet.field('${field}')`;
    if (!DATES.has(field)) return `${trace}.text('${at}', ${entry})`;
    return found.form === 'iso' ? `isoDate(${trace}, '${at}', ${entry})` : `${trace}.date('${at}', ${entry})`;
  };
  const aside = (field: string): string => reads(field, field, 'startTrace()', '');
  const name = isFirstLast ? `lastFirst(${aside('memberName')})` : aside('memberName');
  const iso = `
/** The portal prints days as YYYY-MM-DD. */
function isoDate(trace: Trace, pointer: string, entry: Entry | null): string | null {
  const text = trace.text(pointer, entry);
  if (text === null || entry === null) return null;
  if (!isIsoDate(text)) throw unreadable(entry, 'date');
  return text;
}
`;
  const lastFirst = `
/** \`Ann Marie Rowe\` to \`Rowe, Ann Marie\`: the portal prints the first name first. */
function lastFirst(name: string | null): string | null {
  const [, first, last] = /^(.+?)\\s+(\\S+)$/.exec(name ?? '') ?? [];
  return first && last ? \`\${last}, \${first}\` : name;
}
`;
  return {
    reads: (field: string, pointer?: string) => reads(field, pointer),
    person: `{ memberId: ${aside('memberId')}, name: ${name}, birthDate: ${aside('birthDate')} }`,
    helpers: {
      imports: isIso ? "import { isIsoDate } from '../../../domain/dates.ts';\n" : '',
      text: `${isIso ? iso : ''}${isFirstLast ? lastFirst : ''}`,
    },
  };
}
