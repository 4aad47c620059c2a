/** The days that a claim's services span: as the claim says, and never less than its lines say. */
import type { RemittanceClaim, RemittanceLine } from '../../domain/remittance.ts';
import { spanOf } from './date-text.ts';
import type { DateSpan } from './date-text.ts';
import type { FieldLog } from './field-log.ts';
import type { FoundClaim } from './found.ts';

/** A span that its own lines contradict. */
const CONTRADICTED = 0.9;

/**
 * @param lines of the claim, whose days are noted under `pointer/lines/...`.
 * @param latest the last day that can stand on the paper.
 * @returns first and last day, `YYYY-MM-DD`. A label that gives one day may mean the first: a line that lies outside is believed.
 */
export function serviceDays(
  found: FoundClaim,
  lines: readonly RemittanceLine[],
  pointer: string,
  log: FieldLog,
  latest: string,
): Required<Pick<RemittanceClaim, 'serviceFrom' | 'serviceTo'>> {
  const label = found.fields.get('serviceDates');
  const stated = statedSpan(found, latest);
  const days = lines
    .flatMap(({ serviceDate }, at) =>
      serviceDate ? [{ day: serviceDate, at: `${pointer}/lines/${at}/serviceDate` }] : [],
    )
    .toSorted((a, b) => a.day.localeCompare(b.day));
  const [first, last] = [days[0], days.at(-1)];
  if (!stated) return { serviceFrom: first?.day ?? null, serviceTo: last?.day ?? null };
  if (label) for (const key of ['serviceFrom', 'serviceTo']) log.text(`${pointer}/${key}`, label, true);
  const outside = (key: string, from: string): void => {
    log.derived(`${pointer}/${key}`, [from]);
    if (stated.from !== stated.to) log.limit(`${pointer}/${key}`, CONTRADICTED);
  };
  const earlier = first && first.day < stated.from ? first : null;
  const later = last && last.day > stated.to ? last : null;
  if (earlier) outside('serviceFrom', earlier.at);
  if (later) outside('serviceTo', later.at);
  return { serviceFrom: earlier?.day ?? stated.from, serviceTo: later?.day ?? stated.to };
}

function statedSpan({ fields, total }: FoundClaim, latest: string): DateSpan | null {
  const [from, thru] = (['serviceDates', 'serviceThru'] as const).map((field) => {
    const text = fields.get(field)?.text;
    return text ? spanOf(text, latest) : null;
  });
  if (from && thru && from.from <= thru.to) return { from: from.from, to: thru.to };
  return from ?? total?.service ?? null;
}
