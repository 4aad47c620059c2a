/** What an 835 holds, counted straight from its text without our reader: the other side of our cross-checks. */

export interface RawFile {
  readonly element: string;
  readonly component: string;
  readonly terminator: string;
  /** `[0]` is the id. */
  readonly segments: readonly (readonly string[])[];
}

export function splitRaw(text: string): RawFile {
  const start = text.indexOf('ISA');
  const [element, component, terminator] = [text.charAt(start + 3), text.charAt(start + 104), text.charAt(start + 105)];
  const segments = text
    .slice(start)
    .split(terminator)
    .map((segment) => segment.replace(/[\r\n]/g, ''))
    .filter((segment) => segment.trim() !== '')
    .map((segment) => segment.split(element));
  return { element, component, terminator, segments };
}

export const joinRaw = ({ element, terminator }: RawFile, segments: readonly (readonly string[])[]): string =>
  segments.map((segment) => `${segment.join(element)}${terminator}`).join('');

/** Cents, or NaN for what is no decimal number. */
export const rawCents = (text: string | undefined): number => {
  const bare = (text ?? '').trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Math.round(Number(bare) * 100) : Number.NaN;
};

export interface RawClaim {
  readonly number: string;
  readonly status: string;
  readonly chargeCents: number;
  readonly paidCents: number;
  readonly patientText: string;
  readonly claimAdjustments: number;
  readonly patientCents: number;
  readonly services: readonly { chargeCents: number; paidCents: number; adjustments: number }[];
}

export interface RawPayment {
  readonly amountCents: number;
  readonly providerCents: number;
  readonly providerPairs: number;
  readonly claims: readonly RawClaim[];
  /** CAS and SVC that stand in no claim, BPR beyond the first. */
  readonly homeless: number;
}

interface MutableClaim extends Omit<RawClaim, 'services' | 'claimAdjustments' | 'patientCents'> {
  claimAdjustments: number;
  patientCents: number;
  services: { chargeCents: number; paidCents: number; adjustments: number }[];
}
type Open = { -readonly [K in Exclude<keyof RawPayment, 'claims'>]: RawPayment[K] } & { claims: MutableClaim[] };

/** One for each ST*835, up to the next SE. */
export function countRaw({ segments }: Pick<RawFile, 'segments'>): RawPayment[] {
  const payments: RawPayment[] = [];
  let open: Open | null = null;
  let bprs = 0;
  for (const segment of segments) {
    const id = (segment[0] ?? '').trim();
    if (id === 'ST') {
      open = segment[1]?.trim() === '835' ? emptyPayment() : null;
      bprs = 0;
      if (open) payments.push(open);
    }
    if (id === 'SE') open = null;
    if (!open) continue;
    const counts: Open = open;
    const claim = counts.claims.at(-1);
    if (id === 'BPR') {
      if (bprs === 0) counts.amountCents = rawCents(segment[2]);
      else counts.homeless += 1;
      bprs += 1;
    } else if (id === 'CLP') counts.claims.push(emptyClaim(segment));
    else if (id === 'SVC' && claim)
      claim.services.push({ chargeCents: rawCents(segment[2]), paidCents: rawCents(segment[3]), adjustments: 0 });
    else if (id === 'CAS' && claim) addCas(claim, segment);
    else if (id === 'PLB') {
      for (let at = 3; at < segment.length; at += 2) {
        if ((segment[at] ?? '').trim() === '' && (segment[at + 1] ?? '').trim() === '') continue;
        counts.providerCents += rawCents(segment[at + 1]);
        counts.providerPairs += 1;
      }
    } else if (id === 'SVC' || id === 'CAS') counts.homeless += 1;
  }
  return payments;
}

const emptyPayment = (): Open => ({
  amountCents: Number.NaN,
  providerCents: 0,
  providerPairs: 0,
  claims: [],
  homeless: 0,
});

const emptyClaim = (clp: readonly string[]): MutableClaim => ({
  number: (clp[1] ?? '').trim(),
  status: (clp[2] ?? '').trim(),
  chargeCents: rawCents(clp[3]),
  paidCents: rawCents(clp[4]),
  patientText: (clp[5] ?? '').trim(),
  claimAdjustments: 0,
  patientCents: 0,
  services: [],
});

function addCas(claim: MutableClaim, cas: readonly string[]): void {
  const service = claim.services.at(-1);
  for (let at = 2; at < cas.length; at += 3) {
    if ([cas[at], cas[at + 1], cas[at + 2]].every((text) => (text ?? '').trim() === '')) continue;
    const cents = rawCents(cas[at + 1]);
    if (service) service.adjustments += cents;
    else claim.claimAdjustments += cents;
    if (cas[1]?.trim() === 'PR') claim.patientCents += cents;
  }
}

export const sumOf = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);

/** @returns whether the identities hold; NaN (something unreadable) never does. */
export const lineHolds = ({ chargeCents, paidCents, adjustments }: RawClaim['services'][number]): boolean =>
  chargeCents - adjustments === paidCents;
export const claimHolds = ({ chargeCents, paidCents, claimAdjustments, services }: RawClaim): boolean =>
  chargeCents - claimAdjustments - sumOf(services.map(({ adjustments }) => adjustments)) === paidCents;
export const chargesHold = ({ chargeCents, services }: RawClaim): boolean =>
  services.length === 0 || sumOf(services.map((service) => service.chargeCents)) === chargeCents;
export const paymentHolds = ({ amountCents, providerCents, claims }: RawPayment): boolean =>
  sumOf(claims.map(({ paidCents }) => paidCents)) - providerCents === amountCents;
