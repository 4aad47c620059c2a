/** The demo's mail of a day: 835 files and printed EOBs of invented payers, sound ones, a wrong one and one sent twice. */
import type { Claim } from '../../domain/claim.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import { remittanceTo835 } from '../../domain/x12/remittance-to-835.ts';
import { drawTruth, keyOf, LAYOUTS } from '../../sandbox/eobs/demo.ts';
import type { DemoPress } from './press.ts';

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

const always = () => true;
const never = () => false;

export async function makeBatch(press: DemoPress, seed: number, today: string): Promise<Batch> {
  const claims: Claim[] = [];
  const draw = (layout: (typeof LAYOUTS)[number], number: number) => {
    const truth = smallTruth(layout, seed * 1000 + number * 100);
    claims.push(...truth.claims);
    return truth.payments;
  };
  const options = (controlNumber: number) => ({ today, controlNumber, contact: { name: 'PROVIDER SERVICES' } });
  const [medicare, bluestone, ledger] = LAYOUTS;
  const era = (name: string, number: number, layout: typeof medicare): BatchDocument => {
    const truth = draw(layout, number);
    return { fileName: name, bytes: Buffer.from(remittanceTo835(truth, options(number))), truth, mayPost: always };
  };
  const paper = async (
    name: string,
    number: number,
    layout: typeof medicare,
    isScan: boolean,
  ): Promise<BatchDocument> => {
    const truth = draw(layout, number);
    const { rights } = keyOf(truth, { layout, seed: number, quality: isScan ? 'scan' : 'text-layer' });
    const pdf = await press.print(layout.render(truth, number));
    const mayPost = (p: number, c: number) => rights[`/payments/${p}/claims/${c}`] !== 'review';
    return { fileName: name, bytes: isScan ? await press.scan(pdf) : pdf, truth, mayPost };
  };
  const wrong = async (name: string, number: number, layout: typeof medicare): Promise<BatchDocument> => {
    const truth = draw(layout, number);
    const off = truth.map((payment) => ({ ...payment, amountCents: (payment.amountCents ?? 0) + 9_000 }));
    return { fileName: name, bytes: await press.print(layout.render(off, number)), truth: off, mayPost: never };
  };
  const first = era('clearinghouse-1.835', 1, medicare);
  const documents = [
    first,
    era('clearinghouse-2.835', 2, ledger),
    await paper('medicare.pdf', 3, medicare, false),
    await paper('bluestone.pdf', 4, bluestone, false),
    await paper('ledger.pdf', 5, ledger, false),
    await paper('scan.png', 6, bluestone, true),
    await wrong('check-amount-off.pdf', 7, bluestone),
    { ...first, fileName: 'clearinghouse-1 (again).835' },
  ];
  return { documents, claims };
}

const MOST_CLAIMS = 4;

/** The first truth from a seed on that is small: the demo shows the way, the bench measures. */
function smallTruth(layout: (typeof LAYOUTS)[number], from: number): ReturnType<typeof drawTruth> {
  for (let seed = from; ; seed += 1) {
    const truth = drawTruth({ seed, profile: layout.profile, isCalm: true });
    if (truth.payments.length === 1 && truth.claims.length <= MOST_CLAIMS) return truth;
  }
}
