/** The words that payers print above columns, in many dialects. Data only; how it is used stands in `headers.ts`. */
import { MONEY_COLUMNS } from './solve/cells.ts';
import type { MoneyColumn } from './solve/cells.ts';

/** What a column holds that is no money. `codes`: remark, reason or message codes. */
export type TextColumn =
  | 'date'
  | 'procedure'
  | 'modifiers'
  | 'units'
  | 'codes'
  | 'percent'
  | 'patient'
  | 'lastName'
  | 'firstName'
  | 'status'
  | 'account'
  | 'claimNumber'
  | 'memberId'
  | 'provider'
  | 'other';

export type Meaning = MoneyColumn | TextColumn;

interface Term {
  readonly pattern: RegExp;
  /** The likeliest first: where a heading is shared by several meanings, arithmetic chooses. */
  readonly meanings: readonly Meaning[];
}

/** The first pattern that fits a whole heading wins, so the narrow ones stand first. Headings come in lower case, marks removed. */
const TERMS: readonly Term[] = [
  {
    pattern:
      /\b(coins|co ?insurance|ded|deductible|co ?pay(ment)?)\b.*\b(percent|pct|rate)\b|^(co ?ins(urance)? )?(percent|pct|rate|%)$|\b(pct|percent(age)?)\b|%/,
    meanings: ['percent'],
  },
  { pattern: /\b(you|we|provider) (have )?(charged|billed|submitted)\b/, meanings: ['billed'] },
  {
    pattern: /\bfees? (billed|charged|submitted|claimed)\b|\b(submitted|billed|your|usual|provider) fees?\b/,
    meanings: ['billed'],
  },
  { pattern: /\b(doctor|dentist|physician|provider|office|your)s? usual\b/, meanings: ['billed'] },
  { pattern: /\bcontract\w* allowances?\b/, meanings: ['contractual', 'allowed'] },
  {
    pattern:
      /\brepriced? (amount|amt|charge|fee|rate|price)\b|\b(network|agreed|negotiated|plan|ppo|contract\w*) (price|rate|fee|allowance)\b(?! (diff|adj|reduc|sched))|\b(benefit|payable|payment|payments|pricing) (base|basis)\b|\bcustomary\b|\btariff\b/,
    meanings: ['allowed'],
  },
  {
    pattern: /\b(plan|insurer|payer|payor|carrier|insurance|company|fund|check) (pays?|share|portion)\b/,
    meanings: ['paid'],
  },
  {
    pattern: /\b(member|patient|enrollee|subscriber|insured|pt|your) cost ?-?shar\w*\b/,
    meanings: ['patientResponsibility', 'coinsurance'],
  },
  { pattern: /\b(sequest\w*|seq)\b/, meanings: ['sequestration'] },
  { pattern: /\b(withh\w*|whld|whd|wthld|risk|hold ?back)\b/, meanings: ['withhold'] },
  { pattern: /\b(interest|int)\b/, meanings: ['interest'] },
  {
    pattern:
      /\b(grp|group)\b.*\b(rc|reason|code|amt|carc)\b|\brc (amt|amount)\b|\b(adj\w*|reason|carc|cas|grp) ?(rsn|reason|code|cd)?s? (amt|amount)\b/,
    meanings: ['adjustment', 'codes', 'contractual'],
  },
  {
    pattern: /\b(deduct\w*|dedbl|ded|dedctbl)\b.*\b(co ?pay\w*|copay\w*)\b/,
    meanings: ['deductible', 'patientResponsibility'],
  },
  { pattern: /\b(deduct\w*|dedbl|ded|dedctbl|dedct|annual ded)\b/, meanings: ['deductible'] },
  { pattern: /\b(co ?insur\w*|coins|co ?ins|coin|cost share)\b/, meanings: ['coinsurance', 'copay'] },
  { pattern: /\b(co ?pay\w*|copymt|copmt)\b/, meanings: ['copay', 'coinsurance'] },
  {
    pattern:
      /\b(your|provider|plan|our|net|this) (payment|pymt|pmt|check)\b|\b(were|was) paid\b|\bpaid to (you|prov\w*|payee)\b/,
    meanings: ['paid', 'patientResponsibility'],
  },
  {
    pattern: /\b(over|above|exceeds?) [a-z]+ ?(limit|approved|allow\w*|fee|max\w*)\b/,
    meanings: ['contractual', 'notCovered'],
  },
  {
    pattern: /\b(spend ?down|share of cost|patient liab\w* reduction)\b/,
    meanings: ['patientResponsibility', 'deductible'],
  },
  {
    pattern:
      /\b(other|another|oth|oim|oic|prior|primary|medicare|mcare|cob|tpl|third party|coordination|second\w*) ?(ins\w*|carrier|payer|payor|plan|coverage|paid|pymt|payment|cov|cr|liab\w*|amt|amount|party|of benefits)?\b(?!.*\b(deduct|allow|approv|limit|fee))/,
    meanings: ['otherInsurance'],
  },
  {
    pattern:
      /\b(patient|pt|pat|member|mbr|subscriber|enrollee|insured|you|your|recipient|recip|beneficiary|bene|client|particip\w*|employee|claimant|resident|veteran|customer)\b.*\b(resp\w*|owes?|liab\w*|share|balance|bal|pays?|payment|portion|due|cost|oblig\w*|amt|amount|pt)\b|\bbalance due\b|\bamount you\b|\bdue from (patient|member|pt)\b|\b(resp|liab)\b|\bbill (to )?(patient|member)\b/,
    meanings: ['patientResponsibility'],
  },
  {
    pattern:
      /\b(not|non) ?(a |an )?(plan )?(cov\w*|elig\w*|payable|benefit)\b|\b(excluded|denied|inelig\w*|noncov\w*|uncovered|disallow\w* by plan|exclusions?|not paid|reject\w*|unallow\w*|non ?benefit)\b/,
    meanings: ['notCovered', 'contractual'],
  },
  {
    pattern:
      /\b(contract\w*|negotiated|network|provider|ppo|plan|par|mbr|fee|write) ?(disc\w*|adj\w*|savings?|write ?off|reduc\w*|liab\w*|resp\w*|off|diff\w*|obligation|w ?o)\b|\b(discount\w*|disc|write ?(off|down)|wo|savings?|cut ?(back)?s?|waived|differences?|diff|contractual|disallow\w*|reduction\w*|repric\w*|excess|over (ucr|fee|max\w*|allow\w*|schedule)|above (allow\w*|max\w*|fee)|not allow\w*|non ?allow\w*|prov(ider)? (adj\w*|resp\w*|liab\w*|w ?o))\b/,
    meanings: ['contractual', 'notCovered'],
  },
  {
    pattern:
      /\b(allow\w*|accepted|alwd|apprv\w*|approved|appvd|approv|elig\w*|fee schedule|max\w*|negotiated (rate|price|amt|amount)|contract\w* (rate|amt|amount|price|fee)|considered|recognized|reasonable|ucr|covered|priced|pricing|repriced|rate|fee)\b/,
    meanings: ['allowed'],
  },
  {
    pattern:
      /\b(bill\w*|charg\w*|chgs?|chrg\w*|submit\w*|subm|claimed|gross|fee (billed|charged)|amt chgd|total (charge|chg)s?|tot chg|your fee|asked|invoice\w*|retail)\b/,
    meanings: ['billed'],
  },
  { pattern: /\b(adj\w*|adjmts?|reduc\w*)\b/, meanings: ['contractual', 'adjustment', 'notCovered'] },
  {
    pattern:
      /\b(paid|pd|payment|pymt|pmt|pay|payable|benefits?|net|reimb\w*|remit\w*|disburs\w*|warrant|settle\w*|plan pays|we (paid|pay)|issued|released)\b/,
    meanings: ['paid'],
  },

  { pattern: /\b(dates?|dos|serv date|svc date|rendered on|performed on)\b/, meanings: ['date'] },
  {
    pattern: /\b(proc\w*|service|svc|cpt\w*|hcpcs?|rev\w*|cdt|billing) (codes?|cds?|no|number)\b/,
    meanings: ['procedure'],
  },
  { pattern: /\b(num|no|nbr|number)( of)? (svcs?|serv\w*|units?)\b|\bsvcs? (qty|cnt|count)\b/, meanings: ['units'] },
  { pattern: /\b(service|svc|serv) (from|thru|through|to)\b/, meanings: ['date'] },
  {
    pattern:
      /\b(remark|rmk|rmks|remarks|notes?|reason|rsn|expl\w*|eobs?|msg|message|rarc|carc|ansi|codes? ?(s)?|see|edits?|explanation|moa|comment\w*)\b/,
    meanings: ['codes', 'procedure'],
  },
  {
    pattern:
      /\b(proc\w*|cpt\w*|hcpcs?|hcpc|cdt|rev|revenue|service (code|cd)|svc (code|cd)|services?|svc|ada|treatment|description|desc|work done|item)\b/,
    meanings: ['procedure'],
  },
  { pattern: /\b(mods? ?\d?|modifiers?|md ?\d?|mo)\b/, meanings: ['modifiers'] },
  {
    pattern:
      /\b(units?|unt|un|qty|quantity|nos|days|unts|svcs|ct|cnt|count|visits|no (of )?(svcs?|serv\w*|units?)|num|times)\b/,
    meanings: ['units'],
  },
  { pattern: /\b(dt|from|thru|through|when|performed|day)\b/, meanings: ['date'] },
  {
    pattern:
      /\b(account|acct|acnt|pcn|mrn|chart|(provider|prov|office|practice) (control|ctl|ctrl|cntl|ref\w*)|your (claim|control)|patient (no|number|id|cntrl|ctrl|cntl|control|ctl|cntrl|ctrl|cntl|acct|account|ref\w*)|(pt|pat) (no|acct|ctl|cntl|ctrl|control|account|ref\w*)|your (ref\w*|number|no))\b/,
    meanings: ['account'],
  },
  { pattern: /\b(claim|icn|dcn|tcn|ctl|control|reference|ref|internal|crn|doc(ument)?)\b/, meanings: ['claimNumber'] },
  {
    pattern:
      /\b(member|subscriber|hic|hicn|mbi|recipient|medicaid|insured|policy|cert\w*|card|contract|id|identification|beneficiary|enrollee)\b ?(id|no|num|number|identification|id no)?$/,
    meanings: ['memberId', 'patient'],
  },
  { pattern: /\b(last|surname|family)( name)?$|^last\b/, meanings: ['lastName'] },
  { pattern: /\b(first|given)( name)?$|^first\b/, meanings: ['firstName'] },
  {
    pattern:
      /\b(patient|name|patients|pt|member|insured|beneficiary|claimant|participant|dependent|client|recipient)\b/,
    meanings: ['patient'],
  },
  { pattern: /^(claim |clm )?(status|sts|stat|st)( code| cd)?$/, meanings: ['status'] },
  {
    pattern:
      /\b(perf|prov|provider|rend\w*|npi|pos|place|tooth|area|surf\w*|type|tos|line|ln|seq no|group|plan|drg|bill type|tob|auth\w*|asg|status|st)\b/,
    meanings: ['other'],
  },
];

/** @returns a heading in lower case, its marks and footnote digits removed. */
export const plainHeading = (text: string): string =>
  text
    .toLowerCase()
    // `I.D.` and `D.O.S.` are one word; `patient's` is the patient.
    .replace(/\b(?:[a-z]\.){2,}/g, (letters) => letters.replaceAll('.', ''))
    .replace(/(?<=[a-z]{3})['’]s\b/g, '')
    .replace(/[#]/g, ' no ')
    .replace(/[^a-z0-9%]+/g, ' ')
    // Superscript footnotes stick to headings: `Coinsurance2`.
    .replace(/([a-z]{3,})\d\b/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

const MONEY: ReadonlySet<string> = new Set(MONEY_COLUMNS);

/** @returns whether a column of that meaning holds amounts. */
export const isMoneyColumn = (meaning: Meaning): meaning is MoneyColumn => MONEY.has(meaning);

/**
 * @param kind what stands below the heading: a heading is read as money only above amounts.
 * @returns what a heading may mean, the likeliest first; empty when no word of it is known.
 */
export function meaningsOf(heading: string, kind: 'money' | 'text' | 'any' = 'any'): readonly Meaning[] {
  const plain = plainHeading(heading);
  if (plain === '') return [];
  for (const term of TERMS) {
    if (!term.pattern.test(plain)) continue;
    const fitting = term.meanings.filter((meaning) => kind === 'any' || isMoneyColumn(meaning) === (kind === 'money'));
    if (fitting.length > 0) return fitting;
  }
  return [];
}
