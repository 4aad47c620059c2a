import { describe, expect, test } from 'vitest';
import { read835 } from '../../../domain/x12/read-835.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { write835 } from '../../../domain/x12/write-835.ts';
import { seeded } from '../../builders/random.ts';
import { splitRaw } from '../../builders/remit-count.ts';
import { eraOf, judge, type Verdict } from '../../builders/remit-judge.ts';
import { mutate } from '../../builders/remit-mutations.ts';
import { samplesOf } from '../../builders/samples.ts';
import { smallest837 } from '../../builders/x12.ts';
import { remit835, remitInterchange, remitSegments } from '../../builders/x12-835.ts';

const SOUND = remit835({ seed: 3, claims: 3 });
const PLAIN = remit835({ seed: 3, claims: 2, isVaried: false });
const codesOf = (text: string): string[] =>
  eraOf(text).payments.flatMap(({ exceptions }) => exceptions.map(({ code }) => code));
const claimCodes = (text: string): string[] =>
  eraOf(text).payments.flatMap(({ claims }) => claims.flatMap(({ exceptions }) => exceptions.map(({ code }) => code)));
const dispositions = (text: string): string[] => eraOf(text).payments.map(({ disposition }) => disposition);

describe('bad input, by name', () => {
  test('a sound file is posted', () => {
    expect(dispositions(SOUND)).toEqual(['post']);
    expect(eraOf(SOUND).payments[0]?.claims.map(({ disposition }) => disposition)).toEqual(['post', 'post', 'post']);
  });

  test.each([
    ['an 837', smallest837(), 'a claim file (837)'],
    ['a 277', smallest837().replaceAll('837*', '277*'), 'a claim-status answer or acknowledgment (277)'],
    [
      'a TA1 alone',
      smallest837().replace(/GS\*[^]*?GE\*.*?~/, 'TA1*000000017*261001*1200*A*000~'),
      'an interchange acknowledgment (TA1)',
    ],
  ])('%s is no remittance and says what it is', (_name, text, what) => {
    const { source, payments, fields, exceptions } = eraOf(text);
    expect(source.kind).toBe('not-a-remittance');
    expect({ payments, fields }).toEqual({ payments: [], fields: {} });
    expect(exceptions).toEqual([{ code: 'not-a-remittance', detail: expect.stringContaining(what) as string }]);
  });

  test('half an 835 is refused as a whole, wherever it was cut', () => {
    const whole = SOUND.trimEnd();
    for (let cut = 1; cut < whole.length - 1; cut += 13)
      expect(refusalOf(whole.slice(0, cut))).toMatch(/^Segment \d+ \(\S+\): /);
  });

  test.each([
    ['a byte order mark', `\ufeff${SOUND}`],
    ['CR and LF after each segment', SOUND.replaceAll('\n', '\r\n')],
    ['one line', SOUND.replaceAll('\n', '')],
    ['U in ISA11', remit835({ seed: 3, claims: 3 }, { repetition: 'U' })],
    ['lines broken at column 80', SOUND.replaceAll('\n', '').replace(/.{80}/g, '$&\n')],
  ])('%s changes nothing', (_name, text) => {
    expect(eraOf(text).payments).toEqual(eraOf(SOUND).payments);
  });

  test('a wrong SE count is shown, named and held', () => {
    const text = SOUND.replace(/SE\*\d+/, 'SE*7');
    expect(codesOf(text)).toEqual(['envelope-flawed']);
    expect(dispositions(text)).toEqual(['review']);
    expect(eraOf(text).payments[0]?.claims).toHaveLength(3);
    expect(eraOf(text).payments[0]?.claims.every(({ disposition }) => disposition === 'review')).toBe(true);
  });

  test('a flaw of one transaction does not hold another; a flaw of the group holds both', () => {
    const two = remitInterchange([remitSegments({ seed: 5 }), remitSegments({ seed: 6, number: '70009' })]);
    expect(dispositions(two)).toEqual(['post', 'post']);
    expect(dispositions(two.replace(/SE\*\d+\*0001/, 'SE*7*0001'))).toEqual(['review', 'post']);
    expect(dispositions(two.replace(/GE\*2/, 'GE*3'))).toEqual(['review', 'review']);
    expect(dispositions(two.replace('ST*835*0002', 'ST*835*0001').replace(/(SE\*\d+\*)0002/, '$10001'))).toEqual([
      'post',
      'review',
    ]);
  });

  test('a negative BPR02 is held although it adds up', () => {
    const text = remitInterchange([
      [
        'BPR*I*-50*C*CHK************20261102',
        'TRN*1*7*1010555300',
        'N1*PR*X',
        'N1*PE*Y*XX*1730155201',
        'PLB*1730155201*20261231*WO:A*50',
      ],
    ]);
    expect(eraOf(text).payments[0]).toMatchObject({
      amountCents: -5000,
      balance: { payment: true },
      disposition: 'review',
    });
    expect(codesOf(text)).toEqual(['negative-payment']);
  });

  test.each([
    [
      'a reason that is not in the guide',
      PLAIN.replace(/BPR\*I\*[\d.]+/, (bpr) => less(bpr, 1)).replace('SE*', 'PLB*1*20261231*QQ:X*0.01~\nSE*'),
      ['provider-adjustment-unknown'],
    ],
    [
      'a provider adjustment of zero',
      PLAIN.replace('SE*', 'PLB*1*20261231*WO:X*0~\nSE*'),
      ['provider-adjustment-unknown'],
    ],
    [
      'a provider adjustment that is no amount',
      PLAIN.replace('SE*', 'PLB*1*20261231*WO:X*ABC~\nSE*'),
      ['amount-unreadable'],
    ],
    [
      'interest that no claim states',
      PLAIN.replace(/BPR\*I\*[\d.]+/, (bpr) => less(bpr, -2)).replace('SE*', 'PLB*1*20261231*L6:X*-0.02~\nSE*'),
      ['interest-mismatch'],
    ],
    ['no check number', PLAIN.replace('TRN*1*70001234*', 'TRN*1**'), ['payment-unidentified']],
    ['a payment date that is no day', PLAIN.replace('*20261102~', '*20261302~'), ['payment-unidentified']],
    ['a payment date far ahead', PLAIN.replace('*20261102~', '*20271102~'), ['payment-unidentified']],
    ['a prenotification', PLAIN.replace('BPR*I', 'BPR*P'), ['payment-not-made']],
    ['another currency', PLAIN.replace('TRN*1', 'CUR*PR*CAD~\nTRN*1'), ['currency-foreign']],
    ['another version', PLAIN.replaceAll('005010X221A1', '004010X091A1'), ['envelope-flawed']],
    ['a second BPR', PLAIN.replace('TRN*1', 'BPR*I*5*C*CHK~\nTRN*1'), ['segment-unexpected']],
    ['money before the first claim', PLAIN.replace('LX*1~', 'LX*1~\nCAS*CO*45*1~'), ['segment-unexpected']],
    [
      'a claim behind the provider adjustments',
      SOUND.replace(/(CLP[^]*?)(?=CLP)([^]*)(PLB.*\n)/, '$2$3$1'),
      ['segment-unexpected'],
    ],
    ['a segment between the transactions', PLAIN.replace('GE*1', 'ZZZ*1~\nGE*1'), ['envelope-flawed']],
    ['a segment behind the trailer', `${PLAIN}ZZZ*1~`, ['envelope-flawed']],
  ])('%s holds the payment', (_name, text, codes) => {
    expect([...new Set(codesOf(recounted(text)))]).toEqual(codes);
    expect(dispositions(recounted(text))).toEqual(['review']);
  });

  test.each([
    ['an unknown segment', PLAIN.replace('REF*1L', 'ZZZ*A*B~\nREF*1L'), ['segment-unexpected']],
    ['a segment without a name', PLAIN.replace('REF*1L', '*A*B~\nREF*1L'), ['segment-unexpected']],
    ['an adjustment that is no amount', PLAIN.replace('REF*6R', 'CAS*OA*23*1,000~\nREF*6R'), ['amount-unreadable']],
    ['an adjustment without a reason', PLAIN.replace(/CAS\*CO\*(45|50)/, 'CAS*CO*'), ['adjustment-code-unknown']],
    ['a group that does not exist', PLAIN.replace('CAS*CO', 'CAS*XX'), ['adjustment-code-unknown']],
    ['a status that does not exist', PLAIN.replace(/(CLP\*HFC-000001\*)\w+/, '$15'), ['claim-status-unknown']],
    ['a reversal that pays', PLAIN.replace(/(CLP\*HFC-000001\*)\w+/, '$122'), ['reversal-sign-wrong']],
    ['a paid amount that is missing', PLAIN.replace(/(SVC\*\S+?\*[\d.]+\*)[\d.]+/, '$1'), ['line-out-of-balance']],
  ])('%s holds its claim only', (_name, text, codes) => {
    expect([...new Set(claimCodes(recounted(text)))]).toEqual(codes);
    expect(dispositions(recounted(text))).toEqual(['post']);
    expect(eraOf(recounted(text)).payments[0]?.claims.map(({ disposition }) => disposition)).toEqual([
      'review',
      'post',
    ]);
  });

  test('the group CR of the 4010 is read', () => {
    const text = PLAIN.replace('CAS*CO', 'CAS*CR');
    expect(eraOf(text).payments[0]?.claims[0]?.lines[0]?.adjustments[0]?.group).toBe('CR');
  });

  test('unknown segments stay where they were when the file is written back', () => {
    const text = recounted(PLAIN.replace('REF*1L', 'ZZZ*A**B~\nREF*1L').replace('GE*1', 'YY*2~\nGE*1'));
    expect(splitRaw(write835(read835(text))).segments).toEqual(splitRaw(text).segments);
  });
});

describe('files broken at random', () => {
  test('are refused, held or posted rightly: never a crash, never a silent misread', () => {
    const texts = [
      ...[1, 2, 3, 4].map((seed) => remit835({ seed, claims: 3 })),
      ...samplesOf('835').map(({ text }) => text),
    ];
    const random = seeded(835);
    const counts = new Map<Verdict['is'], number>();
    for (let turn = 0; turn < 1200; turn += 1) {
      const { name, text } = mutate(texts[turn % texts.length]!, random);
      const verdict = judge(text);
      if ('why' in verdict) throw new Error(`${verdict.is} after "${name}": ${verdict.why}\n${text}`);
      counts.set(verdict.is, (counts.get(verdict.is) ?? 0) + 1);
    }
    for (const is of ['refused', 'held', 'posted'] as const) expect(counts.get(is) ?? 0).toBeGreaterThan(40);
  });
});

function refusalOf(text: string): string {
  try {
    eraOf(text);
  } catch (error) {
    if (error instanceof X12Refusal) return error.message;
    throw error;
  }
  return 'not refused';
}

/** `BPR*I*12.34` with so many cents less. */
const less = (bpr: string, cents: number): string =>
  `BPR*I*${((Math.round(Number(bpr.slice(6)) * 100) - cents) / 100).toFixed(2)}`;

/** The file with its SE counts made right again. */
function recounted(text: string): string {
  const { segments } = splitRaw(text);
  const start = segments.findIndex(([id]) => id === 'ST');
  const end = segments.findIndex(([id]) => id === 'SE');
  return text.replace(/SE\*\d+/, `SE*${end - start + 1}`);
}
