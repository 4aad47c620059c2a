/** Loop 2300 with what hangs above it: one CLM to one claim. */
import type { Claim, ClaimLine } from '../claim.ts';
import { dateToCome } from '../claim-dates.ts';
import type { ImportNote } from '../import-note.ts';
import { parseCents } from '../money.ts';
import { ClaimFlaw } from './claim-flaw.ts';
import { isService, readLine, splitLines } from './claim-lines.ts';
import type { Delimiters } from './delimiters.ts';
import { peopleOf } from './claim-people.ts';
import type { Loop } from './loops.ts';
import { providerOf } from './parties.ts';
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

export interface ClaimContext {
  readonly kind: Claim['kind'];
  readonly delimiters: Delimiters;
  readonly submittedOn: string | null;
  readonly today: string | null;
  readonly loop: Loop;
  readonly warnings: ImportNote[];
}

/** HI qualifiers of principal and other diagnoses, ICD-10 and ICD-9. */
const DIAGNOSES = new Set(['ABK', 'ABF', 'BK', 'BF']);

/** @returns one group of segments per CLM, up to the next CLM or the loop's end. */
export function claimGroups(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (segment.id === 'CLM') groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups;
}

/** @throws ClaimFlaw for a claim that is to be left out. */
export function readClaim(segments: readonly Segment[], context: ClaimContext): Claim {
  const [clm] = segments;
  if (!clm) throw new RangeError('a claim has at least its CLM');
  const identity = numberAndAmount(clm);
  const { own, lines: lineSegments } = parts(segments);
  const { delimiters, warnings } = context;
  const lines = splitLines(lineSegments)
    .map((line) => readLine(line, delimiters, warnings))
    .filter((line) => line !== null);
  const dates = claimPeriod(own, lines, warnings);
  const priorNumber = findSegment(own, 'REF', 'F8');
  const claim: Claim = {
    kind: context.kind,
    ...identity,
    frequency: components(clm, 5, delimiters)[2] || null,
    payerClaimControlNumber: priorNumber ? elementOrNull(priorNumber, 2) : null,
    ...peopleOf(clm, context.loop),
    renderingProvider: providerOf(own, '82'),
    serviceFrom: dates?.from ?? null,
    serviceTo: dates?.to ?? null,
    diagnoses: diagnosesOf(own, delimiters),
    submittedOn: context.submittedOn,
    lines,
  };
  const late = context.today === null ? null : dateToCome(claim, context.today);
  if (late) throw new ClaimFlaw(clm, `its ${late} is still to come`);
  warnOfSum(clm, claim, warnings);
  return claim;
}

/** The claim's own segments end where other payers (SBR, loop 2320) or lines begin. */
function parts(segments: readonly Segment[]): { own: readonly Segment[]; lines: readonly Segment[] } {
  const firstLine = segments.findIndex(({ id }) => id === 'LX' || isService(id));
  const beforeLines = firstLine < 0 ? segments : segments.slice(0, firstLine);
  const otherPayers = beforeLines.findIndex(({ id }) => id === 'SBR');
  return {
    own: otherPayers < 0 ? beforeLines : beforeLines.slice(0, otherPayers),
    lines: firstLine < 0 ? [] : segments.slice(firstLine),
  };
}

function numberAndAmount(clm: Segment): Pick<Claim, 'patientControlNumber' | 'billedCents'> {
  const patientControlNumber = elementOrNull(clm, 1);
  if (patientControlNumber === null) throw new ClaimFlaw(clm, 'the claim has no patient control number (CLM01)');
  const billedCents = parseCents(element(clm, 2));
  if (billedCents === null) throw new ClaimFlaw(clm, 'its total charge (CLM02) is missing or no amount');
  return { patientControlNumber, billedCents };
}

/** Statement dates (434) or the dental service date (472) of the claim; else the span of its lines; else the admission (435). */
function claimPeriod(own: readonly Segment[], lines: readonly ClaimLine[], warnings: ImportNote[]): Period | null {
  const stated = findSegment(own, 'DTP', '434', '472');
  const period = stated && periodOf(stated);
  if (stated && !period)
    warnings.push({
      place: placeOf(stated),
      message: "the claim's date is no real day or period; the lines' dates were taken. Correct it.",
    });
  if (period) return period;
  const froms = lines
    .map((line) => line.serviceFrom)
    .filter((day) => day !== null)
    .toSorted();
  const tos = lines
    .map((line) => line.serviceTo)
    .filter((day) => day !== null)
    .toSorted();
  const [from, to] = [froms[0], tos.at(-1)];
  if (from !== undefined && to !== undefined) return { from, to };
  const admission = findSegment(own, 'DTP', '435');
  return admission ? periodOf(admission) : null;
}

function diagnosesOf(own: readonly Segment[], delimiters: Delimiters): string[] {
  return own
    .filter(({ id }) => id === 'HI')
    .flatMap((hi) => hi.elements.slice(1).map((_, index) => components(hi, index + 1, delimiters)))
    .filter(([qualifier = '', code = '']) => DIAGNOSES.has(qualifier) && code !== '')
    .map(([, code = '']) => code);
}

function warnOfSum(clm: Segment, claim: Claim, warnings: ImportNote[]): void {
  const sum = claim.lines.reduce((total, line) => total + line.billedCents, 0);
  if (claim.lines.length > 0 && sum === claim.billedCents) return;
  const what =
    claim.lines.length === 0
      ? 'the claim has no lines'
      : "the lines do not add up to the claim's charge (CLM02), which was kept";
  warnings.push({ place: placeOf(clm), message: `${what}; check it in the practice system.` });
}
