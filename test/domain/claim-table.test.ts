import { describe, expect, test } from 'vitest';
import { claimSchema } from '../../domain/claim.ts';
import { readClaimTable, type ClaimTableRead } from '../../domain/claim-table.ts';
import type { ClaimField } from '../../domain/claim-columns.ts';
import { noteText } from '../../domain/import-note.ts';
import { type ColumnMapping, type Table, TableRefusal } from '../../domain/table.ts';

const TODAY = '2026-11-23';
const ROW = {
  'Claim number': 'HFC-1',
  Payer: 'NORTHERN PINES HEALTH',
  'Payer ID': 'NPH01',
  'Member ID': 'NPH4410987',
  'Last name': 'QUILLON',
  'First name': 'MARA',
  DOB: '03/17/1984',
  'Date of service': '2026-09-14',
  'Billed amount': '$1,150.00',
  CPT: '99213',
  Modifiers: '25 GT',
  Units: '2',
  'Submitted on': '10/1/2026',
  NPI: '1730155201',
};
type Row = Readonly<Record<string, string>>;

/** The second row of the table is row 3, as a spreadsheet shows it. */
const tableOf = (...rows: Row[]): Table => ({
  columns: Object.keys(rows[0] ?? {}),
  rows: rows.map((cells, index) => ({ row: index + 2, cells })),
});
const read = (...rows: Row[]): ClaimTableRead => readClaimTable(tableOf(...rows), { today: TODAY });
const problemsOf = (...rows: Row[]): string[] => read(...rows).problems.map(noteText);
const without = (row: Row, ...columns: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));

test('a row becomes a claim with one line', () => {
  const { claims, problems } = read(ROW);
  expect(problems).toEqual([]);
  const patient = { lastName: 'QUILLON', firstName: 'MARA', birthDate: '1984-03-17', sex: null };
  expect(claims.map((claim) => claimSchema.parse(claim))).toEqual([
    {
      kind: 'professional',
      patientControlNumber: 'HFC-1',
      frequency: null,
      payerClaimControlNumber: null,
      payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01' },
      memberId: 'NPH4410987',
      groupNumber: null,
      subscriber: patient,
      patient,
      relationship: null,
      billingProvider: { name: null, npi: '1730155201', tin: null },
      renderingProvider: null,
      billedCents: 115000,
      serviceFrom: '2026-09-14',
      serviceTo: '2026-09-14',
      diagnoses: [],
      submittedOn: '2026-10-01',
      lines: [
        {
          procedure: '99213',
          modifiers: ['25', 'GT'],
          revenueCode: null,
          billedCents: 115000,
          units: 2,
          serviceFrom: '2026-09-14',
          serviceTo: '2026-09-14',
          controlNumber: null,
        },
      ],
    },
  ]);
});

test('rows with one claim number are the lines of one claim, wherever they stand', () => {
  const { claims } = read(
    ROW,
    { ...ROW, 'Claim number': 'HFC-2' },
    { ...ROW, 'Billed amount': '0.50', 'Date of service': '2026-09-20', CPT: 'J3301' },
  );
  expect(claims).toMatchObject([
    {
      patientControlNumber: 'HFC-1',
      billedCents: 115050,
      serviceFrom: '2026-09-14',
      serviceTo: '2026-09-20',
      lines: [{ procedure: '99213' }, { procedure: 'J3301', billedCents: 50 }],
    },
    { patientControlNumber: 'HFC-2', lines: [{}] },
  ]);
});

describe('columns', () => {
  test.each(['claim_number', 'CLAIM NUMBER', 'ClaimNumber', 'claim-number', 'Claim #', 'Patient Control Number'])(
    '"%s" is the claim number',
    (header) => {
      expect(read({ [header]: 'HFC-7', ...without(ROW, 'Claim number') }).claims).toMatchObject([
        { patientControlNumber: 'HFC-7' },
      ]);
    },
  );

  test('a missing one is named, with the names that are accepted and those that were found', () => {
    const row = without(ROW, 'Member ID', 'Date of service');
    const refused = (): unknown => read(row);
    expect(refused).toThrow(TableRefusal);
    expect(refused).toThrow(
      /^2 needed columns are missing: "Member ID" \(also accepted: .*"Policy number".*\); "Date of service" \(also accepted: "DOS", .*\)\. Found: "Claim number", "Payer", /,
    );
  });

  test('a file without column names is told so, and its first patient is not shown', () => {
    const row = { 'HFC-1001': '', QUILLON: '', '03/17/1984': '' };
    expect(() => read(row)).toThrow(/The first row looks like data/);
    expect(() => read(row)).not.toThrow(/QUILLON/);
  });

  test('a mapping overrides the names we know', () => {
    const mapping: ColumnMapping<ClaimField> = { patientControlNumber: 'their ref', memberId: 'Alt ID' };
    const table = tableOf({ 'Their Ref': 'X-1', 'Alt ID': 'ALT9', ...ROW });
    expect(readClaimTable(table, { today: TODAY, mapping }).claims).toMatchObject([
      { patientControlNumber: 'X-1', memberId: 'ALT9' },
    ]);
  });

  test('a mapping to a column that is not there is refused by name', () => {
    expect(() => readClaimTable(tableOf(ROW), { today: TODAY, mapping: { memberId: 'Ticket' } })).toThrow(
      /The mapping reads memberId from a column "Ticket", which the file does not have\. Found: /,
    );
  });

  test('a mapping of a field that we do not have is refused with those we have', () => {
    const mapping: Readonly<Record<string, string>> = { member: 'Member ID' };
    expect(() => readClaimTable(tableOf(ROW), { today: TODAY, mapping })).toThrow(
      /^The mapping names a field "member" that we do not have; take one of patientControlNumber, payerName, /,
    );
  });

  test('two with one name are refused', () => {
    expect(() => readClaimTable({ columns: ['Payer', 'payer '], rows: [] }, { today: TODAY })).toThrow(
      /Two columns have the same name \(column 2/,
    );
  });
});

describe('a bad cell is a problem with row and column, and its claim is left out whole', () => {
  test.each([
    ['Billed amount', '12,50', /^Row 3, column "Billed amount": this is no amount/],
    ['Billed amount', '', /^Row 3, column "Billed amount": the amount is missing/],
    ['Date of service', '2026-02-30', /^Row 3, column "Date of service": this is no day of the calendar/],
    ['Date of service', '9/14/26', /^Row 3, column "Date of service": this is no day of the calendar/],
    ['Date of service', '2026-11-24', /^Row 3, column "Date of service": this day is still to come/],
    ['Date of service', '', /^Row 3, column "Date of service": the service date is missing/],
    ['DOB', '2027-01-01', /^Row 3, column "DOB": this day is still to come/],
    ['Submitted on', '12/01/2026', /^Row 3, column "Submitted on": this day is still to come/],
    ['Claim number', ' ', /^Row 3, column "Claim number": the claim number is missing/],
    ['Last name', '', /^Row 3, column "Last name": the patient's name is missing/],
    ['Units', 'two', /^Row 3, column "Units": this is no number/],
  ])('%s = "%s"', (column, value, problem) => {
    const bad = { ...ROW, 'Claim number': 'HFC-2', [column]: value };
    const { claims, problems } = read(ROW, bad, { ...ROW, 'Claim number': 'HFC-3' });
    expect(problems.map(noteText)).toEqual([expect.stringMatching(problem)]);
    expect(claims.map(({ patientControlNumber }) => patientControlNumber)).toEqual(['HFC-1', 'HFC-3']);
  });

  test('also when another row of the claim is good', () => {
    const { claims, problems } = read(ROW, { ...ROW, 'Billed amount': 'x' });
    expect(claims).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  test.each(['Payer', 'Member ID', 'Last name', 'DOB'])('rows of one claim number that differ in %s', (column) => {
    const other = column === 'DOB' ? '01/01/1990' : 'OTHER';
    expect(problemsOf(ROW, { ...ROW, [column]: other })).toEqual([
      expect.stringMatching(new RegExp(`^Row 3, column "${column}": it differs from row 2 of the same claim number`)),
    ]);
  });

  test('a member id that is empty stays unknown', () => {
    expect(read({ ...ROW, 'Member ID': '' }).claims).toMatchObject([{ memberId: null }]);
  });
});

describe('totals', () => {
  const total = (sum: string): Row => ({ ...ROW, 'Total charge': sum });

  test('that agree with the rows are taken', () => {
    expect(read(total('2300'), total('2300')).claims).toMatchObject([{ billedCents: 230000, lines: [{}, {}] }]);
  });

  test('that differ from the sum of the rows are a problem', () => {
    expect(problemsOf(total('2300'))).toEqual([
      expect.stringMatching(/^Row 2, column "Total charge": the total differs from the sum/),
    ]);
  });

  test('alone make a claim: one row is its line, several rows have no amounts of their own', () => {
    const row = without(total('99.10'), 'Billed amount');
    expect(read(row).claims).toMatchObject([{ billedCents: 9910, lines: [{ billedCents: 9910 }] }]);
    expect(read(row, row).claims).toMatchObject([{ billedCents: 9910, lines: [] }]);
  });
});

describe('names in one column', () => {
  const row = { Patient: 'Quillon, Mara Q', ...without(ROW, 'Last name', 'First name') };

  test('are read as LAST, FIRST', () => {
    expect(read(row).claims).toMatchObject([{ patient: { lastName: 'Quillon', firstName: 'Mara Q' } }]);
  });

  test('in another order are a problem, for nobody can tell which is which', () => {
    expect(problemsOf({ ...row, Patient: 'Mara Quillon' })).toEqual([
      'Row 2, column "Patient": write the name as LAST, FIRST.',
    ]);
  });
});

test('no message quotes a cell', () => {
  const bad = {
    ...ROW,
    'Billed amount': 'SECRET-1',
    DOB: 'SECRET-2',
    Units: 'SECRET-3',
    'Date of service': 'SECRET-4',
  };
  expect(problemsOf(bad)).toHaveLength(4);
  expect(problemsOf(bad).join(' ')).not.toContain('SECRET');
});
