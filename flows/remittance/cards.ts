/** Services set as cards of labels and values instead of rows of a table: `Procedure: 99213   Billed: 150.00   Paid: 76.00`. */
import type { LabelledAmount } from './labelled-amounts.ts';
import { procedureIn } from './code-text.ts';
import { spanOf } from './date-text.ts';
import type { Card, FoundClaim } from './found.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { TablePart } from './tables.ts';
import { meaningsOf } from './vocabulary.ts';
import type { TextColumn } from './vocabulary.ts';

const CARD_TABLE = 901;
const FIRST_PLACE = 300 * 8;
const TEXTS: ReadonlySet<TextColumn> = new Set(['date', 'procedure', 'modifiers', 'units', 'codes']);

/** @returns the texts of a row that stand after a label with a colon, by what the label asks for. */
export function labelledTextsIn(row: Row): ReadonlyMap<TextColumn, readonly Token[]> {
  const found = new Map<TextColumn, readonly Token[]>();
  const ends = row.tokens.flatMap((token, at) => (/[A-Za-z#)]:$/.test(token.text) ? [at] : []));
  ends.forEach((end, index) => {
    const from = Math.max(index === 0 ? 0 : ends[index - 1]! + 2, end - 3);
    for (let start = from; start <= end; start += 1) {
      const label = row.tokens
        .slice(start, end + 1)
        .map((token) => token.text)
        .join(' ');
      const meaning = meaningsOf(label, 'text').find((each): each is TextColumn => TEXTS.has(each as TextColumn));
      const value = row.tokens
        .slice(end + 1, end + 3)
        .filter((token) => token.cents === null && !token.text.endsWith(':'));
      if (!meaning || value.length === 0) continue;
      // `Code:` may stand before either.
      const own = meaning === 'codes' && isProcedure(value[0]!) ? 'procedure' : meaning;
      const whole = own === 'procedure' ? [value[0]!, ...modifiersBehind(row, end + 2)] : value;
      if (!found.has(own)) found.set(own, own === 'codes' || own === 'procedure' ? whole : value.slice(0, 1));
      break;
    }
  });
  return found;
}

/** `97110 GP 59 Units: 4`: up to four pairs of characters. */
function modifiersBehind({ tokens }: Row, from: number): readonly Token[] {
  const behind = tokens.slice(from, from + 4);
  const end = behind.findIndex((token) => !/^[A-Z0-9]{2},?$/.test(token.text));
  return end < 0 ? behind : behind.slice(0, end);
}

const isProcedure = (token: Token): boolean => /\d{4}/.test(token.text) && procedureIn(token.text) !== null;

/** Takes what a row says of a service. @returns whether the row belongs to a card. */
export function takeCard(
  claim: FoundClaim,
  row: Row,
  page: PageRows,
  latest: string,
  amounts: readonly LabelledAmount[],
): boolean {
  const texts = labelledTextsIn(row);
  const procedure = texts.get('procedure')?.[0];
  const isService = procedure !== undefined && isProcedure(procedure);
  if (isService) claim.cards.push({ page: page.page, texts: new Map(), amounts: [], rows: [] });
  const card = claim.cards.at(-1);
  const isTotal =
    /\btotals?\b/i.test(row.tokens.map((token) => token.text).join(' ')) ||
    (card !== undefined && sumsUp(amounts, card));
  if (!card || isTotal) {
    const day = texts.get('date');
    if (day && !isTotal && spanOf(day.map((token) => token.text).join(' '), latest)) claim.cardDay = day;
    return false;
  }
  card.rows.push(row);
  if (isService && claim.cardDay && !texts.has('date')) card.texts.set('date', claim.cardDay);
  for (const [meaning, value] of texts) if (!card.texts.has(meaning)) card.texts.set(meaning, value);
  for (const { meaning, amount, label } of amounts)
    if (!card.amounts.some((each) => each.meanings[0] === meaning))
      card.amounts.push({
        place: FIRST_PLACE + MONEY_COLUMNS.indexOf(meaning) * 8,
        heading: label,
        meanings: [meaning],
        token: amount,
        box: amount.box,
      });
  return true;
}

/** Charge and payment, named once more under a card that has both, are the claim's. */
const sumsUp = (amounts: readonly LabelledAmount[], card: Card): boolean =>
  (['billed', 'paid'] as const).every(
    (wanted) =>
      amounts.some(({ meaning }) => meaning === wanted) && card.amounts.some(({ meanings }) => meanings[0] === wanted),
  );

const REFUSED = /(?:^| )((?:CO|PR|OA|PI)-?[A-Z]?\d{1,3}) ?\([^()]+\):?$/;
/** So many words, over the end of a row, stand between a code and its amount. */
const MOST_WORDS = 12;

/** `Disallowed CO-97 (included in another service): $13.49`: what is not paid, by its code, whatever the words in brackets say. */
function withRefusal(card: Card): Card {
  const tokens = card.rows.flatMap((row) => row.tokens);
  const refused = tokens.flatMap((amount, at) => {
    if (amount.cents === null) return [];
    const words = tokens.slice(Math.max(0, at - MOST_WORDS), at);
    const code = REFUSED.exec(words.map(({ text }) => text).join(' '))?.[1];
    const token = words.findLast(({ text }) => text === code);
    return token ? [{ amount, code: token }] : [];
  });
  const [only, another] = refused;
  if (!only || another || card.texts.has('codes')) return card;
  const others = card.amounts.filter(({ token }) => token !== only.amount);
  const place = FIRST_PLACE + MONEY_COLUMNS.indexOf('notCovered') * 8;
  const own = {
    place,
    heading: 'Disallowed',
    meanings: ['notCovered'] as const,
    token: only.amount,
    box: only.amount.box,
  };
  return { ...card, texts: new Map([...card.texts, ['codes', [only.code]]]), amounts: [...others, own] };
}

/** A claim's cards as its service lines, where no table gives them. */
export function withCards(claim: FoundClaim, latest: string): void {
  if (claim.lines.length > 0) return;
  for (const card of claim.cards) {
    const { page, texts, amounts, rows } = withRefusal(card);
    const meanings = amounts.map((each) => each.meanings[0]);
    if (!meanings.includes('billed') || !meanings.includes('paid')) continue;
    const part: TablePart = {
      page,
      table: CARD_TABLE,
      columns: [],
      places: [],
      stack: 1,
      first: 0,
      last: 0,
      em: amounts[0]!.box[3],
      claimStack: null,
    };
    const day = (texts.get('date') ?? []).map((token) => token.text).join(' ');
    claim.lines.push({
      record: {
        kind: 'line',
        part,
        page,
        rows,
        amounts: amounts.toSorted((a, b) => a.place - b.place),
        texts,
        label: '',
        service: spanOf(day, latest),
      },
      more: [],
      remarks: [],
      codes: [],
    });
  }
}
