/** The demo's mail of a day: 835 files and printed EOBs of invented payers, sound ones, a wrong one and one sent twice. */
import type { Claim } from '../../domain/claim.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import { remittanceTo835 } from '../../domain/x12/remittance-to-835.ts';
import { drawTruth, formed, LAYOUTS, makeDocument } from '../../sandbox/eobs/demo.ts';
import type { DocumentOptions, Press } from '../../sandbox/eobs/demo.ts';

export interface BatchDocument {
  readonly fileName: string;
  readonly bytes: Buffer;
  /** What the payer paid. */
  readonly truth: readonly RemittancePayment[];
  /** Whether a right system may post a claim of it. */
  readonly mayPost: (payment: number, claim: number) => boolean;
}

export interface Batch {
  readonly documents: readonly BatchDocument[];
  /** The practice's own claims that they answer. */
  readonly claims: readonly Claim[];
}

type Layout = (typeof LAYOUTS)[keyof typeof LAYOUTS];
type Paper = Pick<DocumentOptions, 'layout' | 'quality'> & Pick<DocumentOptions, 'form'>;

/** The demo shows the way; the bench measures. */
const MOST_CLAIMS = 4;
const SEEDS_APART = 1_000;

export async function makeBatch(press: Press, seed: number, today: string): Promise<Batch> {
  const { medicare, bluestone, ledger } = LAYOUTS;
  const claims: Claim[] = [];
  let drawn = seed * SEEDS_APART * 10;
  const nextSeed = () => (drawn += SEEDS_APART);

  const era = (fileName: string, layout: Layout): BatchDocument => {
    const from = nextSeed();
    const truth = firstSmall(from, (each) => drawTruth({ seed: each, profile: layout.profile, isCalm: true }));
    claims.push(...truth.claims);
    const options = { today, controlNumber: from, contact: { name: 'PROVIDER SERVICES' } };
    const bytes = Buffer.from(remittanceTo835(truth.payments, options));
    return { fileName, bytes, truth: truth.payments, mayPost: () => true };
  };
  const paper = async (what: Paper): Promise<BatchDocument> => {
    const from = nextSeed();
    const { seed: chosen } = firstSmall(
      from,
      (each) => formed({ form: 'sound', ...what, seed: each, isCalm: true }).truth,
    );
    const { name, bytes, key, truth } = await makeDocument({ ...what, seed: chosen, isCalm: true }, { press });
    claims.push(...truth.claims);
    const mayPost = (p: number, c: number) => (key.rights[`/payments/${p}/claims/${c}`] ?? 'review') !== 'review';
    return { fileName: name, bytes, truth: truth.payments, mayPost };
  };

  const first = era('clearinghouse-1.835', medicare);
  const documents = [
    first,
    era('clearinghouse-2.835', ledger),
    await paper({ layout: medicare, quality: 'text' }),
    await paper({ layout: bluestone, quality: 'text' }),
    await paper({ layout: ledger, quality: 'text' }),
    await paper({ layout: bluestone, quality: 'office' }),
    await paper({ layout: bluestone, quality: 'text', form: 'check-off' }),
    { ...first, fileName: 'clearinghouse-1 (again).835' },
  ];
  return { documents, claims };
}

/** The first truth from a seed on that is one small payment. */
function firstSmall<T extends { seed: number; payments: readonly unknown[]; claims: readonly unknown[] }>(
  from: number,
  draw: (seed: number) => T,
): T {
  for (let seed = from; ; seed += 1) {
    const truth = draw(seed);
    if (truth.payments.length === 1 && truth.claims.length <= MOST_CLAIMS) return truth;
  }
}
