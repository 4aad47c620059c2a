/** The words that payers print beside values, in many dialects. Data only; how it is used stands in `labels.ts`. */
import { plainHeading } from './vocabulary.ts';

export type LabelField =
  | 'patient'
  | 'memberId'
  | 'account'
  | 'claimNumber'
  | 'serviceDates'
  | 'serviceThru'
  | 'status'
  | 'checkNumber'
  | 'checkDate'
  | 'checkAmount'
  | 'payer'
  | 'payerId'
  | 'method'
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
  term('payerId', '(?:payer|payor|carrier|insurer|naic) (?:id|identification|identifier|code)(?: (?:no|number))?'),
  term('method', '(?:payment|pay|remittance|pymt) (?:method|type|mode|form)', 'method of payment', 'paid by', 'method'),
  term('page', 'page(?: no)?', 'pg'),
  term(
    'checkNumber',
    `(?:(?:our|the|this) )?(?:check|chk|ck|cheque|eft|ach|trace|warrant|voucher|draft|payment|remittance|remit|deposit|transfer|wire|advice|ra|direct deposit|check eft|check or eft|eft check|eft trace|payment trace|electronic(?: funds)?(?: transfer)?|transaction)(?: (?:eft|check|trace|payment|or|ach))*(?: (?:no|number|num|nbr|id|reference|ref))+`,
    '(?:direct |electronic |funds )*(?:eft|ach|check|payment|remittance|deposit|transfer|bank|wire) (?:trace|reference|ref|confirmation|trn)',
    'trace',
    'voucher',
    'warrant',
    'trn',
    'check',
    'eft',
    'chk',
  ),
  term(
    'checkDate',
    '(?:check|chk|ck|cheque|eft|payment|pay|paid|pymt|issue|issued|remittance|remit|warrant|voucher|draft|disbursement|transfer|wire|deposit|release|cycle|statement|advice|ra|print|settlement|effective|processed|processing|process|production|mail|mailed|mailing|posting|finalized|funds|transaction|value|settled|credit|credited|report|run)(?: (?:eft|issue|payment|check))* (?:date|dt|on)',
    'date',
    'dated',
    '(?:date of )?notice(?: date)?',
    'date (?:of|paid|issued|printed)(?: (?:check|payment|issue|remittance))?',
    'issued',
    'settled',
    'as of',
  ),
  term(
    'checkAmount',
    '(?:check|chk|ck|eft|ach|draft|voucher|wire|transfer|payment|net|warrant|deposit|remittance|total check|total eft|total net|net check|net eft)(?: (?:payment|check|eft|paid))* (?:amount|amt|total)',
    'in the amount of',
    'amount (?:of (?:check|payment|eft|this payment|warrant|deposit)|enclosed|deposited|paid this check|of this check)',
    'net (?:payment|paid|payable|pay|check|remittance)(?: amount)?',
    'total (?:payment|paid|check|eft|remittance|amount paid|amount of payment|net payment|payable)(?: (?:amount|this check|to (?:provider|payee)))?',
    'amount(?: paid)?',
    'check total',
    'payment total',
    'payment',
    'pay exactly',
    '(?:net |total )?(?:payment|amount|paid|pay|amount paid) to (?:provider|payee|you|facility|practice)',
    '(?:the )?(?:total|amount|sum|total amount) (?:of |for |in )?(?:this|the|your) (?:payment|check|remittance|deposit|eft|draft|voucher|transfer|warrant|advice)',
    'the sum of',
    'sum(?: (?:paid|total|of payment))?',
    '(?:benefit |total |net |your )*(?:payment|amount|benefits?) (?:issued|made|enclosed|sent|released|due you|to you)',
    'pays?',
  ),
  term(
    'npi',
    'npi(?: or)? (?:tin|tax id|ein|fein)(?: (?:no|number))?',
    'provider no(?: no)?',
    '(?:(?:billing|provider|payee|group|pay to|your|rendering|servicing|national provider|facility|hospital|clinic|practice|supplier|office|dentist|treating) )*(?:npi|identifier)' +
      NO,
  ),
  term(
    'tin',
    'fed(?:eral)? id',
    '(?:(?:provider|payee|federal|fed|your|billing|facility|hospital|practice|office|dentist) )*(?:tin|ein|fein|tax(?:payer)?(?: (?:id|identification|payer id))?)' +
      NO,
  ),
  term(
    'patient',
    '(?:patient|pt|pat|member|mbr|insured|beneficiary|bene|recipient|client|enrollee|subscriber|employee|claimant|participant|dependent|resident)(?: (?:full )?names?)',
    '(?:injured|covered) (?:worker|person|party|individual)',
    'claimant',
    'dependent',
    'employee(?: patient)?',
    'participant',
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
    'enrollee',
    'subscriber',
  ),
  term(
    'account',
    `(?:(?:patient|pt|pat|your|provider|prov|client) )*(?:account|acct|acnt|accnt|a c|pcn|mrn|chart|control|ctl|ctrl)${NO}(?: with you)?`,
    '(?:(?:provider|your) )?(?:patient|pt|pat) (?:no|number|num|ref|reference|file)(?: (?:no|number|num|id))?',
    '(?:your |provider |practice )?(?:office|practice|provider) (?:file|acct|account|ref|reference|control|ctl)(?: (?:no|number|num|id))?',
    'your (?:ref|reference|no|number|claim)(?: no| number)?',
    'pat acct',
    'acnt',
    'acct',
  ),
  term(
    'claimNumber',
    `(?:(?:payer|payor|plan|our|carrier|internal|document|fund|trust|file) )*(?:claim|clm|icn|dcn|tcn|ccn|crn)(?: (?:control|ctl|id|ref|reference))*(?: (?:no|number|num|nbr|id))*`,
    '(?:internal|doc|document|transaction|payer|payer claim|payor|our)(?: (?:claim))? (?:control|ctl|ctrl|reference|ref)(?: (?:no|number))?',
    'doc(?:ument)? (?:no|number|id)',
    'our (?:ref|reference|no|number)(?: no| number)?',
    'reference(?: (?:no|number))?',
    'ref(?: no)?',
  ),
  term(
    'memberId',
    'patient (?:id|identifier|identification)(?: (?:no|number))?',
    `(?:member|mbr|benefits?|subscriber|sub|insured|insureds|hic|hicn|mbi|mid|medicare|medicaid|recipient|policy|certificate|cert|contract|enrollee|beneficiary|bene|client|identification|id|identity|employee|participant|claimant|health plan|card)(?: s)?(?: (?:medicaid|medicare|policy|member))*(?: (?:id|no|number|num|nbr|identification|identifier))*`,
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
  term(
    'serviceThru',
    '(?:statement|service|svc)(?: dates?| period)? (?:thru|through|to|end)',
    '(?:thru|through|to|last) dates? of service',
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
    '(?:services? )?(?:provided|rendered|performed) by',
    '(?:to the order of|payee|paid to|issued to|sent to|credited to|facility|provider|billing provider|provider name|payee name|remit to|to|group|practice)(?: name)?',
  ),
  term('payer', '(?:payer|payor|carrier|insurer|insurance company|health plan|issued by|on behalf of)(?: name)?'),
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
    `(?:group|asg|moa|mia|drg|pos|provider|prov|perf prov|rendering(?: provider| prov)?|servicing provider|auth(?:orization)?|plan|product|line of business|lob|phone|telephone|fax|tel|address|dob|birth ?date|date of birth|sex|relationship|rel|received|receipt date|date received|processed|entered|network|contact|questions|carrier|plan type|group name|employer|coverage|provider id|tob|bill type|mrn|fcn|tax|attention|attn|check status|section|batch|run)${NO}`,
  ),
];

/** Words that name the very money that the bank gets. */
export const isStrongAmount = (label: string): boolean =>
  /\b(check|chk|ck|eft|ach|deposit\w*|warrant|draft|wire|transfer|pay exactly|order of|in the amount of|this payment|payment amount|amount of payment|payment total|net pay\w*|amount enclosed)\b/.test(
    plainHeading(label),
  );

/** Words that name the number of the money itself, not that of the paper. */
export const isMoneyNumber = (label: string): boolean => {
  const plain = plainHeading(label);
  const isMoney = /\b(check|chk|ck|cheque|eft|ach|trace|warrant|draft|wire|deposit|transfer)\b/.test(plain);
  return isMoney && !/\b(amount|amt|total|date|of payment)\b/.test(plain);
};

/** A reference of nobody in particular: the payment's where no claim has begun. */
export const isBareReference = (label: string): boolean =>
  /^(?:ref|reference)(?: (?:no|number|id))*$/.test(plainHeading(label));

/** @returns what the label asks for, or null when the words are no label that we know. */
export function labelOf(text: string): LabelField | null {
  const plain = plainHeading(text);
  return plain === '' ? null : (TERMS.find(({ pattern }) => pattern.test(plain))?.field ?? null);
}
