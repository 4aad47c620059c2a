/** Loop 2400: the service lines of a claim. */
import type { ClaimLine } from '../claim.ts';
import type { ImportNote } from '../import-note.ts';
import { parseCents } from '../money.ts';
import type { Delimiters } from './delimiters.ts';
import { ClaimFlaw } from './claim-flaw.ts';
import {
  components,
  element,
  elementOrNull,
  findSegment,
  type Period,
  periodOf,
  placeOf,
  type Segment,
} from './segments.ts';

/** Where each kind of service segment keeps its values (element numbers). */
const SERVICES = {
  SV1: { procedure: 1, amount: 2, units: 4, revenueCode: null },
  SV2: { procedure: 2, amount: 3, units: 5, revenueCode: 1 },
  SV3: { procedure: 1, amount: 2, units: 6, revenueCode: null },
} as const;
type ServiceId = keyof typeof SERVICES;

export const isService = (id: string): id is ServiceId => Object.hasOwn(SERVICES, id);

/** @returns one group of segments per line. A line begins at its LX, and at a service segment that has none of its own. */
export function splitLines(segments: readonly Segment[]): Segment[][] {
  const lines: Segment[][] = [];
  let hasService = false;
  for (const segment of segments) {
    const begins = segment.id === 'LX' || (isService(segment.id) && (hasService || lines.length === 0));
    if (begins) lines.push([]);
    if (segment.id === 'LX') hasService = false;
    else if (isService(segment.id)) hasService = true;
    lines.at(-1)?.push(segment);
  }
  return lines;
}

/**
 * @returns null, with a warning, for an LX that has no service.
 * @throws ClaimFlaw when the amount is missing or no amount: without it the claim's lines would add up wrong.
 */
export function readLine(
  segments: readonly Segment[],
  delimiters: Delimiters,
  warnings: ImportNote[],
): ClaimLine | null {
  const service = segments.find((segment) => isService(segment.id));
  if (!service || !isService(service.id)) {
    const [first] = segments;
    if (first)
      warnings.push({
        place: placeOf(first),
        message: 'the line has no service (SV1, SV2, SV3) and was left out; check it.',
      });
    return null;
  }
  const where = SERVICES[service.id];
  const billedCents = parseCents(element(service, where.amount));
  if (billedCents === null) throw new ClaimFlaw(service, 'its charge is missing or no amount');
  const [, procedure = '', ...rest] = components(service, where.procedure, delimiters);
  const dates = linePeriod(segments, warnings);
  const control = findSegment(segments, 'REF', '6R');
  return {
    procedure: procedure || null,
    modifiers: rest.slice(0, 4).filter((modifier) => modifier !== ''),
    revenueCode: where.revenueCode === null ? null : elementOrNull(service, where.revenueCode),
    billedCents,
    units: unitsOf(element(service, where.units)),
    serviceFrom: dates?.from ?? null,
    serviceTo: dates?.to ?? null,
    controlNumber: control ? elementOrNull(control, 2) : null,
  };
}

function linePeriod(segments: readonly Segment[], warnings: ImportNote[]): Period | null {
  const stated = segments.filter((segment) => segment.id === 'DTP' && element(segment, 1) === '472');
  const periods = stated.map(periodOf);
  const found = periods.find((period) => period !== null) ?? null;
  const [first] = stated;
  if (first && !found)
    warnings.push({
      place: placeOf(first),
      message: 'the service date is no real day or period and was left empty; correct it.',
    });
  return found;
}

const unitsOf = (text: string): number | null => (/^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null);
