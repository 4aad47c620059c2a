/** Who pays and who is paid, from the top of the first page where no label says it. */
import type { Found } from './found.ts';
import { foundOf } from './found.ts';
import { phrasesOf } from './heads.ts';
import type { PageRows } from './rows.ts';

const PAYER =
  /\b(insurance|health ?(?:plan|care|net)?|assurance|mutual|medicare|medicaid|blue|shield|cross|life|benefit\w*|payer|indemnity|administrators?|dental plan|hmo|casualty|underwriters|services? corporation|plan)\b/i;
const PAYEE =
  /\b(associates|clinic|medical|group|dental|dentistry|family|hospital|cent(?:er|re)|orthop\w*|physicians?|pediatrics|surgery|surgical|therapy|care|practice|partners|radiology|cardiology|llc|pllc|p\.?c\.?|p\.?a\.?|m\.?d\.?|dds|dmd|inc)\b/i;
/** Words that OCR has broken in two. */
const PAYER_PARTS = /insurance|health|assurance|mutual|medicare|medicaid|indemnity|administrators/i;
/** Titles and labels that stand where names stand. */
const NO_NAME =
  /\b(id|method|check|remittance|advice|explanation|page|date|check|eft|number|statement|summary|notice|voucher|this is|payment|amount|provider (?:claim|no|number)|box|suite|street|avenue|road|phone|questions|call|electronic|report|tax|npi|claims?|total|p\.?o\.?)\b|\d{3}/i;

export interface Parties {
  readonly payer: Found | null;
  readonly payee: Found | null;
}

/** @returns the likeliest names in the top third of a page; the payer's stands first or largest. */
export function partiesOn(page: PageRows): Parties {
  const names = page.rows
    .filter((row) => row.middle < page.height * 0.38)
    .flatMap((row) => phrasesOf(row, page.em, 0, 1.6))
    .filter(
      (phrase) =>
        phrase.text.replace(/[^A-Za-z]/g, '').length >= 6 && phrase.tokens.length >= 2 && !NO_NAME.test(phrase.text),
    )
    .map((phrase) => ({
      found: foundOf(phrase.tokens, page.page, page.source),
      height: Math.max(...phrase.tokens.map((token) => token.box[3])),
    }));
  const payer =
    names.find(({ found }) => PAYER.test(found.text) || PAYER_PARTS.test(found.text.replaceAll(' ', ''))) ??
    names.toSorted((a, b) => b.height - a.height)[0];
  const payee = names.find(
    ({ found }) => found !== payer?.found && PAYEE.test(found.text) && !/insurance|plan\b/i.test(found.text),
  );
  return { payer: payer?.found ?? null, payee: payee?.found ?? null };
}
