/**
 * What payers print beside their own codes, and what it means in X12 words. Only sentences that can mean one thing:
 * a sentence that fits rules of two meanings, or none, means nothing here.
 */

export interface Meaning {
  /** Null: the words do not say who bears it. */
  readonly group: 'CO' | 'PR' | 'OA' | null;
  readonly reason: string;
}

interface Phrase {
  readonly reason: string;
  /** `stated`: whoever the sentence itself names. */
  readonly group: 'CO' | 'PR' | 'OA' | 'stated';
  readonly says: RegExp;
  readonly unless?: RegExp;
}

const AUTHORIZATION = String.raw`(pre ?)?(authori[sz]ation|certification|cert|auth|approval)`;
const COUNTS = /\b(visits?|units?|times|number of|days|frequency|benefits?|limit(ation)?s?|quantity|timely|filing)\b/;

const OWN_PLAN = String.raw`\bnot covered (under|by) (the |this |your )?(member|patient|participant|enrollee|subscriber|insured|employee)( s)? (current )?(benefits? )?plan\b`;

const PHRASES: readonly Phrase[] = [
  {
    reason: '45',
    group: 'CO',
    says: /\b(exceeds?|exceeding|above|over|greater than|more than|in excess of)\b.*\b(fee schedule|allowed (amount|charge)|allowable|contract(ed|ual)? (rate|amount|fee|allowance)|negotiated (rate|amount|fee)|maximum (allowed|allowable|allowance|fee)|ucr|usual and customary|amount agreed|agreed (amount|rate|price|fee))\b/,
    unless: COUNTS,
  },
  {
    reason: '45',
    group: 'CO',
    says: /\bcontractual (adjustment|write off|obligation|discount|allowance|reduction)\b|\b(provider|network|ppo|participating provider) (discount|savings|write off)\b|\b(write off|discount) (per|under|by) (the )?(provider )?(contract|agreement)\b/,
    unless: COUNTS,
  },
  {
    reason: '45',
    group: 'CO',
    says: /\b(agreed to accept|accept(s|ed)? (less|the (allowed|approved)|our allowance))\b|\bdiscount\b.*\b(contract|agreement|network)\b|\b(contract|agreement|network)\b.*\bdiscount\b/,
    unless: /\b(visits?|units?|limit(ation)?s?|not (covered|payable)|denied|exclu\w*|late|timely)\b/,
  },
  {
    reason: '45',
    group: 'CO',
    says: /\b(reduced|limited|priced|adjusted) (to|at|per|according to) (the )?(maximum |plan |provider )?(allowed|allowable|allowance|fee schedule|contract\w*|negotiated)\b/,
    unless: COUNTS,
  },
  {
    reason: '1',
    group: 'PR',
    says: /\bdeductible\b/,
    unless: /\b(co ?insurance|co ?pay(ment)?|not|waived?|without|no)\b/,
  },
  {
    reason: '2',
    group: 'PR',
    says: /\bco ?insurance\b/,
    unless: /\b(deductible|co ?pay(ment)?|not|waived?|without|no|other)\b/,
  },
  {
    reason: '3',
    group: 'PR',
    says: /\bco ?pay(ment)?s?\b/,
    unless: /\b(deductible|co ?insurance|not|waived?|without|no)\b/,
  },
  { reason: '253', group: 'CO', says: /\bsequest(ration|er)\b/ },
  {
    reason: '23',
    group: 'OA',
    says: /\b(paid|payments?|benefits?) (made )?(by|from) (the )?(other|primary|prior|another) (insurance|insurer|payer|payor|carrier|plan)\b|\b(other|primary|prior) (insurance|insurer|payer|payor|carrier|plan) (has )?(paid|payment)\b/,
    unless: /\b(need(ed)?|required|missing|submit|send|explanation|eob|not|copy|information)\b/,
  },
  {
    reason: '18',
    group: 'OA',
    says: /\bduplicate (of|claim|charge|service|submission|billing|line|bill)\b|\b(exact|is a) duplicate\b|\bduplicates? (a )?(previous|prior|another)/,
  },
  {
    reason: '29',
    group: 'CO',
    says: /\btimely (filing|submission)\b|\bfiling (time )?(limit|deadline)\b|\blimit for (filing|submission|submitting)\b|\b(received|filed|submitted|billed) (after|beyond|past|outside)\b.*\b(limit|deadline|time ?frame|period)\b/,
  },
  {
    reason: '16',
    group: 'stated',
    says: /\binformation (is |was )?(missing|incomplete|invalid|lacking)\b|\b(missing|incomplete|invalid|lacks|insufficient) (claim |billing |required |necessary |needed )*(information|data)\b/,
    unless: /\b(records?|medical|accident|other insurance|coordination|prior)\b/,
  },
  {
    reason: '96',
    group: 'stated',
    says: /\b(not (a )?(covered|benefit)|non ?covered|excluded (service|by))\b/,
    unless: new RegExp(String.raw`\bby this (payer|plan|carrier)\b|${OWN_PLAN}`),
  },
  { reason: '204', group: 'stated', says: new RegExp(OWN_PLAN) },
  {
    reason: '97',
    group: 'CO',
    says: /\b(included|bundled|incidental|inclusive|mutually included)\b.*\b(in|into|to|with|of)\b.*\b(primary|another|other|main|comprehensive|global|procedure|payment|allowance|code)\b|\bpart of (the )?(payment|allowance|fee)\b.*\b(another|other|primary|main|global)\b/,
  },
  {
    reason: '197',
    group: 'CO',
    says: new RegExp(
      String.raw`\b${AUTHORIZATION}\b.*\b(not (obtained|on file|found|requested|received|given)|absent|missing|was required|not approved)\b|\b(no|without|lack of) (prior )?${AUTHORIZATION}\b`,
    ),
  },
  {
    reason: '50',
    group: 'CO',
    says: /\bnot (deemed |considered )?(a )?medical(ly)? necess(ary|ity)\b|\bmedical necessity (not|was not|is not)\b/,
  },
  {
    reason: '22',
    group: 'CO',
    says: /\b(submit|send|bill|file)\b.*\b(primary|other) (insurance|insurer|payer|payor|carrier)\b|\b(primary|other) (insurance|insurer|payer|payor|carrier)( s)? (eob|explanation of benefits|remittance|payment information) (is |was )?(needed|required|missing)\b|\bother (coverage|insurance) is primary\b/,
  },
  {
    reason: '27',
    group: 'stated',
    says: /\b(after|following) (the )?(coverage|policy|eligibility|member)\b.*\b(end(ed)?|terminat\w+|cancell?\w+|lapsed)\b|\bcoverage (was )?(terminated|cancell?ed)\b/,
  },
  { reason: '26', group: 'stated', says: /\b(before|prior to) (the )?(coverage|policy|eligibility|effective)\b/ },
  {
    reason: '119',
    group: 'stated',
    says: /\b(benefit|annual|yearly|calendar year|plan|policy|contract)\b.*\b(maximum|limit)\b.*\b(reached|met|exhausted|exceeded|used)\b/,
  },
  {
    reason: '109',
    group: 'CO',
    says: /\bnot covered by this (payer|plan|carrier)\b|\b(submit|send|forward|bill)\b.*\b(correct|appropriate|proper) (payer|payor|carrier|insurer|plan)\b/,
  },
];

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const PATIENT = String.raw`(the |your )?(patient|member|subscriber|insured|enrollee|recipient|beneficiary|customer|client|claimant|participant|employee|dependent)`;
const ON_PATIENT = new RegExp(
  String.raw`\b(may|can|should) (be )?bill(ed)? (to )?${PATIENT}\b|\b${PATIENT}( s)? (is )?(responsib\w*|liab\w*|owes?|may be billed|must pay|pays? this)\b|\b(responsibility|liability) of ${PATIENT}\b|\bbill ${PATIENT}\b`,
);
const NOT_ON_PATIENT = new RegExp(
  String.raw`\b(may not|cannot|can not|must not|do not|should not|not to) (be )?(bill|billed|charge|charged|collect)\b|\b${PATIENT} (is|may|shall|cannot|can|does|do)? ?not (be )?(responsib\w*|liab\w*|billed|charged|owe)?\b|\bhold ${PATIENT} harmless\b|\bheld harmless\b|\bprovider( s)? (is )?(responsib\w*|liab\w*|write off)\b`,
);

/** @returns who bears the amount by the words; null when they do not say, or say both. */
function bearer(text: string): 'CO' | 'PR' | null {
  if (NOT_ON_PATIENT.test(text)) return 'CO';
  return ON_PATIENT.test(text) ? 'PR' : null;
}

/** @returns what a legend's sentence or a heading means; null when it is not unmistakable. */
export function meaningOf(sentence: string): Meaning | null {
  const text = plain(sentence);
  const fitting = PHRASES.filter(({ says, unless }) => says.test(text) && !unless?.test(text));
  const [first] = fitting;
  if (!first || fitting.some(({ reason }) => reason !== first.reason)) return null;
  const stated = bearer(text);
  if (first.group === 'stated') return { group: stated, reason: first.reason };
  // "Exceeds the allowed amount, patient is responsible" is no write-off, nor is a deductible one.
  if (stated !== null && first.group !== 'OA' && stated !== first.group) return null;
  return { group: first.group, reason: first.reason };
}
