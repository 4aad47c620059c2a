/** Dates in all the styles that remittances print. */
import { isIsoDate } from '../../domain/dates.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

export interface DateSpan {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/** A real day between 1980 and `latest`, as `YYYY-MM-DD`; null otherwise. Two-digit years are of this century. */
function day(year: string, month: number, date: number, latest: string): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  const text = `${full}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  if (!isIsoDate(text)) return null;
  return text >= '1980-01-01' && text <= latest ? text : null;
}

/**
 * One date: `03/02/2026`, `3-2-26`, `2026-03-02`, `Mar 2, 2026`, `2 March 2026`, `02-MAR-26`, `20260302`; with `isDigits`, `030226` and `03022026` too.
 * @param latest no date on the paper can be later, `YYYY-MM-DD`.
 */
export function dateOf(text: string, latest: string, isDigits = false): string | null {
  const bare = text.trim().replace(/^[:.,;]+|[.,;:]+$/g, '');
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(bare);
  if (numeric) return day(numeric[3]!, Number(numeric[1]), Number(numeric[2]), latest);
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(bare) ?? /^(20\d{2})(\d{2})(\d{2})$/.exec(bare);
  if (iso) return day(iso[1]!, Number(iso[2]), Number(iso[3]), latest);
  const named =
    new RegExp(`^(?<m>${NAME})\\s*(?<d>\\d{1,2})(?:,|\\s|\\.)+(?<y>\\d{4}|\\d{2})$`, 'i').exec(bare) ??
    new RegExp(`^(?<d>\\d{1,2})[-\\s]*(?<m>${NAME})[-,\\s]*(?<y>\\d{4}|\\d{2})$`, 'i').exec(bare);
  if (named?.groups) {
    const month = MONTHS.indexOf(named.groups['m']!.slice(0, 3).toLowerCase()) + 1;
    return day(named.groups['y']!, month, Number(named.groups['d']), latest);
  }
  if (!isDigits) return null;
  const digits = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(bare);
  return digits ? day(digits[3]!, Number(digits[1]), Number(digits[2]), latest) : null;
}

/**
 * One day or a span: any of `dateOf`, two of them joined by `-`, `to`, `thru` or a blank, and `MMDD MMDDYY` of Medicare paper.
 * @returns null when no part is a date or the span runs backwards.
 */
export function spanOf(text: string, latest: string): DateSpan | null {
  const bare = text.trim();
  const one = dateOf(bare, latest, true);
  if (one) return { from: one, to: one };
  const medicare = /^(\d{2})(\d{2})\s+(\d{2})(\d{2})(\d{2})$/.exec(bare);
  if (medicare)
    return ordered(
      day(medicare[5]!, Number(medicare[1]), Number(medicare[2]), latest),
      day(medicare[5]!, Number(medicare[3]), Number(medicare[4]), latest),
    );
  const short = /^(\d{1,2})\/(\d{1,2})\s*(?:-|–|to|thru)\s*(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/i.exec(bare);
  if (short)
    return ordered(
      day(short[5]!, Number(short[1]), Number(short[2]), latest),
      day(short[5]!, Number(short[3]), Number(short[4]), latest),
    );
  for (const joint of bare.matchAll(/\s*(?:–|—|\bto\b|\bthru\b|\bthrough\b)\s*|\s+-\s+|-|\s+/gi)) {
    const span = ordered(
      dateOf(bare.slice(0, joint.index), latest, true),
      dateOf(bare.slice(joint.index + joint[0].length), latest, true),
    );
    if (span) return span;
  }
  return null;
}

const ordered = (from: string | null, to: string | null): DateSpan | null =>
  from !== null && to !== null && from <= to ? { from, to } : null;
