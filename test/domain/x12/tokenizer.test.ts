import { describe, expect, test } from 'vitest';
import { noteText } from '../../../domain/import-note.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { tokenize } from '../../../domain/x12/tokenizer.ts';
import { BHT, claimText, interchange, PROVIDER, smallest837, SUBSCRIBER } from '../../builders/x12.ts';

const idsOf = (text: string): string[] =>
  tokenize(text).interchanges.flatMap(({ groups }) =>
    groups.flatMap(({ transactions }) => transactions.flatMap(({ segments }) => segments.map(({ id }) => id))),
  );

const refusalOf = (text: string): X12Refusal => {
  try {
    tokenize(text);
  } catch (error) {
    if (error instanceof X12Refusal) return error;
    throw error;
  }
  throw new Error('the text was not refused');
};

describe('delimiters', () => {
  test('come from the fixed frame of the header', () => {
    const [first] = tokenize(
      smallest837({ element: '|', component: '>', repetition: '{', terminator: '!' }),
    ).interchanges;
    expect(first?.delimiters).toEqual({ element: '|', component: '>', repetition: '{', segment: '!' });
  });

  test('hold no repetition separator before version 00402', () => {
    const [first] = tokenize(smallest837({ repetition: 'U', version: '00401' })).interchanges;
    expect(first?.delimiters.repetition).toBeNull();
  });

  test('may change from one interchange to the next', () => {
    const text = smallest837() + smallest837({ element: '|', component: '<', terminator: "'", control: '000000018' });
    expect(tokenize(text).interchanges.map(({ delimiters }) => delimiters.element)).toEqual(['*', '|']);
    expect(idsOf(text).filter((id) => id === 'CLM')).toHaveLength(2);
  });

  test('may be control characters', () => {
    expect(idsOf(smallest837({ element: '\u001d', component: '\u001f', terminator: '\u001c', lineEnd: '' }))).toContain(
      'CLM',
    );
  });
});

describe('noise', () => {
  const plain = idsOf(smallest837({ lineEnd: '' }));

  test.each([
    ['a byte order mark', `\ufeff${smallest837()}`],
    ['CR and LF after each segment', smallest837({ lineEnd: '\r\n' })],
    ['blank lines between segments', smallest837({ lineEnd: '\n\n\n' })],
    ['LF as the terminator itself', smallest837({ terminator: '\n', lineEnd: '' })],
    ['CR as the terminator with LF behind it', smallest837({ terminator: '\r', lineEnd: '\n' })],
    ['lines broken at column 80, inside the header too', smallest837({ lineEnd: '' }).replace(/.{80}/g, '$&\r\n')],
    ['an end-of-file mark', `${smallest837()}\u001a`],
    ['no terminator after the trailer', smallest837({ lineEnd: '' }).slice(0, -1)],
  ])('%s changes nothing', (_name, text) => {
    expect(idsOf(text)).toEqual(plain);
  });
});

test('every segment knows its position in the file, over several interchanges', () => {
  const { interchanges } = tokenize(smallest837() + smallest837({ control: '000000018' }));
  const [first, second] = interchanges;
  expect(first?.header.position).toBe(1);
  expect(first?.groups[0]?.transactions[0]?.segments[0]).toMatchObject({ id: 'ST', position: 3 });
  expect(second?.header.position).toBe((first?.trailer.position ?? 0) + 1);
});

test.each(['ISAAC', 'NARCISA', 'ISA'])('the letters ISA in the name %s begin no interchange', (name) => {
  const subscriber = SUBSCRIBER.map((segment) => segment.replace('QUILLON*MARA', `${name}*${name}`));
  const { interchanges } = tokenize(interchange([[BHT, ...PROVIDER, ...subscriber, ...claimText()]]));
  expect(interchanges).toHaveLength(1);
  expect(interchanges[0]?.groups[0]?.transactions).toHaveLength(1);
});

describe('the envelope', () => {
  test('without flaws gives no warning', () => {
    expect(tokenize(smallest837()).warnings).toEqual([]);
  });

  test.each([
    ['SE*21', 'SE*20', /^Segment 23 \(SE\): it counts 20 segments and there are 21/],
    ['SE*21*0001', 'SE*21*0002', /^Segment 23 \(SE\): its control number differs from ST02/],
    ['GE*1*17', 'GE*2*17', /^Segment 24 \(GE\): it counts 2 transactions and there are 1/],
    ['IEA*1*000000017', 'IEA*1*000000018', /^Segment 25 \(IEA\): its control number differs from ISA13/],
    ['IEA*1*000000017', 'IEA*x*000000017', /^Segment 25 \(IEA\): it counts nothing groups/],
  ])('with %s written as %s is read with a warning', (right, wrong, warning) => {
    const text = smallest837();
    expect(text).toContain(right);
    const { interchanges, warnings } = tokenize(text.replace(right, wrong));
    expect(interchanges).toHaveLength(1);
    expect(warnings.map(noteText)).toEqual([expect.stringMatching(warning)]);
  });
});

describe('a refusal names segment, position and remedy', () => {
  const text = smallest837();
  test.each([
    ['an empty text', '', '?', 1, 'holds no segment'],
    ['blanks only', ' \r\n ', '?', 1, 'holds no segment'],
    ['no header', text.slice(text.indexOf('GS*')), 'GS', 1, 'an interchange header (ISA) is expected here'],
    [
      'a header that is too short',
      text.replace('*SENDER  ', '*SENDER '),
      'ISA',
      1,
      'element ISA06 must be 15 characters wide',
    ],
    ['a file that ends inside the header', text.slice(0, 60), 'ISA', 1, 'ends inside the interchange header'],
    [
      'a file that ends inside a claim',
      text.slice(0, text.indexOf('CLM*') + 9),
      'CLM',
      17,
      'ends in the middle of this segment',
    ],
    [
      'a file that ends between segments',
      text.slice(0, text.indexOf('HI*')),
      '?',
      18,
      'ends here, before its trailer (IEA)',
    ],
    [
      'a file that ends before IEA',
      text.slice(0, text.indexOf('IEA*')),
      '?',
      25,
      'ends here, before its trailer (IEA)',
    ],
    ['a lost SE', text.replace(/SE\*21.*?~\n/, ''), 'GE', 23, 'cannot stand inside the ST that opened at segment 3'],
    ['a lost ST', text.replace(/ST\*837.*?~\n/, ''), 'BHT', 3, 'cannot stand inside the GS that opened at segment 2'],
    [
      'a second header before the first trailer',
      text.replace(/GE\*1[^]*/, '') + text,
      'ISA',
      24,
      'cannot stand inside the GS',
    ],
    ['a segment without a name', text.replace('HI*', '*'), '?', 18, 'has no segment name'],
    ['text after the trailer', `${text}GS*HC~`, 'GS', 26, 'an interchange header (ISA) is expected here'],
  ])('%s', (_name, broken, segment, position, message) => {
    const refusal = refusalOf(broken);
    expect(refusal).toMatchObject({ segment, position });
    expect(refusal.message).toContain(message);
    expect(refusal.message).toMatch(/^Segment \d+ \(.+\): .+; .+\.$/);
  });
});
