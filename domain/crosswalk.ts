/** Payers' own codes into CAS group, CARC and RARC. What nobody has said stays unmapped: there is no default, least of all CO-45. */
import { z } from 'zod';
import { isCarc } from './codes/carc.ts';
import { isRarc } from './codes/rarc.ts';
import { isRoutineReason } from './codes/routine.ts';
import { meaningOf } from './crosswalk-phrases.ts';
import { plainNumber } from './matching-keys.ts';
import type { Adjustment, RemittanceClaim, RemittancePayment } from './remittance.ts';

/** One code of one payer, as `config/payers` files and the office's remembered choices state it. */
export const crosswalkEntrySchema = z.strictObject({
  /** As printed, or the words of a column's heading. */
  code: z.string().min(1),
  group: z.enum(['CO', 'PR', 'OA', 'PI']),
  reason: z.string().refine(isCarc, 'must be a CARC in use'),
  remarks: z.array(z.string().refine(isRarc, 'must be a RARC')).optional(),
  /** The payer's explanation when the choice was made: when it prints another, the code has a new meaning. */
  text: z.string().optional(),
});
export type CrosswalkEntry = z.infer<typeof crosswalkEntrySchema>;

export interface Crosswalk {
  /** The office's remembered choices for this payer: they win. */
  readonly office: readonly CrosswalkEntry[];
  /** The payer's register file: next. */
  readonly register: readonly CrosswalkEntry[];
  /** Code and explanation as printed on this document: last. */
  readonly legend: ReadonlyMap<string, string>;
}

/** Where an adjustment stands: places from 0; `line` null at claim level. */
export interface AdjustmentPlace {
  readonly claim: number;
  readonly line: number | null;
  readonly adjustment: number;
}

export interface Mapping extends AdjustmentPlace {
  readonly printedCode: string;
  readonly source: 'office' | 'register' | 'legend' | 'heading';
  /** Null: the words do not say who bears it; the adjustment then stays without a group. */
  readonly group: Adjustment['group'];
  readonly reason: string;
  readonly remarks: readonly string[];
}

export interface Unmapped extends AdjustmentPlace {
  readonly printedCode: string;
  /** The payer's explanation, when the document has one. */
  readonly text: string | null;
  /** `conflict`: the document says one thing, its explanation or an earlier choice another. */
  readonly why: 'unknown' | 'conflict';
}

export interface Mapped {
  /** The payment with groups, reasons and remarks filled in; what is unmapped has reason null. */
  readonly payment: RemittancePayment;
  readonly mappings: readonly Mapping[];
  readonly unmapped: readonly Unmapped[];
}

/** Maps every adjustment with a printed code. An 835 has none, so it comes back as it was. */
export function applyCrosswalk(payment: RemittancePayment, crosswalk: Crosswalk): Mapped {
  const mappings: Mapping[] = [];
  const unmapped: Unmapped[] = [];
  const legend = new Map([...crosswalk.legend].map(([code, text]) => [codeKey(code), text]));
  const own = ownCodes(payment);
  const one = (
    adjustment: Adjustment,
    place: AdjustmentPlace,
  ): { adjustment: Adjustment; remarks: readonly string[] } => {
    const found = mapOne(adjustment, crosswalk, legend, own);
    if (found === null) return { adjustment, remarks: [] };
    if ('why' in found) {
      unmapped.push({ ...place, ...found });
      return { adjustment: { ...adjustment, reason: null }, remarks: [] };
    }
    mappings.push({ ...place, ...found });
    return { adjustment: { ...adjustment, group: found.group, reason: found.reason }, remarks: found.remarks };
  };
  const claims = payment.claims.map((claim, at) => mapClaim(claim, at, one));
  return { payment: { ...payment, claims }, mappings, unmapped };
}

/** The payer's own codes that the payment prints. */
const ownCodes = ({ claims }: RemittancePayment): ReadonlySet<string> =>
  new Set(
    claims
      .flatMap((claim) => [...(claim.adjustments ?? []), ...claim.lines.flatMap((line) => line.adjustments)])
      .flatMap(({ printedCode }) => (printedCode ? [codeKey(printedCode)] : [])),
  );

type MapOne = (
  adjustment: Adjustment,
  place: AdjustmentPlace,
) => { adjustment: Adjustment; remarks: readonly string[] };

function mapClaim(claim: RemittanceClaim, at: number, one: MapOne): RemittanceClaim {
  const level = (adjustments: readonly Adjustment[], line: number | null, remarks: readonly string[] | undefined) => {
    const done = adjustments.map((adjustment, place) => one(adjustment, { claim: at, line, adjustment: place }));
    const added = done.flatMap((each) => each.remarks);
    return {
      adjustments: done.map(({ adjustment }) => adjustment),
      ...(remarks || added.length > 0 ? { remarks: [...new Set([...(remarks ?? []), ...added])] } : {}),
    };
  };
  const lines = claim.lines.map((line, place) => ({ ...line, ...level(line.adjustments, place, line.remarks) }));
  return { ...claim, ...(claim.adjustments ? level(claim.adjustments, null, claim.remarks) : {}), lines };
}

/** Codes are compared without case, marks and leading zeros; headings by their words. */
const codeKey = (code: string): string => plainNumber(code).replace(/^0+(?=\d)/, '');

type Found = Pick<Mapping, 'printedCode' | 'source' | 'group' | 'reason' | 'remarks'>;
type Missing = Pick<Unmapped, 'printedCode' | 'text' | 'why'>;

/** @returns null when there is nothing to map: a CARC that nothing contradicts. */
function mapOne(
  adjustment: Adjustment,
  crosswalk: Crosswalk,
  legend: ReadonlyMap<string, string>,
  printed: ReadonlySet<string>,
): Found | Missing | null {
  const { reason, printedCode: own } = adjustment;
  const printedCode = own ?? reason;
  // Where the payer's own codes are numbers too, a CARC that a column names is none of them.
  if (!printedCode || (!own && [...printed].some((code) => /^\d{1,2}$/.test(code) || code === codeKey(printedCode))))
    return null;
  const text = legend.get(codeKey(printedCode)) ?? null;
  // A CARC of the guide itself is no payer's own code: only the page can contradict it.
  const found = (own ? chosen(printedCode, text, crosswalk) : null) ?? explained(printedCode, text);
  if (found === null) return reason === null ? { printedCode, text, why: 'unknown' } : null;
  const isChosen = found.source === 'office' || found.source === 'register';
  if (contradicts(found, adjustment, isChosen)) return { printedCode, text, why: 'conflict' };
  return reason !== null && !isChosen ? null : { ...found, group: adjustment.group ?? found.group };
}

/** Two denial reasons may name one thing in two ways; a routine reduction against a denial, or another bearer, may not. */
function contradicts(found: Found, { group, reason }: Adjustment, isChosen: boolean): boolean {
  const isOtherBearer = group !== null && found.group !== null && group !== found.group;
  if (isOtherBearer && (isChosen || isRoutineReason(found.reason))) return true;
  if (isChosen || reason === null || reason === found.reason) return false;
  return isRoutineReason(reason) || isRoutineReason(found.reason);
}

function chosen(printedCode: string, text: string | null, crosswalk: Crosswalk): Found | null {
  for (const source of ['office', 'register'] as const) {
    const entry = crosswalk[source].find(({ code }) => codeKey(code) === codeKey(printedCode));
    const isStale = entry?.text !== undefined && text !== null && codeKey(entry.text) !== codeKey(text);
    if (entry && !isStale)
      return { printedCode, source, group: entry.group, reason: entry.reason, remarks: entry.remarks ?? [] };
  }
  return null;
}

function explained(printedCode: string, text: string | null): Found | null {
  const isHeading = /[a-z]{4}/i.test(printedCode);
  const meaning = text !== null ? meaningOf(text) : isHeading ? meaningOf(printedCode) : null;
  return meaning && { printedCode, source: text !== null ? 'legend' : 'heading', ...meaning, remarks: [] };
}
