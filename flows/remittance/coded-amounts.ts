/** Codes with their amounts in a row of words: `Adjustments: CO-45: $79.20, PR-2: $50.29`. They say outright what columns leave open. */
import { amountOf } from './amount-text.ts';
import { codeText, isRemark, standardCode } from './code-text.ts';
import type { FoundClaim, FoundLine } from './found.ts';
import type { TableRecord } from './records.ts';
import type { Row, Token } from './rows.ts';

export interface CodedAmount {
  readonly code: Token;
  /** Its text is the amount alone. */
  readonly amount: Token;
}

/** The place of coded amounts among the columns of any table: after those with headings, before those without. */
export const CODED_PLACE = 90 * 8;

const ANNOUNCED = /\b(?:adj\w*|reason|codes?|cas|carc|reductions?)\b.*[:=]?/i;
/** A payer's own code counts only in a row that says it lists codes. */
const OWN_CODE = /^[A-Z]{1,3}\d{1,4}$|^\d{1,3}$/;
/** OCR takes a wide letter for a nought and sets signs before it. */
const GLUED = /^[(€]*((?:C[O0]|PR|[O0]A|PI|CR)[- ]?[A-Z]?\d{1,3})[:=](.+)$/i;

/** @returns the pairs of a row from left to right; empty when the row does not consist of them. */
export function codedAmountsIn(row: Row): CodedAmount[] {
  const tokens = row.tokens.flatMap(parted);
  const isAnnounced = ANNOUNCED.test(tokens[0]?.text ?? '') || ANNOUNCED.test(tokens[1]?.text ?? '');
  const pairs: CodedAmount[] = [];
  let amounts = 0;
  for (const [at, token] of tokens.entries()) {
    if (bareAmount(token) !== null) amounts += 1;
    const next = tokens[at + 1];
    const cents = next ? bareAmount(next) : null;
    const code = codeText(token.text.replace(/[:=]$/, ''));
    if (!next || cents === null || bareAmount(token) !== null) continue;
    if (standardCode(code) === null && !(isAnnounced && OWN_CODE.test(code) && !isRemark(code))) continue;
    pairs.push({ code: { ...token, text: code }, amount: { ...next, text: bare(next.text), cents } });
  }
  return pairs.length > 0 && pairs.length === amounts ? pairs : [];
}

/** `G01  THE CHARGE EXCEEDS THE FEE SCHEDULE  39.27` under a line: a code, what it means, and what it takes. */
export function describedCodeIn(row: Row): CodedAmount | null {
  const [code, ...rest] = row.tokens;
  const amount = rest.at(-1);
  const words = rest.slice(0, -1);
  if (!code || !amount || amount.cents === null || code.cents !== null || code.isDate) return null;
  const text = codeText(code.text);
  const isCode = standardCode(text) !== null || (/\d/.test(text) && OWN_CODE.test(text) && !isRemark(text));
  const isSaid = words.length >= 2 && words.every((word) => word.cents === null && !/\d{3}|:$/.test(word.text));
  return isCode && isSaid ? { code: { ...code, text }, amount } : null;
}

const bare = (text: string): string => text.replace(/[,;.]$/, '');
const bareAmount = (token: Token): number | null => (token.isDate ? null : amountOf(bare(token.text)));

/** `CO-45=79.20` as two words, each with its share of the box. */
function parted(token: Token): Token[] {
  const match = GLUED.exec(token.text.replace(/^\((?=[O0]\d{1,3}[:=])|^C€/, 'C'));
  if (!match) return [token];
  const [x, y, width, height] = token.box;
  const share = (match[1]!.length + 1) / token.text.length;
  return [
    { ...token, text: match[1]!, cents: null, box: [x, y, width * share, height] },
    {
      ...token,
      text: match[2]!,
      cents: amountOf(bare(match[2]!)),
      box: [x + width * share, y, width * (1 - share), height],
    },
  ];
}

/** Further rows of a line or a claim, as a column of codes and amounts would give them. */
export function codedRecord(of: TableRecord, row: Row, pairs: readonly CodedAmount[]): TableRecord {
  return {
    kind: 'more',
    part: of.part,
    page: row.page,
    rows: [row],
    amounts: pairs.map(({ amount }) => ({
      place: CODED_PLACE,
      heading: 'coded',
      meanings: ['adjustment'],
      token: amount,
      box: amount.box,
    })),
    texts: new Map([['codes', pairs.map(({ code }) => code)]]),
    label: '',
    service: null,
  };
}

/** @returns the line that a row right under it speaks of; null when it speaks of the claim. */
export function lineAbove(claim: FoundClaim, row: Row, em: number): FoundLine | null {
  const line = claim.lines.at(-1);
  if (
    !line ||
    claim.total !== null ||
    /claim[- ]level|claim adj/i.test(row.tokens.map((token) => token.text).join(' '))
  )
    return null;
  const last = line.more.at(-1)?.rows.at(-1) ?? line.record.rows.at(-1)!;
  return last.page !== row.page || row.top - last.bottom < em * 2.2 ? line : null;
}
