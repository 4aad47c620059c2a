/** What holds a paper payment or one of its claims: what does not add up, what is missing, what no code explains. */
import type { BalanceDifference } from '../../domain/balance.ts';
import { balanceOf } from '../../domain/balance.ts';
import { formatCents } from '../../domain/money.ts';
import { allAdjustments } from '../../domain/remittance.ts';
import type { ExceptionNote, FieldSource, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';

/** A field below this waits for a person. */
export const CERTAIN = 0.99;

/** Fields that nothing but the paper can tell; names, our own numbers and dates of service are held against our claims. */
const MUST_BE_CERTAIN = /\/(?:(?!allowed)\w+Cents|payerClaimControlNumber|adjustments\/\d+\/(?:reason|printedCode))$/;

const CODES = {
  line: 'line-out-of-balance',
  claim: 'claim-out-of-balance',
  charges: 'claim-out-of-balance',
  payment: 'payment-out-of-balance',
} as const;

/** @param at place of the payment in the document, from 0. @param fields of the whole document. @param certainlyOff places of claims that are clear and do not add up. */
export function judged(
  payment: RemittancePayment,
  at: number,
  fields: Readonly<Record<string, FieldSource>>,
  certainlyOff: readonly number[],
): RemittancePayment {
  const { balance, differences } = balanceOf(payment);
  const exceptions = [
    ...payment.exceptions,
    ...notFooting(certainlyOff),
    ...unidentified(payment),
    ...uncertain(`/payments/${at}`, fields),
    ...halfUnread(payment, `/payments/${at}`, fields),
    ...differences.filter((each) => each.level === 'payment').map(noteOf),
  ];
  const isHeld = exceptions.length > 0;
  const claims = payment.claims.map((claim, place) => {
    const notes = [
      ...claim.exceptions,
      ...statedTwice(claim, payment.claims),
      ...differences.filter((each) => each.place.claim === place + 1).map(noteOf),
      ...claimNotes(claim, `/payments/${at}/claims/${place}`, fields),
    ];
    return {
      ...claim,
      exceptions: notes,
      disposition: isHeld || notes.length > 0 ? ('review' as const) : ('post' as const),
    };
  });
  return { ...payment, balance, claims, exceptions, disposition: isHeld ? 'review' : 'post' };
}

/** Of a scan that is half unread nobody can say whether its payment adds up: a person looks at it anyway. */
function halfUnread(
  { claims }: RemittancePayment,
  pointer: string,
  fields: Readonly<Record<string, FieldSource>>,
): ExceptionNote[] {
  const own = Object.entries(fields).filter(([key]) => key.startsWith(`${pointer}/claims/`));
  const isDoubtful = (at: number): boolean =>
    own.some(
      ([key, { confidence }]) => key.startsWith(`${pointer}/claims/${at}/`) && AMOUNT.test(key) && confidence < CERTAIN,
    );
  const unread = claims.filter((claim, at) => claim.paidCents === null || isDoubtful(at)).length;
  if (!own.some(([, { via }]) => via === 'ocr') || unread < 2 || unread * 2 < claims.length) return [];
  return [
    {
      code: 'low-confidence',
      detail: `The amounts of ${unread} of ${claims.length} claims of this scan could not be read for certain, so nothing of this payment is posted before a person has looked.`,
      differenceCents: null,
    },
  ];
}

/** Amounts that are posted. */
const AMOUNT = /\/(?:billed|paid|amount|interest)Cents$/;

function noteOf({ level, differenceCents, missing, place }: BalanceDifference): ExceptionNote {
  const where =
    level === 'payment' ? 'The payment' : `${place.line === null ? '' : `Line ${place.line} of `}claim ${place.claim}`;
  if (missing.length > 0)
    return {
      code: level === 'payment' ? CODES.payment : 'low-confidence',
      detail: `${where} cannot be added up: ${missing.length === 1 ? 'an amount' : `${missing.length} amounts`} could not be read for certain.`,
      differenceCents: null,
    };
  return {
    code: CODES[level],
    detail:
      level === 'payment'
        ? `The stated amount differs from what the claims and payer-level entries add up to by ${formatCents(differenceCents ?? 0)}.`
        : `${where} does not add up: ${formatCents(differenceCents ?? 0)} is not explained by what is printed.`,
    differenceCents,
  };
}

function uncertain(pointer: string, fields: Readonly<Record<string, FieldSource>>): ExceptionNote[] {
  const doubtful = ['number', 'date', 'amountCents'].filter(
    (key) => (fields[`${pointer}/${key}`]?.confidence ?? 1) < CERTAIN,
  );
  const names: Readonly<Record<string, string>> = {
    number: 'check or EFT number',
    date: 'date',
    amountCents: 'amount',
  };
  return doubtful.length > 0
    ? [
        {
          code: 'low-confidence',
          detail: `Not read for certain: the payment's ${doubtful.map((key) => names[key]).join(', ')}.`,
        },
      ]
    : [];
}

/** Paper that contradicts itself although it can be read is not trusted in its other claims either. */
function notFooting(places: readonly number[]): ExceptionNote[] {
  if (places.length === 0) return [];
  const which = places.map((place) => place + 1).join(', ');
  return [
    {
      code: 'claim-out-of-balance',
      detail: `The printed amounts of claim ${which} are clear and do not add up, so nothing of this payment is posted before a person has looked.`,
    },
  ];
}

const isReversal = ({ statusCode, billedCents }: RemittanceClaim): boolean =>
  statusCode === '22' || (billedCents ?? 0) < 0;

/** A claim whose lines fell apart in reading would be posted in part: only a reversal bears the number of another claim. */
function statedTwice(claim: RemittanceClaim, all: readonly RemittanceClaim[]): ExceptionNote[] {
  const number = claim.payerClaimControlNumber;
  const same = all.filter((each) => each.payerClaimControlNumber === number && !isReversal(each));
  if (!number || isReversal(claim) || same.length < 2) return [];
  return [
    {
      code: 'claim-ambiguous',
      detail: 'The paper states the claim more than once; look whether it is paid twice or stands in several parts.',
    },
  ];
}

function unidentified({ number, date, amountCents, payer, claims }: RemittancePayment): ExceptionNote[] {
  const missing = [
    number === null && amountCents !== 0 ? 'check or EFT number' : null,
    date === null ? 'date' : null,
    amountCents === null ? 'amount' : null,
    (payer.name ?? null) === null ? 'payer' : null,
  ].filter((each) => each !== null);
  if (claims.length === 0) missing.push('claims');
  return missing.length > 0
    ? [{ code: 'payment-unidentified', detail: `The paper does not say for certain: ${missing.join(', ')}.` }]
    : [];
}

function claimNotes(
  claim: RemittanceClaim,
  pointer: string,
  fields: Readonly<Record<string, FieldSource>>,
): ExceptionNote[] {
  const notes: ExceptionNote[] = [];
  if (claim.isPended)
    notes.push({
      code: 'pended-claim',
      detail: 'The payer lists the claim as not decided yet; nothing is posted for it.',
    });
  const unmapped = [
    ...new Set(
      allAdjustments(claim)
        .filter((each) => each.reason === null && each.amountCents !== 0)
        .map((each) => each.printedCode ?? 'no code'),
    ),
  ];
  if (unmapped.length > 0 && !claim.isPended)
    notes.push({
      code: 'payer-code-unmapped',
      detail: `What these codes mean for this payer is not known yet: ${unmapped.join(', ')}.`,
    });
  const doubtful = Object.entries(fields).filter(
    ([key, field]) => key.startsWith(`${pointer}/`) && MUST_BE_CERTAIN.test(key) && field.confidence < CERTAIN,
  );
  if (doubtful.length > 0)
    notes.push({
      code: 'low-confidence',
      detail: `${doubtful.length === 1 ? 'One field' : `${doubtful.length} fields`} could not be read for certain.`,
    });
  return notes;
}
