/** What a column of text holds, told by what stands in it: dates, procedures and codes show by their form. */
import { codeText, isRemark, procedureIn, standardCode } from './code-text.ts';
import { spanOf } from './date-text.ts';
import type { Meaning, TextColumn } from './vocabulary.ts';

/** Most of the tokens must agree. */
const MOST = 0.6;

const FORMS: readonly (readonly [TextColumn, (text: string, latest: string) => boolean])[] = [
  ['percent', (text) => /^\d{1,3}(?:\.\d+)?%$/.test(text)],
  ['date', (text, latest) => /\d[/.-]|[A-Za-z]{3}|^\d{6}$|^\d{8}$/.test(text) && spanOf(text, latest) !== null],
  ['codes', (text) => isRemark(codeText(text)) || standardCode(codeText(text)) !== null],
  ['procedure', (text) => /[0-9]{4}/.test(text) && procedureIn(text) !== null && !/^\d{3,4}$/.test(text)],
];

/** @returns what the form of most tokens says they are; null when it says nothing. */
export function contentOf(texts: readonly string[], latest: string): TextColumn | null {
  if (texts.length === 0) return null;
  for (const [meaning, fits] of FORMS)
    if (texts.filter((text) => fits(text, latest)).length >= texts.length * MOST) return meaning;
  return null;
}

/** `80`, `100`, `90` under a heading whose `%` a scan has spoilt. */
const arePercents = (texts: readonly string[]): boolean =>
  texts.length >= 3 && texts.every((text) => /^(?:100|[1-9][05]|0)$/.test(text));

/** The heading's meanings with what the column holds put first, where the heading allows it or says nothing. */
export function withContent(
  meanings: readonly Meaning[],
  texts: readonly string[],
  latest: string,
): readonly Meaning[] {
  // `MEMBER` and `BENEFICIARY` head names as well as numbers.
  if (meanings[0] === 'memberId' && texts.length > 0 && texts.every((text) => !/\d/.test(text)))
    return ['patient', ...meanings.filter((each) => each !== 'patient' && each !== 'memberId')];
  // `ITEM` over `01`, `02` counts the lines.
  if (
    meanings[0] === 'procedure' &&
    texts.filter((text) => /^\d{1,2}\.?$/.test(text)).length >= texts.length * MOST &&
    texts.length > 0
  )
    return ['other'];
  if (meanings.length === 0 && arePercents(texts)) return ['percent'];
  const content = contentOf(texts, latest);
  if (content === null || meanings[0] === content) return meanings;
  const isOpen = meanings.length === 0 || meanings[0] === 'other' || meanings.includes(content);
  // A heading such as `CODE` or `SERVICE` fits several kinds; what stands below decides.
  const isVague = meanings[0] === 'codes' || meanings[0] === 'procedure' || meanings[0] === 'date';
  return isOpen || isVague ? [content, ...meanings.filter((meaning) => meaning !== content)] : meanings;
}
