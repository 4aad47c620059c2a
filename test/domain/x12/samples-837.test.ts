import { describe, expect, test } from 'vitest';
import type { CellPlace, SegmentPlace } from '../../../domain/import-note.ts';
import { read837 } from '../../../domain/x12/read-837.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { tokenize } from '../../../domain/x12/tokenizer.ts';
import { foreignReading, tally, withoutClaimsAt } from '../../builders/independent-count.ts';
import { seeded } from '../../builders/random.ts';
import { hasSamples, type Sample, samplesOf } from '../../builders/samples.ts';
import { smallest837 } from '../../builders/x12.ts';
import { syntheticFiles } from '../../builders/x12-files.ts';

const TODAY = '2026-11-23';
const SAMPLES = samplesOf('837');
const FILES = [...syntheticFiles(), ...SAMPLES];
const PUBLIC_FILES = hasSamples
  ? `${SAMPLES.length} public files beside the checkout`
  : 'NO PUBLIC FILES: the folder shared/samples/x12 is not beside the checkout';

/** Files that must be refused, by the end of their names; any other refusal is a regression. */
const REFUSED: Readonly<Record<string, string>> = {
  '837p-unknown-variant.edi': 'Segment 3 (ST): its version',
  'x12_bad_first_line.txt': 'Segment 1 (ISA): element ISA02',
  'x12_bad_segment_identifier.txt': 'Segment 6 (?): what stands here has no segment name',
  'x12_no_isa_line.txt': 'Segment 1 (GS): an interchange header (ISA) is expected here',
};
const refusalOf = (name: string): string | undefined =>
  Object.entries(REFUSED).find(([end]) => name.endsWith(end))?.[1];
const READABLE = FILES.filter(({ name }) => refusalOf(name) === undefined);
const named = (samples: readonly Sample[]): [string, string][] => samples.map(({ name, text }) => [name, text]);

describe(`837 files against an independent count (${FILES.length - SAMPLES.length} made here, ${PUBLIC_FILES})`, () => {
  test(`public files: ${PUBLIC_FILES}`, () => {
    if (!hasSamples) process.stderr.write(`\n${PUBLIC_FILES}; the cross-check runs on the files made here only.\n`);
    expect(SAMPLES.length).toBeGreaterThanOrEqual(hasSamples ? 80 : 0);
  });

  test.each(named(READABLE))(
    '%s: claims, lines and charge are those that another library counts',
    async (_name, text) => {
      const foreign = await foreignReading(text);
      if (!foreign) throw new Error('neither library reads this file: count it by hand');
      const read = read837(text, { today: TODAY });
      const found = {
        claims: read.claims.length,
        lines: read.claims.reduce((total, { lines }) => total + lines.length, 0),
        billedCents: read.claims.reduce((total, { billedCents }) => total + billedCents, 0),
      };
      const places = read.problems.map(({ place }) => placeIn(place));
      expect(found).toEqual(
        tally(
          withoutClaimsAt(
            foreign.segments,
            places.map(({ position }) => position),
          ),
        ),
      );
      const left = withoutClaimsAt(
        foreign.segments,
        places.map(({ position }) => position),
      ).filter(({ id }) => id === 'CLM');
      expect(read.claims.map((claim) => claim.patientControlNumber)).toEqual(
        left.map(({ elements }) => elements[1]?.trim()),
      );
      expect(read.claims.length + read.problems.length).toBe(tally(foreign.segments).claims);
      for (const { segment, position } of places) expect(foreign.segments[position - 1]?.id).toBe(segment);
    },
  );

  test.each(named(FILES.filter(({ name }) => refusalOf(name) !== undefined)))(
    '%s: is refused, naming segment and position',
    (name, text) => {
      expect(() => read837(text, { today: TODAY })).toThrow(X12Refusal);
      expect(() => read837(text, { today: TODAY })).toThrow(refusalOf(name));
    },
  );
});

describe('837 files that were cut or damaged on the way', () => {
  test.each(named(READABLE))('%s: cut anywhere, it is refused or yields whole claims only', (_name, text) => {
    const whole = read837(text, { today: TODAY }).claims.map((claim) => JSON.stringify(claim));
    const random = seeded(text.length);
    const cuts = text.length > 50_000 ? 12 : 60;
    for (let turn = 0; turn < cuts; turn += 1) {
      const claims = claimsOrRefusal(text.slice(0, Math.floor(random() * text.length)));
      expect(claims).toEqual(whole.slice(0, claims.length));
    }
  });

  test.each(named(READABLE.filter(({ text }) => text.length < 20_000)))(
    '%s: damaged anywhere, it never crashes',
    (_name, text) => {
      const random = seeded(text.length + 1);
      const damages: readonly ((at: number) => string)[] = [
        (at) => text.slice(0, at) + text.slice(at + 1),
        (at) => `${text.slice(0, at)}~${text.slice(at)}`,
        (at) => `${text.slice(0, at)}*${text.slice(at + 1)}`,
        (at) => text.slice(0, at) + text.slice(at + 40),
        (at) => text.slice(0, at) + text.slice(Math.max(0, at - 60)),
      ];
      for (const damage of damages) {
        for (let turn = 0; turn < 8; turn += 1) {
          expect(claimsOrRefusal(damage(Math.floor(random() * text.length)))).toBeInstanceOf(Array);
        }
      }
    },
  );
});

describe('what was lost or changed on the way does not go unsaid', () => {
  const sound = syntheticFiles().filter(({ text }) => isSound(text));

  test.each(named(sound))('%s: any one segment lost is refused, a problem or a warning', (_name, text) => {
    const segments = tokenize(text).interchanges.flatMap(({ header, groups, trailer }) => [
      header,
      ...groups.flatMap((group) => [
        group.header,
        ...group.transactions.flatMap((each) => each.segments),
        group.trailer,
      ]),
      trailer,
    ]);
    const [first] = tokenize(text).interchanges;
    const joined = (kept: typeof segments): string =>
      kept.map(({ elements }) => `${elements.join(first?.delimiters.element)}${first?.delimiters.segment}`).join('');
    expect(isSound(joined(segments))).toBe(true);
    const silent = segments.filter((lost) => isSound(joined(segments.filter((segment) => segment !== lost))));
    expect(silent.map(({ id, position }) => `${id} ${position}`)).toEqual([]);
  });

  test('any other digit in a charge is a warning or a problem', () => {
    const text = smallest837();
    for (const amount of ['HFC-1001*150', '99213:25*150']) {
      const at = text.indexOf(amount) + amount.length - 3;
      for (const digit of ['9', '', '.', 'x'])
        expect(isSound(text.slice(0, at + 1) + digit + text.slice(at + 2))).toBe(false);
    }
  });
});

/** Read without a refusal, a problem or a warning. */
function isSound(text: string): boolean {
  try {
    const { problems, warnings } = read837(text, { today: TODAY });
    return problems.length + warnings.length === 0;
  } catch (error) {
    if (error instanceof X12Refusal) return false;
    throw error;
  }
}

function placeIn(place: SegmentPlace | CellPlace): SegmentPlace {
  if ('position' in place) return place;
  throw new Error('a place in an X12 file is a segment');
}

/** Anything but a refusal fails the test. */
function claimsOrRefusal(text: string): string[] {
  try {
    return read837(text, { today: TODAY }).claims.map((claim) => JSON.stringify(claim));
  } catch (error) {
    if (error instanceof X12Refusal && /^Segment \d+ \(/.test(error.message)) return [];
    throw error;
  }
}
