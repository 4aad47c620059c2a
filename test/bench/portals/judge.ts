/** What was told of a question, beside the portal's own truth. */
import { isDeepStrictEqual } from 'node:util';
import { policyOf, WorkException } from '../../../domain/exceptions.ts';
import type { Inquiry } from '../../../domain/work-item.ts';
import type { Download, Reading } from '../../../flows/portal.ts';
import type { Truth } from '../../../sandbox/index.ts';
import type { Outcome } from './portal-under-test.ts';

/** A reading, a PDF, or why there is none. */
export type Told = Reading<object> | Download | WorkException;

export interface Verdict {
  /** `answered`: equal to the truth, be that a result or a business exception. */
  readonly outcome: Outcome | 'wrong';
  readonly isAsDefined: boolean;
  /** A story about money or coverage that is not so. */
  readonly isWrong: boolean;
}

/** @param defined how a look-up of this cell may end. */
export function judge(told: Told, inquiry: Inquiry, truth: Truth, defined: readonly Outcome[]): Verdict {
  const outcome = outcomeOf(told, inquiry, truth);
  const isAsDefined = outcome !== 'wrong' && defined.includes(outcome);
  const isStory = outcome !== 'wrong' && outcome !== 'answered' && policyOf(outcome).family === 'business';
  return { outcome, isAsDefined, isWrong: outcome === 'wrong' || (isStory && !isAsDefined) };
}

function outcomeOf(told: Told, inquiry: Inquiry, truth: Truth): Verdict['outcome'] {
  const expected = inquiry.kind === 'eligibility' ? truth.eligibility(inquiry) : truth.claimStatus(inquiry);
  if (told instanceof WorkException) return 'code' in expected && expected.code === told.code ? 'answered' : told.code;
  if ('bytes' in told) return isRemittanceOf(told.bytes, expected) ? 'answered' : 'wrong';
  if ('code' in expected) return 'wrong';
  return isDeepStrictEqual(plain(told.result), plain(expected.result)) ? 'answered' : 'wrong';
}

/** The PDF names the claim that was asked about. */
function isRemittanceOf(bytes: Uint8Array, expected: ReturnType<Truth['claimStatus'] | Truth['eligibility']>): boolean {
  if (!('result' in expected) || !('claims' in expected.result)) return false;
  const text = Buffer.from(bytes).toString('latin1');
  const { payerClaimControlNumber, patientControlNumber } = expected.result.claims[0]!;
  const numbers = [payerClaimControlNumber, patientControlNumber].filter((number) => number !== null);
  return text.startsWith('%PDF-') && numbers.some((number) => text.includes(number));
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
