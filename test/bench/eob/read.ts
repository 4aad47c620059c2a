/** One invented paper through the whole path: pages, reading, our claims, the gate. */
import type { OcrPool } from '../../../adapters/ocr/index.ts';
import { openEyes, openPages } from '../../../adapters/pages/index.ts';
import { GATE_DEFAULTS } from '../../../domain/gate-context.ts';
import { planPayment } from '../../../domain/gate.ts';
import { matchClaim } from '../../../domain/matching.ts';
import { openClaimIndex } from '../../../domain/matching-index.ts';
import type { Claim } from '../../../domain/claim.ts';
import type { RemittanceClaim, RemittanceDocument } from '../../../domain/remittance.ts';
import { readPaper } from '../../../flows/remittance/index.ts';
import type { EobDocument } from '../../../sandbox/eobs/make.ts';
import { asBilled } from '../../../domain/seen-alike.ts';
import { payerKey } from '../../../domain/payer-names.ts';
import type { PayerNames } from '../../../domain/payer-names.ts';
import { openClaims } from '../../../sandbox/eobs/open-claims.ts';
import type { EobTruth } from '../../../sandbox/eobs/truth.ts';
import { aContext } from '../../builders/gate.ts';

export const TODAY = '2026-11-23';
/** Primaries of invented secondary answers are posted nowhere. */
const SETTINGS = { ...GATE_DEFAULTS, needsPrimaryPosted: false };

export interface ReadEob {
  /** With the gate's word on each claim: `post` only where it posts. */
  readonly document: RemittanceDocument;
  readonly pages: number;
  /** Why claims were held, for a person. */
  readonly why: readonly string[];
}

export async function readEob(eob: EobDocument, pool: OcrPool): Promise<ReadEob> {
  const file = await openPages(eob.bytes, { pool });
  try {
    const seen = await Promise.all(Array.from({ length: file.count }, (_, at) => file.sight(at + 1)));
    const document = await readPaper({
      source: { file: eob.name, sha256: eob.name },
      pages: seen.map(({ sight }) => sight),
      eyes: openEyes({ pool, image: (page) => Promise.resolve(seen[page - 1]!.image) }),
      today: TODAY,
    });
    return { ...gated(document, eob), pages: file.count };
  } finally {
    await file.close();
  }
}

/** What is posted bears our own numbers: a character that the scanner took for its twin does not reach the ledger. */
const asOurs = (claim: RemittanceClaim, ours: Claim | undefined): RemittanceClaim =>
  ours
    ? {
        ...claim,
        patientControlNumber: claim.patientControlNumber && ours.patientControlNumber,
        patient: { ...claim.patient, memberId: (claim.patient.memberId ?? null) && ours.memberId },
      }
    : claim;

/** An office has the payers it bills in its register. */
function registerOf({ payments }: EobTruth): PayerNames[] {
  const names = new Map(payments.map(({ payer }) => [payer.name ?? '', payer.id ?? '']));
  return [...names].map(([name, id]) => ({ key: name, name, ids: id ? [id] : [], names: [] }));
}

export function gated(
  document: RemittanceDocument,
  { truth }: EobDocument,
): { document: RemittanceDocument; why: string[] } {
  const payers = registerOf(truth);
  const open = openClaims(truth).claims.map((claim, place) => ({
    id: `c${place + 1}`,
    claim,
    payerKey: payerKey(claim.payer, payers),
  }));
  const keyed = openClaimIndex(open);
  const why: string[] = [];
  const payments = document.payments.map((read, place) => {
    const about = {
      kind: document.source.kind,
      sha256: 'x',
      exceptions: document.exceptions ?? [],
      fields: document.fields,
    };
    const matches = read.claims.map((claim) => matchClaim(keyed, claim, payerKey(read.payer, payers)));
    const payment = asBilled(read, {
      document: about,
      place,
      ours: matches.map(({ claimId }) => open.find(({ id }) => id === claimId)?.claim ?? null),
      confidence: SETTINGS.confidence,
    });
    const plan = planPayment(
      payment,
      aContext(payment, open, {
        place,
        document: about,
        settings: SETTINGS,
        payers,
        matches,
      }),
    );
    why.push(...plan.exceptions.map(({ code, detail }) => `${code}: ${detail}`));
    const claims = payment.claims.map((claim, at) => {
      const own = plan.claims[at];
      why.push(...(own?.exceptions ?? []).map(({ code, detail }) => `claim ${at + 1} ${code}: ${detail}`));
      const isPosted = plan.disposition === 'post' && own?.disposition === 'post';
      return {
        ...(isPosted ? asOurs(claim, open.find(({ id }) => id === own.claimId)?.claim) : claim),
        disposition: isPosted ? ('post' as const) : ('review' as const),
      };
    });
    return { ...payment, claims, disposition: plan.disposition };
  });
  return { document: { ...document, payments }, why };
}
