/** The scorer finds what was planted, and nothing else. */
import { describe, expect, test } from 'vitest';
import type { RemittanceClaim, RemittanceDocument, RemittancePayment } from '../../../domain/remittance.ts';
import { keyOf } from '../../../sandbox/eobs/key.ts';
import { bluestone } from '../../../sandbox/eobs/layouts/building/bluestone.ts';
import { facility } from '../../../sandbox/eobs/layouts/building/facility.ts';
import { ledger } from '../../../sandbox/eobs/layouts/building/ledger.ts';
import { drawTruth } from '../../../sandbox/eobs/population.ts';
import { scoreDocument } from '../../../sandbox/eobs/score.ts';
import {
  calibration,
  differences,
  shareRight,
  touchless,
  wrongAccepted,
  wrongPosts,
} from '../../../sandbox/eobs/tally.ts';
import type { AnswerKey, Layout } from '../../../sandbox/eobs/truth.ts';

function keyed(layout: Layout, seed = 3): AnswerKey {
  const truth = drawTruth({ seed, profile: layout.profile, isCalm: true });
  return keyOf(truth.payments, { layout, seed, quality: 'text' });
}

/** A reader that read the key, but for what `spoil` changes. */
function readAs(
  key: AnswerKey,
  spoil: (payments: RemittancePayment[]) => void = () => {},
  confidence: Record<string, number> = {},
): RemittanceDocument {
  const payments = structuredClone(key.printed) as RemittancePayment[];
  spoil(payments);
  const fields = Object.fromEntries(
    Object.entries(confidence).map(([pointer, value]) => [pointer, { confidence: value, via: 'ocr' as const }]),
  );
  return {
    schema: 'remittance/1',
    source: { kind: 'paper-eob', file: 'a.pdf', sha256: '0'.repeat(64), pages: 1 },
    payments,
    fields,
  };
}

const claimOf = (payments: RemittancePayment[], at = 0): RemittanceClaim => payments[0]!.claims[at]!;

describe('scoring', () => {
  test.each([bluestone, ledger, facility])('finds no fault with the key of $name itself', (layout) => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const truth = drawTruth({ seed, profile: layout.profile });
      const key = keyOf(truth.payments, { layout, seed, quality: 'text' });
      const score = scoreDocument(readAs(key), key);
      expect(differences(score)).toEqual([]);
      const money = shareRight([score], ['money']);
      expect(money.right).toBe(money.of);
      expect(money.of).toBeGreaterThan(5);
    }
  });

  test('finds one wrong amount, wherever its claim stands', () => {
    const key = keyed(ledger);
    const score = scoreDocument(
      readAs(key, (payments) => {
        claimOf(payments, 1).lines[0]!.paidCents = 123_456_789;
        payments[0]!.claims.reverse();
      }),
      key,
    );
    const wrong = score.fields.filter((each) => each.verdict !== 'right');
    expect(wrong.map((each) => [each.field, each.verdict, each.got])).toEqual([
      ['line.paidCents', 'wrong', 123_456_789],
    ]);
    const last = key.printed[0]!.claims.length - 2;
    expect(wrong[0]?.pointer).toBe(`/payments/0/claims/${last}/lines/0/paidCents`);
  });

  test('tells what is absent from what is wrong', () => {
    const key = keyed(ledger);
    const score = scoreDocument(
      readAs(key, (payments) => {
        claimOf(payments).paidCents = null;
        claimOf(payments).payerClaimControlNumber = 'EXX00000000';
        payments[0]!.claims.pop();
      }),
      key,
    );
    expect(score.fields.find((each) => each.field === 'claim.paidCents')?.verdict).toBe('missing');
    expect(score.fields.find((each) => each.field === 'claim.payerClaimControlNumber')?.verdict).toBe('wrong');
    expect(score.claims.filter((each) => each.read === null)).toHaveLength(1);
  });

  test('counts a line and a claim that are not on the paper', () => {
    const key = keyed(ledger);
    const score = scoreDocument(
      readAs(key, (payments) => {
        const claim = claimOf(payments);
        claim.lines.push({ ...claim.lines[0]!, procedure: '00000', billedCents: 7, paidCents: 7, adjustments: [] });
        payments[0]!.claims.push({
          ...claim,
          payerClaimControlNumber: 'X',
          patientControlNumber: 'X',
          patient: {},
          billedCents: 3,
          paidCents: 3,
          lines: [],
        });
      }),
      key,
    );
    expect(score.extraLines).toBe(1);
    expect(score.claims.filter((each) => each.key === null)).toHaveLength(1);
    expect(
      score.fields
        .filter((each) => each.verdict === 'added')
        .map((each) => each.got)
        .sort((a, b) => Number(a) - Number(b)),
    ).toEqual([3, 3, 7, 7]);
    expect(wrongPosts(score).length).toBeGreaterThan(0);
  });

  test('does not hold what paper leaves unsaid against a reader that worked it out right', () => {
    const key = keyed(facility);
    const truth = key.truth[0]!.claims[0]!;
    const right = scoreDocument(
      readAs(key, (payments) => void (claimOf(payments).allowedCents = truth.allowedCents)),
      key,
    );
    expect(differences(right)).toEqual([]);
    const wrong = scoreDocument(
      readAs(key, (payments) => void (claimOf(payments).allowedCents = 1)),
      key,
    );
    expect(wrong.fields.filter((each) => each.verdict !== 'right').map((each) => each.verdict)).toEqual(['invented']);
  });

  test('takes an adjustment with the wrong code for a right amount and a wrong code', () => {
    const key = keyed(ledger);
    const at = key.printed[0]!.claims.findIndex((claim) =>
      claim.lines[0]!.adjustments.some((each) => each.reason === '45'),
    );
    const score = scoreDocument(
      readAs(key, (payments) => {
        claimOf(payments, at).lines[0]!.adjustments.find((each) => each.reason === '45')!.reason = '97';
      }),
      key,
    );
    expect(score.fields.filter((each) => each.verdict !== 'right').map((each) => [each.field, each.got])).toEqual([
      ['line.adjustment.reason', 'CO-97'],
    ]);
    expect(wrongPosts(score)).toEqual([`/payments/0/claims/${at}`]);
  });
});

describe('tallies', () => {
  const key = keyed(ledger);
  const pointer = '/payments/0/claims/0/billedCents';

  test('a wrong field is accepted when it is called certain, or when its claim is posted', () => {
    const spoil = (disposition: 'post' | 'review') => (payments: RemittancePayment[]) => {
      claimOf(payments).billedCents = 1;
      claimOf(payments).disposition = disposition;
    };
    expect(wrongAccepted(scoreDocument(readAs(key, spoil('review'), { [pointer]: 0.6 }), key))).toEqual([]);
    expect(wrongAccepted(scoreDocument(readAs(key, spoil('review'), { [pointer]: 0.995 }), key))).toHaveLength(1);
    expect(wrongAccepted(scoreDocument(readAs(key, spoil('post')), key))).toHaveLength(1);
    expect(wrongPosts(scoreDocument(readAs(key, spoil('post')), key))).toEqual(['/payments/0/claims/0']);
  });

  test('touchless counts posts among the claims that are meant to be posted', () => {
    const posted = touchless([scoreDocument(readAs(key), key)]);
    expect(posted.right).toBe(posted.of);
    const held = touchless([
      scoreDocument(
        readAs(key, (payments) => void (claimOf(payments).disposition = 'review')),
        key,
      ),
    ]);
    expect(held.right).toBe(posted.of - 1);
  });

  test('calibration puts each field into one bucket', () => {
    const score = scoreDocument(
      readAs(key, (payments) => void (claimOf(payments).billedCents = 1), {
        [pointer]: 0.97,
        '/payments/0/amountCents': 1,
      }),
      key,
    );
    const filled = calibration([score]).filter((each) => each.of > 0);
    expect(filled).toEqual([
      { from: 0.95, to: 0.99, right: 0, of: 1 },
      { from: 0.99, to: 1, right: 1, of: 1 },
    ]);
  });

  test('a paper that is no remittance must be called so', () => {
    const other: AnswerKey = { ...key, kind: 'not-a-remittance', printed: [], truth: [], rights: {} };
    const score = scoreDocument(readAs(key), other);
    expect(score.isKindRight).toBe(false);
    expect(wrongPosts(score)).toHaveLength(key.printed[0]!.claims.length);
  });
});
