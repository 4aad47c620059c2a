/** Where the values of a remittance stand, in the order in which the page shows them. */
import type { Remittance } from '../api/remittance-schema.ts';

export type Payment = Remittance['payments'][number];
export type Claim = Payment['claims'][number];
export type Line = Claim['lines'][number];
export type Adjustment = Line['adjustments'][number];

export const PAYMENT_FIELDS = ['payer/name', 'number', 'date', 'amountCents', 'method', 'payer/id'] as const;
/** Without these a payment cannot be told from another. */
export const NEEDED = ['payer/name', 'number', 'date', 'amountCents'] as const;
export const CLAIM_FIELDS = [
  'patientControlNumber',
  'payerClaimControlNumber',
  'statusCode',
  'serviceFrom',
  'serviceTo',
  'patient/lastName',
  'patient/firstName',
  'patient/memberId',
  'billedCents',
  'paidCents',
  'patientResponsibilityCents',
  'interestCents',
] as const;
const PROVIDER_FIELDS = ['reason', 'reference', 'amountCents'] as const;
const ADJUSTMENT_FIELDS = ['group', 'reason', 'printedCode', 'amountCents'] as const;

const adjustmentPointers = (adjustments: readonly Adjustment[] | undefined, at: string): string[] =>
  (adjustments ?? []).flatMap((_, index) => ADJUSTMENT_FIELDS.map((name) => `${at}/adjustments/${index}/${name}`));

/** Billed and paid stand below the lines. */
const AT_FOOT: readonly string[] = ['billedCents', 'paidCents'];

const claimPointers = (claim: Claim, at: string): string[] => [
  ...CLAIM_FIELDS.filter((name) => !AT_FOOT.includes(name)).map((name) => `${at}/${name}`),
  ...claim.lines.flatMap((line, index) => {
    const on = `${at}/lines/${index}`;
    const before = ['serviceDate', 'procedure', 'modifiers', 'units', 'billedCents', 'allowedCents'];
    return [...before.map((name) => `${on}/${name}`), ...adjustmentPointers(line.adjustments, on), `${on}/paidCents`];
  }),
  `${at}/billedCents`,
  ...adjustmentPointers(claim.adjustments, at),
  `${at}/paidCents`,
];

/** @returns every value of a payment, from its head to its last claim. */
export const paymentPointers = (payment: Payment, place: number): string[] => {
  const at = `/payments/${place}`;
  return [
    ...PAYMENT_FIELDS.map((name) => `${at}/${name}`),
    ...payment.providerAdjustments.flatMap((_, index) =>
      PROVIDER_FIELDS.map((name) => `${at}/providerAdjustments/${index}/${name}`),
    ),
    ...payment.claims.flatMap((claim, index) => claimPointers(claim, `${at}/claims/${index}`)),
  ];
};

export const isIn = (pointer: string, part: string | null): boolean =>
  part !== null && (pointer === part || pointer.startsWith(`${part}/`));

/** `/payments/0/claims/2/lines/1/paidCents` to `/payments/0/claims/2`; null above claims. */
export const claimOf = (pointer: string): string | null => /^\/payments\/\d+\/claims\/\d+/.exec(pointer)?.[0] ?? null;

export const valueAt = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | null | undefined)?.[part], document);

/** A value as it stands in its input: without the dollar sign. */
export function textOf(pointer: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'number' && pointer.endsWith('Cents'))
    return (value / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}` : text;
}

const NAMES: Record<string, string> = {
  patientControlNumber: 'Account',
  payerClaimControlNumber: 'Payer claim no.',
  statusCode: 'Status code',
  serviceFrom: 'From',
  serviceTo: 'To',
  serviceDate: 'Date',
  lastName: 'Last name',
  firstName: 'First name',
  memberId: 'Member ID',
  billedCents: 'Billed',
  allowedCents: 'Allowed',
  paidCents: 'Paid',
  patientResponsibilityCents: 'Patient owes',
  interestCents: 'Interest',
  amountCents: 'Amount',
  printedCode: 'Payer’s own code',
};

export const nameOf = (pointer: string): string => {
  if (pointer.endsWith('payer/name')) return 'Payer';
  if (pointer.endsWith('payer/id')) return 'Payer ID';
  const last = pointer.slice(pointer.lastIndexOf('/') + 1);
  return NAMES[last] ?? last.charAt(0).toUpperCase() + last.slice(1);
};

/** `Claim 3, line 2, paid`. */
export const labelFor = (pointer: string): string => {
  const places = [...pointer.matchAll(/\/(claims|lines|adjustments|providerAdjustments)\/(\d+)/g)].map(
    ([, list, place]) => `${PLACES[list ?? ''] ?? ''} ${Number(place) + 1}`,
  );
  const label = [...places, nameOf(pointer).toLowerCase()].join(', ');
  return label.charAt(0).toUpperCase() + label.slice(1);
};
const PLACES: Record<string, string> = {
  claims: 'claim',
  lines: 'line',
  adjustments: 'adjustment',
  providerAdjustments: 'payer-level amount',
};
