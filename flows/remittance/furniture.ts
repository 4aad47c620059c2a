/** Who pays and who is paid, from the top of the first page where no label says it. */
import type { Found } from './found.ts';
import { foundOf } from './found.ts';
import { labelOf } from './label-terms.ts';
import { PRACTICE } from './practice-words.ts';
import { phrasesOf } from './phrases.ts';
import type { PageRows, Row, Token } from './rows.ts';

const PAYER =
  /\b(insurance|department of health|medical assistance|health ?(?:plan|care|net)?|assurance|mutual|medicare|medicaid|blue|shield|cross|life|benefit\w*|payer|indemnity|administrators?|dental plan|hmo|casualty|underwriters|services? corporation|plan|network|trust fund|cooperative|advantage)\b/i;
/** What kind of plan it is, and nobody's name. */
const PRODUCT =
  /^(?:(?:medicare|medicaid|advantage|managed|care|plan|health|dental|vision|benefits?|hmo|ppo|epo|pos|commercial|part|[abcd]|supplement|insurance|program|group|life)\b[\s&,-]*)+$/i;
/** Also of whose plan a payer runs: payers where nothing else is one. */
const SPONSOR = /\b(fund|welfare|trust)\b/i;
/** Words that OCR has broken in two. */
const PAYER_PARTS = /insurance|health|assurance|mutual|medicare|medicaid|indemnity|administrators/i;
/** Titles and labels that stand where names stand. */
const NO_NAME =
  /\b(worksheet|register|listing|voucher|(?:department|dept|division)(?! of)|id|method|check|remittance|advice|explanation|page|date|check|eft|number|statement|summary|notice|voucher|this is|payment|amount|provider (?:claim|no|number)|box|suite|street|avenue|road|phone|questions|call|electronic|report|tax|npi|claims?|total|p\.?o\.?)\b|(?<!\blocal )\d{3}/i;

export interface Parties {
  readonly payer: Found | null;
  readonly payee: Found | null;
}

/** @returns the likeliest names: in the top third of the first page, else at the foot of any page or on the check. */
export function partiesOn(pages: readonly PageRows[], headings: ReadonlySet<Row>): Parties {
  const [front] = pages;
  if (!front) return { payer: null, payee: null };
  const top = namesIn(front, 1.6, (row) => !headings.has(row) && row.middle < front.height * 0.38);
  const named = ({ found }: Name) => PAYER.test(found.text) || PAYER_PARTS.test(found.text.replaceAll(' ', ''));
  const isPayee = ({ found }: Name) => PRACTICE.test(found.text) && !/insurance|plan\b/i.test(found.text);
  const elsewhere = pages.flatMap((page) =>
    namesIn(page, 0.6, (row) => !headings.has(row) && row.middle > page.height * (page === front ? 0.38 : 0)),
  );
  const payer =
    top.find((name) => named(name) && !isOnlyPayee(name.found.text) && !isProduct(name)) ??
    top.find((name) => SPONSOR.test(name.found.text)) ??
    elsewhere.find((name) => named(name) && !PRACTICE.test(name.found.text) && !isProduct(name)) ??
    top.find((name) => named(name) && !isOnlyPayee(name.found.text)) ??
    tallest(top.filter((name) => !isPayee(name))) ??
    tallest(top.filter(({ found }) => !isOnlyPayee(found.text)));
  const payee = top.find((name) => name.found !== payer?.found && isPayee(name));
  return { payer: payer?.found ?? null, payee: payee?.found ?? null };
}

const isProduct = ({ found }: Name): boolean => PRODUCT.test(found.text);
const tallest = (names: readonly Name[]): Name | undefined => names.toSorted((a, b) => b.height - a.height)[0];

interface Name {
  readonly found: Found;
  readonly height: number;
}

/** Words of practices with none of insurers. */
const isOnlyPayee = (text: string): boolean =>
  /\b(practice|clinic|associates|physicians?|pediatrics|orthop\w*|dental group|dentistry)\b/i.test(text) &&
  !/\b(insurance|health plan|assurance|mutual|medicaid|indemnity|hmo)\b/i.test(text);

/** Names have capitals; OCR may have broken a word in two. */
const isSentence = (text: string): boolean => {
  const words = text.split(' ').filter((word) => !/^(?:of|the|and|for)$/.test(word));
  return words.filter((word) => /^[a-z]{3}/.test(word)).length * 2 >= words.length;
};

/** Runs of words that can be names; a sentence, a label with its value and a title are none. */
const namesIn = (page: PageRows, gap: number, isThere: (row: Row) => boolean): Name[] =>
  page.rows
    .filter((row) => isThere(row) && !row.tokens.some((token) => token.cents !== null && !/\$/.test(token.text)))
    .flatMap((row) => phrasesOf(row, page.em, 0, gap))
    .map((phrase) => nameOnly(phrase.tokens))
    .filter((tokens) => tokens.length >= 2 && tokens.length <= 8)
    .map((tokens) => ({ tokens, text: tokens.map((token) => token.text).join(' ') }))
    .filter(
      ({ text }) =>
        text.replace(/[^A-Za-z]/g, '').length >= 6 &&
        /^[A-Z]/.test(text) &&
        !isSentence(text) &&
        !/^(?:OF|FOR|TO|AND|FROM|PAGE)\b|:|^[A-Z][A-Za-z'-]+, [A-Z][a-z]+$/.test(text) &&
        !NO_NAME.test(text),
    )
    .map(({ tokens }) => ({
      found: foundOf(tokens, page.page, page.source),
      height: Math.max(...tokens.map((token) => token.box[3])),
    }));

const LONGEST_NAME = 5;

/** A name ends where a title follows it after a dash; a long run of words, at its first words for an insurer. */
function nameOnly(given: readonly Token[]): readonly Token[] {
  // `To Larkspur Family Practice`: the label is no part of the name, nor is a mark before it.
  const capital = given.findIndex((token) => /^[A-Z]/.test(token.text));
  if (capital > 0 && given.length - capital > 2) return nameOnly(given.slice(capital));
  const tokens = given.length > 2 && labelOf(given[0]!.text) === 'payee' ? given.slice(1) : given;
  const dash = tokens.findIndex((token) => /^[-–—·|•]$/.test(token.text));
  const whole = dash < 0 ? tokens : tokens.slice(0, dash);
  if (whole.length <= LONGEST_NAME) return whole;
  const first = whole.findIndex((token) => PAYER.test(token.text));
  const length = whole.slice(first).findIndex((token) => !PAYER.test(token.text));
  // `... Plan of the Lakes` is one name.
  if (/^(?:of|and|&)$/i.test(whole[first + length]?.text ?? '')) return whole;
  return first < 1 || length < 0 ? whole : whole.slice(0, first + length);
}
