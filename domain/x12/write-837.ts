/** Claims to an 837P (005010X222A1), for practice systems that take one and for files to try an import with. */
import type { Claim, ClaimLine, Person, Provider } from '../claim.ts';
import { amount, clean, segment } from './write-segment.ts';

export interface Write837Options {
  /** BHT04: the day of submission. */
  readonly submittedOn: string;
  /** ISA13, GS06 and ST02; 1 to 999,999,999. */
  readonly controlNumber?: number;
  readonly senderId?: string;
  readonly receiverId?: string;
  /** T test (the default) or P production, ISA15. */
  readonly usage?: 'T' | 'P';
}

const MOST_DIAGNOSES = 12;

/**
 * One interchange with one transaction, a billing provider's claims under one HL. Delimiters inside values become blanks,
 * for X12 has no way to escape them. Addresses are not part of a claim here, so N3 and N4 are left out.
 * @throws RangeError for a claim that is not professional.
 */
export function write837(claims: readonly Claim[], options: Write837Options): string {
  const wrong = claims.findIndex((claim) => claim.kind !== 'professional');
  if (wrong >= 0)
    throw new RangeError(`Claim ${wrong + 1} is not professional; an 837P takes professional claims only.`);
  const body = bodyOf(claims);
  const number = options.controlNumber ?? 1;
  const day = options.submittedOn.replaceAll('-', '');
  const [sender, receiver] = [options.senderId ?? 'PRACTICE', options.receiverId ?? 'CLEARINGHOUSE'];
  const st = String(number).padStart(4, '0');
  const transaction = [
    segment('ST', '837', st, '005010X222A1'),
    segment('BHT', '0019', '00', st, day, '0800', 'CH'),
    segment('NM1', '41', '2', sender, '', '', '', '', '46', sender),
    segment('PER', 'IC', 'BILLING OFFICE', 'TE', '5555550100'),
    segment('NM1', '40', '2', receiver, '', '', '', '', '46', receiver),
    ...body,
  ];
  return [
    isa(sender, receiver, day, number, options.usage ?? 'T'),
    segment('GS', 'HC', sender, receiver, day, '0800', String(number), 'X', '005010X222A1'),
    ...transaction,
    segment('SE', String(transaction.length + 1), st),
    segment('GE', '1', String(number)),
    segment('IEA', '1', String(number).padStart(9, '0')),
    '',
  ].join('\n');
}

function isa(sender: string, receiver: string, day: string, number: number, usage: string): string {
  const blank = ' '.repeat(10);
  const [from, to] = [sender, receiver].map((id) => clean(id).slice(0, 15).padEnd(15));
  return `ISA*00*${blank}*00*${blank}*ZZ*${from}*ZZ*${to}*${day.slice(2)}*0800*^*00501*${String(number).padStart(9, '0')}*0*${usage}*:~`;
}

function bodyOf(claims: readonly Claim[]): string[] {
  const out: string[] = [];
  let hl = 0;
  let provider = { key: '', hl: 0 };
  for (const claim of claims) {
    const key = JSON.stringify(claim.billingProvider);
    if (provider.key !== key) {
      provider = { key, hl: ++hl };
      out.push(segment('HL', String(hl), '', '20', '1'), ...billing(claim.billingProvider));
    }
    const hasPatient = claim.relationship !== null && claim.relationship !== '18';
    const subscriber = ++hl;
    out.push(
      segment('HL', String(subscriber), String(provider.hl), '22', hasPatient ? '1' : '0'),
      ...subscriberOf(claim),
    );
    if (hasPatient) out.push(segment('HL', String(++hl), String(subscriber), '23', '0'), ...patientOf(claim));
    out.push(...claimOf(claim));
  }
  return out;
}

function billing({ name, npi, tin }: Provider): string[] {
  const id = npi === null ? [] : ['XX', npi];
  const nm1 = segment('NM1', '85', '2', name, '', '', '', '', ...id);
  return tin === null ? [nm1] : [nm1, segment('REF', 'EI', tin)];
}

function subscriberOf(claim: Claim): string[] {
  const { payer, memberId, groupNumber, relationship, subscriber } = claim;
  return [
    segment('SBR', 'P', relationship === '18' ? '18' : '', groupNumber, '', '', '', '', '', 'CI'),
    segment(
      'NM1',
      'IL',
      '1',
      subscriber.lastName,
      subscriber.firstName,
      '',
      '',
      '',
      ...(memberId === null ? [] : ['MI', memberId]),
    ),
    ...demographics(subscriber),
    segment('NM1', 'PR', '2', payer.name, '', '', '', '', ...(payer.id === null ? [] : ['PI', payer.id])),
  ];
}

const patientOf = ({ relationship, patient }: Claim): string[] => [
  segment('PAT', relationship),
  segment('NM1', 'QC', '1', patient.lastName, patient.firstName),
  ...demographics(patient),
];

function demographics({ birthDate, sex }: Person): string[] {
  if (birthDate === null && sex === null) return [];
  return [segment('DMG', birthDate === null ? '' : 'D8', birthDate?.replaceAll('-', '') ?? '', sex)];
}

function claimOf(claim: Claim): string[] {
  const { renderingProvider: rendering, payerClaimControlNumber: prior } = claim;
  const place = ['11', 'B', claim.frequency];
  return [
    segment('CLM', claim.patientControlNumber, amount(claim.billedCents), '', '', place, 'Y', 'A', 'Y', 'Y'),
    ...(prior === null ? [] : [segment('REF', 'F8', prior)]),
    ...diagnoses(claim.diagnoses),
    ...(rendering === null ? [] : [renderingOf(rendering)]),
    ...claim.lines.flatMap((line, index) => lineOf(line, index + 1)),
  ];
}

function renderingOf({ name, npi }: Provider): string {
  const [last = '', ...first] = (name ?? '').split(', ');
  return segment(
    'NM1',
    '82',
    first.length > 0 ? '1' : '2',
    last,
    first.join(', '),
    '',
    '',
    '',
    ...(npi === null ? [] : ['XX', npi]),
  );
}

function diagnoses(codes: readonly string[]): string[] {
  const parts = codes.map((code, index) => [index === 0 ? 'ABK' : 'ABF', code]);
  const groups = Math.ceil(parts.length / MOST_DIAGNOSES);
  return Array.from({ length: groups }, (_, at) =>
    segment('HI', ...parts.slice(at * MOST_DIAGNOSES, (at + 1) * MOST_DIAGNOSES)),
  );
}

function lineOf(line: ClaimLine, number: number): string[] {
  const { serviceFrom: from, serviceTo: to, units } = line;
  const procedure = ['HC', line.procedure, ...line.modifiers];
  const days = [from, to ?? from].map((day) => day?.replaceAll('-', '') ?? '');
  return [
    segment('LX', String(number)),
    segment(
      'SV1',
      procedure,
      amount(line.billedCents),
      ...(units === null ? ['', ''] : ['UN', String(units)]),
      '',
      '',
      ['1'],
    ),
    ...(from === null
      ? []
      : [
          segment(
            'DTP',
            '472',
            from === (to ?? from) ? 'D8' : 'RD8',
            from === (to ?? from) ? days[0]! : days.join('-'),
          ),
        ]),
    ...(line.controlNumber === null ? [] : [segment('REF', '6R', line.controlNumber)]),
  ];
}
