/** How amounts, dates and names are set on paper, and the frame of a printed page. Shared by all layouts. */
import type { RemittanceClaim } from '../../../domain/remittance.ts';

export interface MoneyStyle {
  readonly sign?: 'minus' | 'trailing' | 'parens' | 'credit';
  readonly dollar?: boolean;
  readonly commas?: boolean;
  /** What stands where the amount is zero. */
  readonly zero?: string;
}

/** @returns a setter of amounts in one style; null is an empty cell. */
export function moneyIn({
  sign = 'minus',
  dollar = false,
  commas = true,
  zero,
}: MoneyStyle = {}): (cents: number | null | undefined) => string {
  return (cents) => {
    if (cents === null || cents === undefined) return '';
    if (cents === 0 && zero !== undefined) return zero;
    const size = Math.abs(cents);
    const whole = Math.trunc(size / 100);
    const digits = `${commas ? whole.toLocaleString('en-US') : whole}.${String(size % 100).padStart(2, '0')}`;
    const bare = dollar ? `$${digits}` : digits;
    if (cents >= 0) return bare;
    return { minus: `-${bare}`, trailing: `${bare}-`, parens: `(${bare})`, credit: `${bare} CR` }[sign];
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export type DateStyle =
  | 'MM/DD/YYYY'
  | 'MM/DD/YY'
  | 'MMDDYY'
  | 'MM-DD-YY'
  | 'MM-DD-YYYY'
  | 'MM/DD'
  | 'Mon D, YYYY'
  | 'DD-MON-YY'
  | 'DD-MON-YYYY'
  | 'YYYY-MM-DD'
  | 'M/D/YYYY'
  | 'MM.DD.YYYY';

/** @param iso `YYYY-MM-DD`; empty or null gives an empty cell. */
export function dateIn(style: DateStyle, iso: string | null | undefined): string {
  if (!iso) return '';
  const [year = '', month = '', day = ''] = iso.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  switch (style) {
    case 'MM/DD/YYYY':
      return `${month}/${day}/${year}`;
    case 'MM/DD/YY':
      return `${month}/${day}/${year.slice(2)}`;
    case 'MMDDYY':
      return `${month}${day}${year.slice(2)}`;
    case 'MM-DD-YY':
      return `${month}-${day}-${year.slice(2)}`;
    case 'MM-DD-YYYY':
      return `${month}-${day}-${year}`;
    case 'MM/DD':
      return `${month}/${day}`;
    case 'Mon D, YYYY':
      return `${name} ${Number(day)}, ${year}`;
    case 'DD-MON-YY':
      return `${day}-${name.toUpperCase()}-${year.slice(2)}`;
    case 'DD-MON-YYYY':
      return `${day}-${name.toUpperCase()}-${year}`;
    case 'YYYY-MM-DD':
      return iso;
    case 'M/D/YYYY':
      return `${Number(month)}/${Number(day)}/${year}`;
    case 'MM.DD.YYYY':
      return `${month}.${day}.${year}`;
  }
}

/** First and last day in one cell: `01/02-01/04/26`. */
export const daysIn = (from: string | null | undefined, to = from): string =>
  `${dateIn('MM/DD', from)}-${dateIn('MM/DD/YY', to)}`;

type Patient = RemittanceClaim['patient'];

/** `DOE, JANE`. */
export const lastFirst = ({ lastName, firstName }: Patient, gap = ', '): string =>
  `${lastName ?? ''}${gap}${firstName ?? ''}`.toUpperCase();
/** `Jane Doe`. */
export const firstLast = ({ lastName, firstName }: Patient): string => `${firstName ?? ''} ${lastName ?? ''}`;

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What stands in the white edge of every page. */
export interface Edge {
  readonly at: `${'top' | 'bottom'}-${'left' | 'center' | 'right'}`;
  /** `Page {page} of {pages}`. */
  readonly says: string;
  /** CSS `font`. */
  readonly font: string;
}

const edgeCss = ({ at, says, font }: Edge): string => {
  const content = says
    .split(/(\{pages?\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{pages?\}$/.test(part) ? `counter(${part.slice(1, -1)})` : `"${part}"`));
  return `@${at} { content: ${content.join(' ')}; font: ${font}; }`;
};

export interface Sheet {
  readonly title: string;
  readonly edges?: readonly Edge[];
  readonly css: string;
  readonly body: string;
  readonly size?: 'letter' | 'letter landscape' | 'legal';
  /** CSS length(s) of the page's white edge. */
  readonly margin?: string;
}

/** A page as the browser prints it. */
export function sheet({ title, edges = [], css, body, size = 'letter', margin = '0.5in' }: Sheet): string {
  const furniture = edges.length > 0 ? `@page { ${edges.map(edgeCss).join(' ')} }\n` : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
@page { size: ${size}; margin: ${margin}; }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; font: 9pt/1.25 "Liberation Sans", Arial, sans-serif; color: #000; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 1px 3px; vertical-align: top; text-align: left; }
.r { text-align: right; white-space: nowrap; }
.c { text-align: center; }
tr { break-inside: avoid; }
${furniture}${css}
</style></head><body>${body}</body></html>`;
}

/** Each part begins a page. */
export const onNewPages = <T>(all: readonly T[], part: (one: T) => string): string =>
  all.map((one) => part(one)).join('<div style="break-before:page"></div>');

type CellText = string | readonly [text: string, css: string];

/** One table row; a pair gives the cell a class. Texts are escaped; line breaks stay. */
export function row(cells: readonly CellText[], tag: 'td' | 'th' = 'td', css = ''): string {
  const made = cells.map((cell) => {
    const [text, name] = typeof cell === 'string' ? [cell, ''] : cell;
    return `<${tag}${name ? ` class="${name}"` : ''}>${escapeHtml(text).replaceAll('\n', '<br>')}</${tag}>`;
  });
  return `<tr${css ? ` class="${css}"` : ''}>${made.join('')}</tr>`;
}

/** An amount's cell. */
export const right = (text: string): CellText => [text, 'r'];
