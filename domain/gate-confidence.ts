/** Paper only: what was read without certainty holds its claim, unless our own claim says the same. */
import type { GateContext } from './gate-context.ts';
import type { ClaimGate, Subject } from './gate-subject.ts';
import type { MatchKey } from './open-claim.ts';
import { payerKey } from './payer-names.ts';
import type { PlanNote } from './posting.ts';
import type { Adjustment, RemittancePayment } from './remittance.ts';

/** A value of the document that must be certain. `isMoney`: must have a source, too. */
interface Sought {
  readonly pointer: string;
  readonly isMoney?: boolean;
}

/** @returns one note that counts and names the doubtful fields. */
function doubts(base: string, sought: readonly Sought[], { document, settings }: GateContext): PlanNote[] {
  const low = sought.filter(({ pointer, isMoney }) => {
    const source = document.fields[`${base}${pointer}`];
    return source ? source.confidence < settings.confidence : isMoney === true;
  });
  const [first] = low;
  if (!first) return [];
  const more = low.length > 1 ? ` and ${low.length - 1} more` : '';
  const pointers = low.map(({ pointer }) => `${base}${pointer}`);
  return [{ code: 'low-confidence', detail: `Not read with certainty: ${first.pointer.slice(1)}${more}.`, pointers }];
}

/** The payment's own fields; a payer that the register knows by that name, or to whom we billed the claims, was read right. */
export function certainPayment(payment: RemittancePayment, context: GateContext): PlanNote[] {
  if (context.document.kind !== 'paper-eob') return [];
  const payer = payerKey(payment.payer, context.payers);
  const isKnownPayer = context.payers.some(({ key }) => key === payer) || isBilledTo(payer, context);
  const sought: Sought[] = [
    { pointer: '/amountCents', isMoney: payment.amountCents !== null },
    { pointer: '/number' },
    { pointer: '/date' },
    ...(isKnownPayer ? [] : [{ pointer: '/payer/name' }, { pointer: '/payer/id' }]),
    ...payment.providerAdjustments.flatMap((_, place) => [
      { pointer: `/providerAdjustments/${place}/amountCents`, isMoney: true },
      { pointer: `/providerAdjustments/${place}/reason` },
      { pointer: `/providerAdjustments/${place}/reference` },
    ]),
  ];
  return doubts(`/payments/${context.place}`, sought, context);
}

/** Every claim of ours that the payment answers was billed to the payer, by its own name. */
function isBilledTo(payer: string, { matches, claims }: GateContext): boolean {
  const ours = matches.flatMap(({ claimId }) => claims.get(claimId ?? '') ?? []);
  return payer !== '' && ours.length > 0 && ours.every(({ payerKey: billed }) => billed === payer);
}

/** The claim's fields, save those in which it agrees with ours: a misread value would not agree. */
export const certainClaim: ClaimGate = (subject) => {
  const { claim, context, place } = subject;
  if (context.document.kind !== 'paper-eob') return [];
  const sought: Sought[] = [
    { pointer: '/paidCents', isMoney: true },
    { pointer: '/payerClaimControlNumber' },
    { pointer: '/statusCode' },
    { pointer: '/interestCents' },
    ...unlessAgreed(subject),
    ...ofAdjustments('', claim.adjustments ?? []),
    ...claim.lines.flatMap((_, line) => ofLine(subject, line)),
  ];
  return doubts(`/payments/${context.place}/claims/${place}`, sought, context);
};

const AGREED: readonly (readonly [MatchKey, readonly Sought[]])[] = [
  ['patientControlNumber', [{ pointer: '/patientControlNumber' }]],
  ['memberId', [{ pointer: '/patient/memberId' }]],
  ['patientName', [{ pointer: '/patient/lastName' }, { pointer: '/patient/firstName' }]],
  ['serviceDate', [{ pointer: '/serviceFrom' }, { pointer: '/serviceTo' }]],
  ['billedAmount', [{ pointer: '/billedCents', isMoney: true }]],
];

function unlessAgreed({ context, open, place }: Subject): Sought[] {
  const candidate = context.matches[place]?.candidates.find(({ claimId }) => claimId === open?.id);
  return AGREED.flatMap(([key, sought]) => (candidate?.keys[key] === 'same' ? [] : sought));
}

const ofAdjustments = (base: string, adjustments: readonly Adjustment[]): Sought[] =>
  adjustments.flatMap((_, place) => {
    const at = `${base}/adjustments/${place}`;
    return [
      { pointer: `${at}/amountCents`, isMoney: true },
      { pointer: `${at}/group` },
      { pointer: `${at}/reason` },
      { pointer: `${at}/printedCode` },
    ];
  });

function ofLine({ claim, lines }: Subject, line: number): Sought[] {
  const base = `/lines/${line}`;
  const answer = claim.lines[line];
  const number = lines?.lineNumbers[line] ?? null;
  const isOurs = number !== null && !lines?.exceptions.some((note) => note.line === line);
  const own: Sought[] = isOurs
    ? []
    : [
        { pointer: `${base}/billedCents`, isMoney: true },
        { pointer: `${base}/procedure` },
        { pointer: `${base}/serviceDate` },
        { pointer: `${base}/units` },
        { pointer: `${base}/modifiers` },
      ];
  return [{ pointer: `${base}/paidCents`, isMoney: true }, ...own, ...ofAdjustments(base, answer?.adjustments ?? [])];
}
