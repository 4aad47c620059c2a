import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { remittanceDocumentSchema } from '../../../domain/remittance.ts';
import { read835, type RemitFile } from '../../../domain/x12/read-835.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { write835 } from '../../../domain/x12/write-835.ts';
import { byNodeX12, byStreamParser } from '../../builders/independent-count.ts';
import { splitRaw } from '../../builders/remit-count.ts';
import { centChanges, isCaught } from '../../builders/remit-cents.ts';
import { eraOf } from '../../builders/remit-judge.ts';
import { inCents, verdictOf } from '../../builders/remit-verdict.ts';
import { balanceManifest, hasSamples, type Sample, samplesOf } from '../../builders/samples.ts';
import { remit835, remitInterchange, remitSegments } from '../../builders/x12-835.ts';

/** A public file that begins with its ST: the interchange round it is lost, and with it its delimiters. */
const HEADLESS = 'blue_cross_nc_sample.txt';
const SAMPLES = samplesOf('835');
const MADE: Sample[] = [
  { name: 'made here', text: remit835({ claims: 12 }) },
  {
    name: 'made here, two payments',
    text: remitInterchange([remitSegments({ seed: 5 }), remitSegments({ seed: 6, number: '7' })]),
  },
  {
    name: 'made here, other delimiters',
    text: remit835({ seed: 7 }, { element: '|', component: '>', terminator: '\n', lineEnd: '' }),
  },
];
const READABLE = [...MADE, ...SAMPLES.filter(({ name }) => !name.endsWith(HEADLESS))];
const named = (samples: readonly Sample[]): [string, string][] => samples.map(({ name, text }) => [name, text]);
const SCHEMA = join(import.meta.dirname, '../../../../shared/contracts/remittance.schema.json');

const segmentsOf = ({ payments }: RemitFile): (readonly string[])[] =>
  payments.flatMap(({ loops }) => loops.flatMap((loop) => loop.segments.map(({ elements }) => elements)));

describe('public 835 files get the verdict of the answer key', () => {
  test('where the files lie beside the checkout', () => {
    if (!hasSamples) process.stderr.write('\nNO PUBLIC FILES: the 835 checks run on the files made here only.\n');
    expect(balanceManifest()).toHaveLength(hasSamples ? 19 : 0);
  });

  test.each(balanceManifest().map((entry) => [`${entry.file} ${entry.transaction}`, entry] as const))(
    '%s',
    (_name, entry) => {
      const { text } = SAMPLES.find(({ name }) => name === entry.file)!;
      expect(verdictOf(text, entry)).toEqual(inCents(entry));
    },
  );

  test.each(named(SAMPLES.filter(({ name }) => name.endsWith(HEADLESS))))('%s: is refused by name', (_name, text) => {
    expect(() => eraOf(text)).toThrow(X12Refusal);
    expect(() => eraOf(text)).toThrow('Segment 1 (ST): an interchange header (ISA) is expected here');
  });
});

describe('every 835', () => {
  test.each(named(READABLE))(
    '%s: written back it is identical, segment by segment and element by element',
    (_name, text) => {
      const raw = splitRaw(text);
      const written = write835(read835(text));
      expect(splitRaw(written)).toEqual(raw);
      expect(segmentsOf(read835(written))).toEqual(segmentsOf(read835(text)));
    },
  );

  test.each(named(READABLE))(
    '%s: two other libraries count the same segments in what we write',
    async (_name, text) => {
      const file = read835(text);
      const ids = splitRaw(text).segments.map(([id]) => id);
      const written = write835(file);
      expect(byNodeX12(written).map(({ id }) => id)).toEqual(ids);
      expect((await byStreamParser(written)).map(({ id }) => id)).toEqual(ids);
    },
  );

  test.each(named(READABLE))('%s: one cent more in any amount is noticed at its level', (_name, text) => {
    const changes = centChanges(text);
    expect(changes.length).toBeGreaterThan(3);
    expect(changes.filter((change) => !isCaught(text, change)).map(({ name }) => name)).toEqual([]);
  });
});

describe('the document of every 835', () => {
  const validate = hasSamples
    ? new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object)
    : null;

  test.each(named(READABLE))('%s: keeps the contract', (_name, text) => {
    const document: unknown = JSON.parse(JSON.stringify(eraOf(text)));
    validate?.(document);
    expect(validate?.errors ?? null).toBeNull();
    expect(remittanceDocumentSchema.parse(document)).toEqual(document);
  });

  test.each(named(READABLE))('%s: says for every value of the contract which segment it came from', (_name, text) => {
    const document = eraOf(text);
    const segments = splitRaw(text).segments;
    const silent = leaves(document.payments, '/payments').filter((pointer) => !document.fields[pointer]);
    expect(silent).toEqual([]);
    const sources = Object.entries(document.fields);
    expect(new Set(sources.map(([, { via, confidence }]) => `${via} ${confidence}`))).toEqual(new Set(['x12 1']));
    const strayed = sources.filter(([pointer, { segment }]) => {
      const home = HOMES.find(([ending]) => pointer.endsWith(ending));
      return home !== undefined && !home[1].test(segments[segment!]?.[0] ?? '');
    });
    expect(strayed).toEqual([]);
  });
});

const HOMES: readonly (readonly [string, RegExp])[] = [
  ['/patientControlNumber', /^CLP$/],
  ['/procedure', /^SVC$/],
  ['/reason', /^(CAS|PLB)$/],
  ['/number', /^TRN$/],
  ['/method', /^BPR$/],
  ['/serviceFrom', /^DTM$/],
  ['/lastName', /^NM1$/],
];
/** What we conclude ourselves, and our own keys that share a segment with a value of the contract. */
const OURS = new Set(['balance', 'disposition', 'exceptions', 'filingIndicator', 'frequency', 'qualifier']);

function leaves(value: unknown, pointer: string): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [pointer];
  return Object.entries(value).flatMap(([key, inner]) => (OURS.has(key) ? [] : leaves(inner, `${pointer}/${key}`)));
}
