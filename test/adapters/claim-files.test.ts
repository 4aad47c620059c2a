import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readClaimFile, readScheduleFile } from '../../adapters/claim-files.ts';
import { noteText } from '../../domain/import-note.ts';
import { interchange, smallest837 } from '../builders/x12.ts';
import { workbook } from '../builders/xlsx.ts';

const TODAY = '2026-11-23';
const HEADER = 'Claim number,Payer,Member ID,Last name,First name,DOB,Date of service,Billed amount';
const ROW = 'HFC-1,NORTHERN PINES HEALTH,NPH4410987,QUILLON,MARA,03/17/1984,2026-09-14,150.00';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claim-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function saved(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
const claimsIn = async (name: string, content: string | Uint8Array): ReturnType<typeof readClaimFile> =>
  readClaimFile(await saved(name, content), { today: TODAY });

describe('an 837', () => {
  test('is known by its content, whatever its name', async () => {
    const text = smallest837();
    const file = await claimsIn('export.csv', text);
    expect(file).toMatchObject({
      kind: 'claims',
      format: '837',
      fileName: 'export.csv',
      claims: [{ patientControlNumber: 'HFC-1001' }],
      problems: [],
      warnings: [],
    });
    expect(file.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('with a byte order mark is read', async () => {
    expect((await claimsIn('bom.txt', `\ufeff${smallest837()}`)).claims).toHaveLength(1);
  });

  test('that is no UTF-8 is read, and says so', async () => {
    const file = await claimsIn('old.837', Buffer.from(smallest837().replace('QUILLON', 'PEÑA'), 'latin1'));
    expect(file).toMatchObject({
      claims: [{ patient: { lastName: 'PEÑA' } }],
      warnings: [expect.stringContaining('Windows-1252')],
    });
  });

  test('with an envelope flaw is read and says so', async () => {
    expect((await claimsIn('flaw.837', smallest837().replace('SE*21', 'SE*20'))).warnings).toEqual([
      expect.stringMatching(/^Segment 23 \(SE\): it counts 20/),
    ]);
  });

  test('cut off in the middle is refused, saying where', async () => {
    await expect(claimsIn('cut.837', smallest837().slice(0, 500))).rejects.toThrow(
      /^cut\.837: Segment \d+ \(.+\): the file ends in the middle of this segment; ask the sender for the whole file\.$/,
    );
  });
});

describe('a CSV file', () => {
  test('is read', async () => {
    const file = await claimsIn('claims.csv', `${HEADER}\n${ROW}\n`);
    expect(file).toMatchObject({
      format: 'csv',
      claims: [{ patientControlNumber: 'HFC-1', billedCents: 15000 }],
      problems: [],
      warnings: [],
    });
  });

  test.each([
    ['a byte order mark', `\ufeff${HEADER}\n${ROW}\n`],
    ['CR and LF', `${HEADER}\r\n${ROW}\r\n`],
    ['semicolons', `${HEADER}\n${ROW}\n`.replaceAll(',', ';')],
    ['tabs', `${HEADER}\n${ROW}\n`.replaceAll(',', '\t')],
    [
      'quotes',
      `${HEADER}\n${ROW.split(',')
        .map((cell) => `"${cell}"`)
        .join(',')}\n`,
    ],
    ['quoted headers that hold other delimiters', `${HEADER},"Notes; a, b; c; d; e; f; g; h; i; j"\n${ROW},x\n`],
    ['blank lines', `\n${HEADER}\n\n${ROW}\n\n,,,,,,,\n`],
    ['empty columns at the end', `${HEADER},,\n${ROW},,\n`],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${HEADER}\n${ROW}\n`, 'utf16le')])],
  ])('with %s is the same', async (_name, content) => {
    expect(await claimsIn('same.csv', content)).toMatchObject({
      claims: [{ patientControlNumber: 'HFC-1', memberId: 'NPH4410987', billedCents: 15000 }],
      problems: [],
      warnings: [],
    });
  });

  test('with a row of another length takes the other rows and names that one', async () => {
    const file = await claimsIn(
      'ragged.csv',
      `${HEADER}\n${ROW},extra\n${ROW.replace('HFC-1', 'HFC-2')}\nHFC-3,SHORT\n`,
    );
    expect(file.claims.map(({ patientControlNumber }) => patientControlNumber)).toEqual(['HFC-2']);
    expect(file.problems.map(noteText)).toEqual([
      'Row 2: it has 9 cells for 8 columns and was left out; put texts that hold a delimiter in quotes.',
      'Row 4: it has 2 cells for 8 columns and was left out; put texts that hold a delimiter in quotes.',
    ]);
  });

  test('that is no UTF-8 is read as older Excel saves it, and says so', async () => {
    const file = await claimsIn('old.csv', Buffer.from(`${HEADER}\n${ROW.replace('QUILLON', 'PEÑA')}\n`, 'latin1'));
    expect(file).toMatchObject({
      claims: [{ patient: { lastName: 'PEÑA' } }],
      warnings: [expect.stringContaining('Windows-1252')],
    });
  });

  test('without a needed column is refused by name', async () => {
    await expect(claimsIn('narrow.csv', 'Claim number,Payer\nHFC-1,NPH\n')).rejects.toThrow(
      /^narrow\.csv: 4 needed columns are missing: "Member ID" .*Found: "Claim number", "Payer"\./,
    );
  });

  test('with an open quote is refused without quoting it', async () => {
    const reading = claimsIn('quote.csv', `${HEADER}\n"${ROW}\n`);
    await expect(reading).rejects.toThrow(/^quote\.csv breaks the rules of CSV/);
    await expect(reading).rejects.not.toThrow(/QUILLON/);
  });

  test('with column names only is refused', async () => {
    await expect(claimsIn('bare.csv', `${HEADER}\n`)).rejects.toThrow(
      'bare.csv has no row below its column names; export it again.',
    );
  });

  test('follows an explicit mapping', async () => {
    const path = await saved('mapped.csv', `${HEADER.replace('Member ID', 'Ticket')}\n${ROW}\n`);
    expect((await readClaimFile(path, { today: TODAY, mapping: { memberId: 'Ticket' } })).claims).toMatchObject([
      { memberId: 'NPH4410987' },
    ]);
  });
});

test('an XLSX workbook of claims is read, with its dates and numbers', async () => {
  const row = [
    'HFC-1',
    'NORTHERN PINES HEALTH',
    4410987,
    'QUILLON',
    'MARA',
    new Date('1984-03-17'),
    new Date('2026-09-14'),
    150.1,
  ];
  expect(await claimsIn('book.csv', workbook([HEADER.split(','), row]))).toMatchObject({
    format: 'xlsx',
    claims: [
      { memberId: '4410987', serviceFrom: '2026-09-14', billedCents: 15010, patient: { birthDate: '1984-03-17' } },
    ],
    problems: [],
    warnings: [],
  });
});

describe('a schedule', () => {
  test('as CSV may hold days to come', async () => {
    const path = await saved(
      'schedule.csv',
      'Appointment date;Payer;Member ID;Patient;DOB\n2026-12-02;NORTHERN PINES HEALTH;NPH4410987;"QUILLON, MARA";1984-03-17\n',
    );
    expect(await readScheduleFile(path, { today: TODAY })).toMatchObject({
      kind: 'schedule',
      format: 'csv',
      appointments: [{ serviceDate: '2026-12-02', patient: { lastName: 'QUILLON' } }],
      problems: [],
    });
  });

  test('as XLSX is read', async () => {
    const book = workbook([
      ['Appt date', 'Payer', 'Member ID', 'Last name', 'DOB'],
      [new Date('2026-12-02'), 'NPH', 'M1', 'QUILLON', new Date('1984-03-17')],
    ]);
    expect(await readScheduleFile(await saved('schedule.xlsx', book), { today: TODAY })).toMatchObject({
      format: 'xlsx',
      appointments: [{ serviceDate: '2026-12-02', memberId: 'M1' }],
    });
  });

  test('as 270 is read', async () => {
    const text = interchange(
      [
        [
          'BHT*0022*13*1*20261120*1200',
          'HL*1**20*1',
          'NM1*PR*2*NPH*****PI*NPH01',
          'HL*2*1*21*1',
          'NM1*1P*2*CLINIC*****XX*1730155201',
          'HL*3*2*22*0',
          'NM1*IL*1*QUILLON*MARA****MI*M1',
          'DTP*291*D8*20261202',
          'EQ*30',
        ],
      ],
      { groupVersion: '005010X279A1', groupCode: 'HS' },
      '270',
    );
    expect(await readScheduleFile(await saved('ask.270', text), { today: TODAY })).toMatchObject({
      format: '270',
      appointments: [{ memberId: 'M1', serviceDate: '2026-12-02' }],
    });
  });

  test('a claim file given as a schedule is refused with the command that takes it', async () => {
    await expect(readScheduleFile(await saved('claims.837', smallest837()), { today: TODAY })).rejects.toThrow(
      /import it with `claimwright import claims`/,
    );
  });
});
