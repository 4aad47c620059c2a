/** Labels and what stands beside or below them: `Claim No: 12345`, or a row of labels over a row of values. */
import { spanOf } from './date-text.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';
import { plainHeading } from './vocabulary.ts';

export type LabelField =
  | 'patient'
  | 'memberId'
  | 'account'
  | 'claimNumber'
  | 'serviceDates'
  | 'status'
  | 'checkNumber'
  | 'checkDate'
  | 'checkAmount'
  | 'payer'
  | 'payee'
  | 'npi'
  | 'tin'
  | 'claimInterest'
  | 'patientOwes'
  | 'claimAmount'
  | 'page'
  | 'other';

interface Term {
  readonly field: LabelField;
  /** Fits the whole label in lower case, marks removed. */
  readonly pattern: RegExp;
}

const NO = '(?: (?:no|number|num|nbr|id|code|reference|ref))*';
const term = (field: LabelField, ...patterns: readonly string[]): Term => ({
  field,
  pattern: new RegExp(`^(?:${patterns.join('|')})$`),
});

/** The first that fits wins. */
const TERMS: readonly Term[] = [
  term('page', 'page(?: no)?', 'pg'),
  term(
    'checkNumber',
    `(?:(?:our|the|this) )?(?:check|chk|ck|cheque|eft|ach|trace|warrant|voucher|draft|payment|remittance|remit|deposit|transfer|wire|advice|ra|direct deposit|check eft|check or eft|eft check|eft trace|payment trace|electronic(?: funds)?(?: transfer)?|transaction)(?: (?:eft|check|trace|payment|or|ach))*(?: (?:no|number|num|nbr|id|reference|ref))+`,
    'trn',
    'check',
    'eft',
    'chk',
  ),
  term(
    'checkDate',
    '(?:check|chk|ck|cheque|eft|payment|pay|paid|pymt|issue|issued|remittance|remit|warrant|deposit|release|cycle|statement|advice|ra|print|settlement|effective|processed|finalized|funds)(?: (?:eft|issue|payment|check))* (?:date|dt|on)',
    'date',
    'dated',
    'date (?:of|paid|issued|printed)(?: (?:check|payment|issue|remittance))?',
    'issued',
    'as of',
  ),
  term(
    'checkAmount',
    '(?:check|chk|ck|eft|payment|net|warrant|deposit|remittance|total check|total eft|total net|net check|net eft)(?: (?:payment|check|eft|paid))* (?:amount|amt|total)',
    'amount (?:of (?:check|payment|eft|this payment|warrant|deposit)|enclosed|deposited|paid this check|of this check)',
    'net (?:payment|paid|payable|pay|check|remittance)(?: amount)?',
    'total (?:payment|paid|check|eft|remittance|amount paid|amount of payment|net payment|payable)(?: (?:amount|this check|to (?:provider|payee)))?',
    'amount',
    'check total',
    'payment total',
    'payment',
    'pay exactly',
    'the sum of',
    'pays?',
  ),
  term(
    'npi',
    'provider no(?: no)?',
    '(?:(?:billing|provider|payee|group|pay to|your|rendering|servicing|national provider) )*(?:npi|identifier)' + NO,
  ),
  term(
    'tin',
    '(?:(?:provider|payee|federal|your|billing) )*(?:tin|ein|fein|tax(?: (?:id|identification|payer id))?)' + NO,
  ),
  term(
    'patient',
    '(?:patient|pt|pat|member|mbr|insured|beneficiary|bene|recipient|client|enrollee|subscriber)(?: (?:full )?names?)',
    'name',
    're',
    'patient',
    'pt',
    'patient last first',
    'name of (?:patient|member)',
    'services for',
    'for',
    'beneficiary',
    'recipient',
    'client',
    'member',
    'insured',
  ),
  term(
    'account',
    `(?:(?:patient|pt|pat|your|provider|prov|client) )*(?:account|acct|acnt|accnt|a c|pcn|mrn|chart|control|ctl|ctrl)${NO}`,
    '(?:patient|pt|pat) (?:no|number|num|ref|reference|id)',
    'your (?:ref|reference|no|number|claim)(?: no| number)?',
    'pat acct',
    'acnt',
    'acct',
  ),
  term(
    'claimNumber',
    `(?:(?:payer|payor|plan|our|carrier|internal|document) )*(?:claim|clm|icn|dcn|tcn|ccn|crn)(?: (?:control|ctl|id|ref|reference))*(?: (?:no|number|num|nbr|id))*`,
    '(?:internal|document|transaction|payer|payer claim|payor|our)(?: (?:claim))? (?:control|ctl|ctrl|reference|ref)(?: (?:no|number))?',
    'our (?:ref|reference|no|number)(?: no| number)?',
    'reference(?: (?:no|number))?',
    'ref(?: no)?',
  ),
  term(
    'memberId',
    `(?:member|mbr|subscriber|sub|insured|insureds|hic|hicn|mbi|mid|medicare|medicaid|recipient|policy|certificate|cert|contract|enrollee|beneficiary|bene|client|identification|id|identity)(?: s)?(?: (?:medicaid|medicare|policy|member))*(?: (?:id|no|number|num|nbr|identification|identifier))*`,
  ),
  term(
    'serviceDates',
    '(?:dates?|period) of (?:service|care)(?: from)?',
    'service (?:dates?|period|from|span)',
    'dos',
    'statement (?:covers|period|from|dates?)(?: (?:from|period))*',
    'serviced',
    'from',
    'svc dates?',
    'dates?',
  ),
  term('status', '(?:claim )?(?:status|disposition|type|claim type|clm status)(?: code)?'),
  term(
    'claimInterest',
    '(?:interest|int)(?: (?:paid|amount|amt|payment))?',
    'late payment interest',
    'interest(?: [a-z]+){1,5}',
  ),
  term(
    'payee',
    'pay(?: to| to the order of)?',
    '(?:[a-z]+ )*payment to',
    '(?:to the order of|payee|paid to|facility|provider|billing provider|provider name|payee name|remit to|to|group|practice)(?: name)?',
  ),
  term('payer', '(?:payer|payor|carrier|insurer|insurance company|health plan|issued by)(?: name)?'),
  term(
    'patientOwes',
    '(?:total )?(?:pt|pat|patient|member|mbr|subscriber) (?:resp|responsibility|liability|owes|share|balance|portion)(?: (?:total|amount|amt))?',
    'you (?:may )?owe',
    'amount you (?:may )?owe',
  ),
  term(
    'claimAmount',
    'net',
    'prev(?:ious)? paid',
    'late filing(?: charge)?',
    'total',
    'totals',
    'claim totals?',
    'adj to totals',
  ),
  term(
    'other',
    `(?:group|asg|moa|mia|drg|pos|provider|prov|perf prov|rendering(?: provider| prov)?|servicing provider|auth(?:orization)?|plan|product|line of business|lob|phone|telephone|fax|tel|address|dob|birth ?date|date of birth|sex|relationship|rel|received|receipt date|date received|processed|entered|network|contact|questions|carrier|payer id|plan type|group name|employer|coverage|provider id|tob|bill type|mrn|fcn|tax|attention|attn|check status|section|batch|run)${NO}`,
  ),
];

/** Words that name the very money that the bank gets. */
export const isStrongAmount = (label: string): boolean =>
  /\b(check|chk|ck|eft|ach|deposit\w*|warrant|draft|wire|transfer|pay exactly|order of|this payment|payment amount|amount of payment|payment total|net pay\w*|amount enclosed)\b/.test(
    plainHeading(label),
  );

/** @returns what the label asks for, or null when the words are no label that we know. */
export function labelOf(text: string): LabelField | null {
  const plain = plainHeading(text);
  return plain === '' ? null : (TERMS.find(({ pattern }) => pattern.test(plain))?.field ?? null);
}

export interface Labelled {
  readonly field: LabelField;
  readonly label: string;
  /** The words of the value, from left to right; never empty. */
  readonly value: readonly Token[];
  readonly isBelow: boolean;
}

/** Labels of a person or of a number, as the value shows. */
const MEMBER = /^(?:member|insured|subscriber|recipient|client|beneficiary)$/;
/** Fields whose value shows by itself that it is one. */
const NUMBERS: ReadonlySet<LabelField> = new Set(['memberId', 'account', 'claimNumber', 'checkNumber', 'npi', 'tin']);
/** Amounts stand at the right edge, however far that is. */
const AMOUNTS: ReadonlySet<LabelField> = new Set(['checkAmount', 'claimInterest', 'patientOwes', 'claimAmount']);
const MOST_LABEL_WORDS = 6;
const MOST_FOREIGN_WORDS = 3;

/** Everyday words: labels only with a colon, or over their value. */
const WEAK =
  /^(?:re|for|to|from|group|practice|provider|payee|payer|payor|carrier|member|insured|client|recipient|subscriber|beneficiary|id|plan|status|type|pays?|issued)$/;

interface Spot {
  readonly field: LabelField;
  readonly from: number;
  readonly to: number;
  readonly hasColon: boolean;
}

/** Labels in a row, the longest fitting ones from the left. */
function spotsOf(tokens: readonly Token[], em: number): Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < tokens.length; ) {
    const spot = spotAt(tokens, at, em);
    if (spot) spots.push(spot);
    at = spot ? spot.to : at + 1;
  }
  return spots;
}

function spotAt(tokens: readonly Token[], at: number, em: number): Spot | null {
  const before = tokens[at - 1];
  const isApart =
    !before || left(tokens[at]!) - right(before) > em * 1.1 || /\d/.test(before.text) || before.text.length === 1;
  const isAfterMark = before !== undefined && /[,;:|.]$/.test(before.text);
  let found: Spot | null = null;
  for (let to = at + 1; to <= Math.min(tokens.length, at + MOST_LABEL_WORDS); to += 1) {
    if (to > at + 1 && left(tokens[to - 1]!) - right(tokens[to - 2]!) > em * 1.4) break;
    const words = tokens.slice(at, to);
    if (words.some((word) => word.cents !== null || word.isDate)) break;
    const last = words.at(-1)!.text;
    const hasColon = /[:#]$/.test(last) && !/^#$/.test(last) ? last.endsWith(':') : false;
    const field = labelOf(words.map((word) => word.text).join(' '));
    const isNumber = field !== null && (NUMBERS.has(field) || MEMBER.test(plainHeading(last)));
    if (field && (isApart || hasColon || (isAfterMark && isNumber)) && (!found || to - at > found.to - found.from))
      found = { field, from: at, to, hasColon };
    if (last.endsWith(':')) {
      if (found?.to === to) return { ...found, hasColon: true };
      // A value stands before the label that ends here.
      const isLater = words.some(
        (_, from) =>
          from > 0 &&
          labelOf(
            words
              .slice(from)
              .map((word) => word.text)
              .join(' '),
          ) !== null,
      );
      if (isLater || words.length > MOST_FOREIGN_WORDS) return found;
      // What ends with a colon is a label even when it is not one of ours: its value is not somebody else's.
      return { field: 'other', from: at, to, hasColon: true };
    }
  }
  return found;
}

/**
 * @param below the next rows of the page, for labels that stand over their values.
 * @param latest the last day that can stand on the paper.
 */
export function labelledIn(row: Row, below: readonly Row[], em: number, latest: string): Labelled[] {
  const { tokens } = row;
  const spots = spotsOf(tokens, em);
  const found: Labelled[] = [];
  spots.forEach((spot, index) => {
    const next = spots[index + 1];
    const label = tokens
      .slice(spot.from, spot.to)
      .map((token) => token.text)
      .join(' ');
    const isWeak = !spot.hasColon && WEAK.test(plainHeading(label));
    const beside =
      isWeak && !NUMBERS.has(spot.field) && !MEMBER.test(plainHeading(label))
        ? []
        : reach(
            tokens.slice(spot.to, next?.from ?? tokens.length),
            tokens[spot.to - 1]!,
            em,
            AMOUNTS.has(spot.field) ? 60 : spot.hasColon ? 14 : 10,
          );
    const field =
      spot.field === 'patient' && MEMBER.test(plainHeading(label)) && /\d/.test(beside[0]?.text ?? '')
        ? 'memberId'
        : spot.field;
    const here = valueOf(field, beside, latest);
    if (here) return found.push({ field, label, value: here, isBelow: false });
    const after = tokens[spot.to];
    const isWhole = spot.hasColon || !after || left(after) - right(tokens[spot.to - 1]!) > em;
    if (!isWhole || (spot.hasColon && beside.length > 0)) return undefined;
    const span = {
      from: left(tokens[spot.from]!) - em,
      to: next ? left(tokens[next.from]!) - em * 0.3 : Number.POSITIVE_INFINITY,
    };
    const there = valueUnder(spot.field, span, row, below, em, latest);
    if (there) found.push({ field: spot.field, label, value: there, isBelow: true });
    return undefined;
  });
  return found;
}

/** The value under a label: on the next row that has anything there. */
function valueUnder(
  field: LabelField,
  span: { readonly from: number; readonly to: number },
  row: Row,
  below: readonly Row[],
  em: number,
  latest: string,
): readonly Token[] | null {
  for (const next of below) {
    if (next.top - row.bottom > em * 2.5) return null;
    const under = next.tokens.filter((token) => left(token) >= span.from && left(token) < span.to);
    if (under.length > 0) return valueOf(field, reach(under, null, em, 10), latest);
  }
  return null;
}

/** The run of words that begins near the label, up to a wide gap. */
function reach(tokens: readonly Token[], label: Token | null, em: number, first: number): Token[] {
  const taken: Token[] = [];
  let edge = label ? right(label) : null;
  for (const token of tokens) {
    const gap = edge === null ? 0 : left(token) - edge;
    if (gap > em * (taken.length === 0 ? first : 2)) break;
    taken.push(token);
    edge = right(token);
  }
  return taken;
}

const ID = /^[A-Z0-9][A-Z0-9./-]*$/i;

/** @returns the leading words that can be a value of that field; null when they cannot. */
function valueOf(field: LabelField, tokens: readonly Token[], latest: string): readonly Token[] | null {
  const first = tokens[0];
  if (!first) return null;
  switch (field) {
    case 'account':
    case 'claimNumber':
    case 'memberId':
    case 'checkNumber': {
      const taken = tokens.slice(0, idLength(tokens));
      const text = taken.map((token) => token.text).join('');
      return taken.length > 0 &&
        /\d/.test(text) &&
        text.replace(/[^A-Z0-9]/gi, '').length >= 3 &&
        first.cents === null &&
        !first.isDate
        ? taken
        : null;
    }
    case 'npi':
    case 'tin': {
      const digits = first.text.replace(/\D/g, '');
      return (field === 'npi' ? digits.length === 10 : digits.length === 9) ? [first] : null;
    }
    case 'checkDate':
    case 'serviceDates': {
      for (const count of [4, 3, 2, 1]) {
        const taken = tokens.slice(0, count);
        if (taken.length === count && spanOf(taken.map((token) => token.text).join(' '), latest)) return taken;
      }
      return null;
    }
    case 'checkAmount':
    case 'claimInterest':
    case 'patientOwes':
    case 'claimAmount': {
      const amount = tokens.find((token) => token.cents !== null);
      return amount ? [amount] : null;
    }
    case 'patient':
    case 'payer':
    case 'payee': {
      const end = tokens.findIndex((token) => /\d/.test(token.text) || token.cents !== null);
      const taken = (end < 0 ? tokens : tokens.slice(0, end)).filter((token) => /[A-Za-z]/.test(token.text));
      const text = taken.map((token) => token.text).join(' ');
      if (taken.some((token) => /^[a-z]/.test(token.text) && !/^(?:of|and|the|de|la|van|von)$/.test(token.text)))
        return null;
      return text.length >= 3 && !text.endsWith(':') && labelOf(text) === null ? taken : null;
    }
    case 'page':
    case 'status':
    case 'other':
      return tokens;
  }
}

/** How many leading words make one number: OCR and printers break long ones, `2026 0412 0071`. */
function idLength(tokens: readonly Token[]): number {
  const first = tokens[0]!;
  if (!ID.test(first.text.replace(/[,;]$/, ''))) return 0;
  if (/\d/.test(first.text)) return 1;
  const second = tokens[1];
  return second && /^\d/.test(second.text) && left(second) - right(first) < first.box[3] ? 2 : 1;
}
