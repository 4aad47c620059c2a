import { expect, test } from 'vitest';
import { claimSchema } from '../../../domain/claim.ts';
import { read837 } from '../../../domain/x12/read-837.ts';
import { tokenize } from '../../../domain/x12/tokenizer.ts';
import { write837 } from '../../../domain/x12/write-837.ts';
import { aClaim, someClaims } from '../../builders/claims.ts';
import { byNodeX12, tally } from '../../builders/independent-count.ts';

test('what was written is read back equal, field by field', () => {
  const claims = someClaims(300, 7);
  for (const claim of claims) claimSchema.parse(claim);
  const read = read837(write837(claims, { submittedOn: '2026-10-01' }), { today: '2026-11-23' });
  expect(read.problems).toEqual([]);
  expect(read.warnings).toEqual([]);
  expect(read.claims).toEqual(claims);
});

test('another library counts the same claims, lines and charge, and finds no fault with the envelope', () => {
  const claims = someClaims(50, 11);
  const text = write837(claims, {
    submittedOn: '2026-10-01',
    controlNumber: 905,
    senderId: 'HARBOR',
    receiverId: 'PINES',
    usage: 'P',
  });
  expect(tally(byNodeX12(text))).toEqual({
    claims: 50,
    lines: claims.reduce((total, { lines }) => total + lines.length, 0),
    billedCents: claims.reduce((total, { billedCents }) => total + billedCents, 0),
  });
  expect(tokenize(text).warnings).toEqual([]);
});

test('a delimiter inside a value becomes a blank and moves no other value', () => {
  const claim = aClaim({ patientControlNumber: 'A*B~C:D^E' });
  const [read] = read837(write837([claim], { submittedOn: '2026-10-01' })).claims;
  expect(read).toEqual({ ...claim, patientControlNumber: 'A B C D E' });
});

test('no claims make an empty transaction that can be read', () => {
  expect(read837(write837([], { submittedOn: '2026-10-01' })).claims).toEqual([]);
});

test('a claim that is not professional is refused', () => {
  expect(() => write837([aClaim(), aClaim({ kind: 'dental' })], { submittedOn: '2026-10-01' })).toThrow(
    'Claim 2 is not professional',
  );
});
