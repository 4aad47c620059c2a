import { expect, test } from 'vitest';
import { applyCrosswalk } from '../../domain/crosswalk.ts';
import { planPayment } from '../../domain/gate.ts';
import { GATE_DEFAULTS } from '../../domain/gate-context.ts';
import { keyOf } from '../../sandbox/eobs/key.ts';
import { BUILDING_LAYOUTS } from '../../sandbox/eobs/layouts/building/index.ts';
import { openClaims } from '../../sandbox/eobs/open-claims.ts';
import { drawTruth } from '../../sandbox/eobs/population.ts';
import type { Layout } from '../../sandbox/eobs/truth.ts';
import { aContext, opened, sourcesOf } from '../builders/gate.ts';

const SPOILT = { missing: 0.05, ambiguous: 0.05, otherPatient: 0.05 };
/** Primaries of invented secondary answers are posted nowhere. */
const SETTINGS = { ...GATE_DEFAULTS, needsPrimaryPosted: false };

/** What the gate makes of a paper that was read without a fault, against what is right for it. */
function judged(layout: Layout, seed: number): { right: string; disposition: string; why: string }[] {
  const truth = drawTruth({ seed, profile: layout.profile });
  const key = keyOf(truth.payments, { layout, seed, quality: 'clean' });
  const { claims, expected } = openClaims(truth, SPOILT);
  const legend = new Map(Object.values(layout.prints.localCodes ?? {}).map(({ code, text }) => [code, text]));
  return key.printed.flatMap((printed, place) => {
    const { payment } = applyCrosswalk(printed, { office: [], register: [], legend });
    const fields = Object.fromEntries(
      Object.entries(sourcesOf(payment)).map(([at, source]) => [
        at.replace('/payments/0', `/payments/${place}`),
        source,
      ]),
    );
    const document = { kind: 'paper-eob' as const, sha256: 'x', exceptions: [], fields };
    const plan = planPayment(payment, aContext(payment, opened(claims), { place, document, settings: SETTINGS }));
    return plan.claims.map(({ place: at, disposition, exceptions }) => {
      const account = truth.payments[place]?.claims[at]?.patientControlNumber ?? '';
      const right = expected[account] === 'found' ? key.rights[`/payments/${place}/claims/${at}`] : 'review';
      return { right: right ?? 'review', disposition, why: exceptions.map(({ code }) => code).join() };
    });
  });
}

test.each(BUILDING_LAYOUTS.map((layout) => [layout.name, layout] as const))(
  'every claim of %s goes where it belongs',
  (_, layout) => {
    const all = Array.from({ length: 6 }, (__, seed) => judged(layout, seed + 1)).flat();
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(({ right, disposition }) => right !== 'either' && right !== disposition)).toEqual([]);
  },
);
