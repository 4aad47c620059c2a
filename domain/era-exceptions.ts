/** What holds a payment of an 835, or one of its claims. Details name places, never people. */
import type { BalanceDifference, BalanceSheet, BalanceWarning } from './balance.ts';
import { addDays } from './dates.ts';
import { noteText } from './import-note.ts';
import { formatCents } from './money.ts';
import type { ExceptionNote, RemittancePayment } from './remittance.ts';
import type { RemitFile, RemitTransaction } from './x12/read-835.ts';
import type { ClaimLoop } from './x12/remit-claim.ts';
import type { Segment } from './x12/segments.ts';

/** PLB03-1 of the 005010X221A1 (data element 426). */
const PROVIDER_REASONS = new Set(
  (
    '50 51 72 90 AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS ' +
    'J1 L3 L6 LE LS OA OB PI PL RA RE SL TL WO WU'
  ).split(' '),
);
/** CLP02 of the 005010X221A1. */
const CLAIM_STATUSES = new Set(['1', '2', '3', '4', '19', '20', '21', '22', '23', '25']);
/** An EFT may carry the day on which the bank will settle it. */
const DAYS_AHEAD = 14;

type Stated = Pick<RemittancePayment, 'amountCents' | 'number' | 'date' | 'providerAdjustments'>;

/** @returns one for each reason that holds the payment with all its claims. */
export function paymentExceptions(
  from: RemitTransaction,
  stated: Stated,
  sheet: BalanceSheet,
  today: string,
): ExceptionNote[] {
  return [
    ...from.flaws.map((flaw) => ({ code: 'envelope-flawed', detail: noteText(flaw) })),
    ...foreignVersion(from),
    ...unexpected(from.strangers),
    ...unreadable(from.unreadable),
    ...sheet.differences
      .filter(({ level }) => level === 'payment')
      .map((each) => outOfBalance('payment-out-of-balance', each)),
    ...unidentified(from, stated, today),
    ...notMoney(from, stated),
    ...providerAdjustments(stated),
    ...sheet.warnings
      .filter(({ kind }) => kind === 'interest')
      .map(({ differenceCents }) => ({
        code: 'interest-mismatch',
        detail: `The interest of the claims (AMT*I) and that of the payment (PLB L6) differ by ${formatCents(differenceCents)}; ask the payer which is right.`,
        differenceCents,
      })),
  ];
}

function foreignVersion({ version }: RemitTransaction): ExceptionNote[] {
  if (version.includes('X221')) return [];
  return [
    {
      code: 'envelope-flawed',
      detail: 'The version (GS08) is not 005010X221A1; check the amounts against the payer’s own remittance.',
    },
  ];
}

function unidentified({ trn, bpr }: RemitTransaction, { number, date }: Stated, today: string): ExceptionNote[] {
  const missing = [
    ...(number === null ? ['the check or EFT number (TRN02)'] : []),
    ...(date === null ? ['a real payment date (BPR16)'] : []),
  ];
  const code = 'payment-unidentified';
  const at = trn ?? bpr;
  const where = at ? ` near segment ${at.at + 1}` : '';
  if (missing.length > 0)
    return [
      {
        code,
        detail: `The payment states not ${missing.join(' and not ')}${where}; find it at the bank or the payer.`,
      },
    ];
  if (date !== null && date > addDays(today, DAYS_AHEAD))
    return [{ code, detail: `The payment date ${date} is still far ahead; check it with the payer.` }];
  return [];
}

function notMoney({ bpr, currency }: RemitTransaction, { amountCents }: Stated): ExceptionNote[] {
  const found: ExceptionNote[] = [];
  if (amountCents !== null && (amountCents < 0 || (bpr?.creditOrDebit === 'D' && amountCents > 0)))
    found.push({
      code: 'negative-payment',
      detail: `The payment (BPR02) takes money back, which an 835 cannot do: it should carry ${formatCents(amountCents)} forward (PLB FB). Ask the payer.`,
      differenceCents: amountCents,
    });
  if (bpr?.handling === 'P' || (bpr?.handling === 'H' && amountCents !== 0))
    found.push({
      code: 'payment-not-made',
      detail: `The payment is a notice only (BPR01 is ${bpr.handling}) although it names an amount; look for the money at the bank.`,
    });
  if (currency !== null && currency.value !== 'USD')
    found.push({
      code: 'currency-foreign',
      detail: `The amounts are not in US dollars (CUR02 in segment ${currency.at + 1}).`,
    });
  return found;
}

function providerAdjustments({ providerAdjustments: adjustments }: Stated): ExceptionNote[] {
  return adjustments.flatMap(({ reason, amountCents }, index) => {
    const code = 'provider-adjustment-unknown';
    const place = `Provider adjustment ${index + 1}`;
    if (!PROVIDER_REASONS.has(reason))
      return [
        {
          code,
          detail: `${place} has a reason that is not in the guide (PLB03); ask the payer what it is for.`,
          differenceCents: amountCents,
        },
      ];
    if (amountCents === 0)
      return [{ code, detail: `${place} is zero, which the guide does not allow; ask the payer.` }];
    return [];
  });
}

/** @returns one for each reason that holds the claim, what the arithmetic says apart. */
export const claimExceptions = (from: ClaimLoop, index: number): ExceptionNote[] => [
  ...unexpected(from.strangers),
  ...unreadable(from.unreadable),
  ...badCodes(from, index),
];

/** @returns what the arithmetic says about claims (counted from 1). */
export function balanceExceptions({ differences, warnings }: BalanceSheet): { claim: number; note: ExceptionNote }[] {
  const found = differences.map((each) => ({
    claim: each.place.claim,
    note: outOfBalance(CLAIM_CODES[each.level], each),
  }));
  const warned = warnings.map((each) => ({ claim: each.place.claim, note: warningNote(each) }));
  return [...found, ...warned].flatMap(({ claim, note }) => (claim === null || note === null ? [] : [{ claim, note }]));
}

/** Allowed amounts that differ hold nothing: payers define "allowed" in many ways. */
function warningNote({ kind, place, differenceCents }: BalanceWarning): ExceptionNote | null {
  switch (kind) {
    case 'patient-responsibility':
      return {
        code: 'patient-responsibility-differs',
        detail: `Claim ${place.claim} states another patient responsibility (CLP05) than its PR adjustments add up to, by ${formatCents(differenceCents)}.`,
        differenceCents,
      };
    case 'reversal-sign':
      return {
        code: 'reversal-sign-wrong',
        detail: `Claim ${place.claim} is a reversal that pays, or takes money back without being a reversal (CLP02 22).`,
      };
    case 'allowed':
    case 'interest':
      return null;
  }
}

const CLAIM_CODES = {
  line: 'line-out-of-balance',
  claim: 'claim-out-of-balance',
  charges: 'charges-differ',
  payment: 'payment-out-of-balance',
} as const;

function badCodes(from: ClaimLoop, index: number): ExceptionNote[] {
  const { statusCode } = from.clp;
  const entries = [from, ...from.services].flatMap(({ adjustments }) => adjustments);
  const unknown = entries.find(
    ({ group, reason }) => reason === null || group === null || !/^(CO|PR|OA|PI|CR)$/.test(group),
  );
  return [
    ...(statusCode !== null && CLAIM_STATUSES.has(statusCode)
      ? []
      : [
          { code: 'claim-status-unknown', detail: `Claim ${index + 1} has a status (CLP02) that is not in the guide.` },
        ]),
    ...(unknown
      ? [
          {
            code: 'adjustment-code-unknown',
            detail: `Segment ${unknown.at + 1} (CAS): its group or reason is missing or not in the guide.`,
          },
        ]
      : []),
  ];
}

const WORDS = {
  line: 'the charge less the adjustments is not what was paid',
  claim: 'the charge less all adjustments is not what was paid',
  charges: 'the lines’ charges do not add up to the claim’s',
  payment: 'the claims less the provider adjustments do not add up to the payment',
} as const;

function outOfBalance(code: string, { level, place, differenceCents, missing }: BalanceDifference): ExceptionNote {
  const where =
    place.claim === null ? 'Payment' : `Claim ${place.claim}${place.line === null ? '' : `, line ${place.line}`}`;
  if (differenceCents === null) {
    const names = missing.map((pointer) => pointer.slice(pointer.lastIndexOf('/') + 1).replace('Cents', ''));
    return {
      code,
      detail: `${where}: an amount is missing or unreadable (${[...new Set(names)].join(', ')}).`,
      differenceCents,
    };
  }
  return {
    code,
    detail: `${where}: ${WORDS[level]}; the difference is ${formatCents(differenceCents)}.`,
    differenceCents,
  };
}

const unexpected = (strangers: readonly Segment[]): ExceptionNote[] =>
  strangers.slice(0, MOST_PLACES).map(({ position }) => ({
    code: 'segment-unexpected',
    detail: `Segment ${position} is unknown or does not belong where it stands; look at the file before posting.`,
  }));

const unreadable = (segments: readonly number[]): ExceptionNote[] =>
  segments.slice(0, MOST_PLACES).map((at) => ({
    code: 'amount-unreadable',
    detail: `Segment ${at + 1}: an amount is missing or is no amount; ask the payer for a corrected file.`,
  }));

/** A broken file may have thousands of them: a person needs the first ones. */
const MOST_PLACES = 20;

/** @returns what a person should know about the file as a whole; what holds a payment is said with the payment. */
export function fileExceptions(file: RemitFile): ExceptionNote[] {
  return [
    ...file.flaws.slice(0, MOST_PLACES).map((flaw) => ({ code: 'envelope-flawed', detail: noteText(flaw) })),
    ...(file.passedOver.length === 0
      ? []
      : [
          {
            code: 'not-a-remittance',
            detail: `${file.passedOver.length} other transaction(s) in the file are no remittance and were passed over.`,
          },
        ]),
    ...(file.isTest
      ? [
          {
            code: 'test-file',
            detail: 'The sender marked the file as a test (ISA15 is T): check that the money really comes.',
          },
        ]
      : []),
  ];
}
