/** What a word in a row of a table is, by the column that it stands in, by its form and by its neighbours. */
import { codeText, standardCode } from './code-text.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';
import { columnAt } from './tables.ts';
import type { TablePart } from './tables.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';
import type { Meaning, TextColumn } from './vocabulary.ts';

/** @returns null for a word that stands in no column that we know. @param level which printed row of the record it is on. */
export function meaningIn(part: TablePart, token: Token, row: Row, level: number): TextColumn | null {
  if (isMarkOf(part, token, row)) return 'codes';
  const before = row.tokens[row.tokens.indexOf(token) - 1];
  // `J3301 (RT)`
  const isBehind =
    before && left(token) - right(before) < part.em && /^(?:\d{5}|[A-Z]\d{4}|\([A-Z0-9]{2})$/.test(before.text);
  if (isModifierOf(row.tokens, row.tokens.indexOf(token), part.em)) return 'modifiers';
  if (isBehind && /^\(?[A-Z0-9]{2}\)$|^\([A-Z0-9]{2}$/.test(token.text)) return 'modifiers';
  const meaning = textMeaningAt(part, token, level);
  // A name is wider than its heading: its words are no part of the number beside it.
  const isWord = /^[A-Z][A-Za-z'’-]{2,},?(?:[A-Z][A-Za-z'’-]+)?$/.test(token.text);
  if (/^[-–—]+$/.test(token.text) && meaning !== 'date') return null;
  const isName = isWord && meaning !== null && NUMBERS.has(meaning) && hasColumn(part, 'patient');
  return isName ? 'patient' : meaning;
}

/** Between the words of one cell, in heights of a word. */
const CLOSE = 0.8;
const NUMBERS: ReadonlySet<TextColumn> = new Set(['memberId', 'account', 'claimNumber']);

const hasColumn = (part: TablePart, meaning: Meaning): boolean =>
  part.columns.some((column) => column.meanings[0] === meaning);

/** `20610 51 RT`, `20610 51, RT`: two characters right behind a procedure, or behind another modifier of it. */
function isModifierOf(tokens: readonly Token[], at: number, em: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!before || !token || !/^[A-Z0-9]{2},?$/.test(token.text) || left(token) - right(before) > em * CLOSE)
    return false;
  return /^(?:\d{5}|[A-Z]\d{4})$/.test(before.text) || isModifierOf(tokens, at - 1, em);
}

/** `19.57 A`: a mark right behind an amount that is taken away says why. */
function isMarkOf(part: TablePart, token: Token, row: Row): boolean {
  if (!/^[A-Z]{1,2}\d?$|^[a-z]$|^\([a-z0-9]{1,2}\)$/.test(token.text)) return false;
  const amount = row.tokens[row.tokens.indexOf(token) - 1];
  const at = amount && amount.cents !== null ? columnAt(part, amount) : null;
  const meaning = at === null || at === undefined ? undefined : part.columns[at]!.meanings[0];
  return (meaning === 'contractual' || meaning === 'notCovered') && left(token) - right(amount!) < part.em * 1.2;
}

/** Codes stand in the money column whose heading announces them: `GRP/RC-AMT`. */
function textMeaningAt(part: TablePart, token: Token, level: number): TextColumn | null {
  if (standardCode(codeText(token.text)) !== null) return 'codes';
  const index = columnAt(part, token, level);
  if (index !== null) {
    const column = part.columns[index]!;
    if ((token.isDate || (column.isMonthDay && /^\d{4}$/.test(token.text))) && column.meanings[0] === 'date')
      return 'date';
    // Modifiers stand under the procedure.
    if (level > 0 && column.meanings[0] === 'procedure' && /^[A-Z0-9]{2},?$/.test(token.text)) return 'modifiers';
    const stacked = part.stack > 1 && column.levels.length > 1 ? meaningsOf(column.levels[level] ?? '', 'text') : [];
    const meaning = [...stacked, ...column.meanings].find((each): each is TextColumn => !isMoneyColumn(each));
    if (meaning) return meaning;
  }
  const isCode = /^(?:CO|PR|OA|PI|CR)[- ]?[A-Z]?\d{1,3}$|^(?:MA?|N)\d{1,3}$/.test(codeText(token.text));
  if (isCode) return 'codes';
  const under = part.columns.find(
    (column) =>
      column.kind === 'money' && left(token) < column.right + part.em && right(token) > column.left - part.em * 3,
  );
  return under && /code|rsn|reason|grp|rc/i.test(under.heading) && /^[A-Z]{0,3}-?\d{1,4}$/.test(token.text)
    ? 'codes'
    : null;
}
