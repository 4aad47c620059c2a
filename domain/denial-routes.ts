/** Where a denial goes by its code: queue, first step, and whether to correct, appeal, bill another payer or the patient. */

export const DENIAL_CATEGORIES = [
  'billing-data',
  'records',
  'coding',
  'duplicate',
  'coordination',
  'eligibility',
  'registration',
  'timely-filing',
  'authorization',
  'clinical',
  'bundling',
  'benefit',
  'limits',
  'enrollment',
  'review-upheld',
  'audit',
  'pending',
  'finance',
  'unknown',
] as const;
/** The queue a denial is worked in. */
export type DenialCategory = (typeof DENIAL_CATEGORIES)[number];

/** What usually settles it. `new-claim`: unprocessable, no appeal. `investigate`: the code alone does not say. */
export const DENIAL_STEPS = [
  'correct-and-resubmit',
  'new-claim',
  'appeal',
  'send-records',
  'rebill-other-payer',
  'bill-patient',
  'wait',
  'book',
  'investigate',
] as const;
export type DenialStep = (typeof DENIAL_STEPS)[number];

/** Incentives, withholds, penalties and mandates: no refusal of the service. */
const FINANCE =
  '44 61 69 70 74 75 76 85 90 91 94 100 102 103 104 105 106 118 121 122 130 131 132 137 139 142 143 144 161 169 187 201 203 205 213 215 219 223 225 229 232 235 237 240 241 245 246 247 248 253 259 260 262 263 264 265 266 271 278 281 293 294 295 303 A0 A5 A6 B4 B8 B22';

export interface Route {
  readonly category: DenialCategory;
  readonly step: DenialStep;
  readonly firstAction: string;
  /** False where the payer hears no appeal of it. */
  readonly isAppealable: boolean;
}

type Row = readonly [codes: string, category: DenialCategory, step: DenialStep, firstAction: string];

const BY_REASON: readonly Row[] = [
  [
    '16 206 207 208 125 A8',
    'billing-data',
    'correct-and-resubmit',
    'Find the field that the remark names, correct it and resubmit.',
  ],
  ['252 250 251 226 163 164 148 B12', 'records', 'send-records', 'Send the records asked for within the payer’s time.'],
  [
    '4 5 6 7 8 9 10 11 12 146 181 182 189 199 231 236 282',
    'coding',
    'correct-and-resubmit',
    'Have a coder compare code, modifier and diagnosis with the record.',
  ],
  [
    '18 B13',
    'duplicate',
    'investigate',
    'Look for the original claim: its status, its payment, and postings that wait.',
  ],
  [
    '22 129 107 136 209 275 276 B11',
    'coordination',
    'rebill-other-payer',
    'Settle the order of coverage, get the primary payer’s explanation, and send it along.',
  ],
  [
    '19 20 21',
    'coordination',
    'rebill-other-payer',
    'Ask the patient for the accident and its carrier, then bill that carrier.',
  ],
  ['24', 'coordination', 'rebill-other-payer', 'Find the managed care plan of the service date and bill it.'],
  [
    '26 27 33 34 166 177 178 179 180 200 238 239 257 258 277',
    'eligibility',
    'rebill-other-payer',
    'Ask for eligibility on the service date again and look for other cover.',
  ],
  [
    '13 14 31 32 140',
    'registration',
    'correct-and-resubmit',
    'Compare name, number and birth date with the card and the payer’s answer, then resubmit.',
  ],
  ['109 254 270 280 297 300 304', 'registration', 'rebill-other-payer', 'Find the right payer and bill it.'],
  [
    '29',
    'timely-filing',
    'appeal',
    'Look for proof of the day of filing: the payer’s acceptance or the clearinghouse’s report.',
  ],
  [
    '15 39 197 198 210 243 284 287 288 296 302',
    'authorization',
    'correct-and-resubmit',
    'Look for the authorization and compare procedure, dates, provider and place; if there is none, ask for it afterwards.',
  ],
  [
    '40 50 54 55 56 58 150 151 152 153 154 167 186 261 P15',
    'clinical',
    'appeal',
    'Compare the notes with the payer’s coverage rule, then appeal with records.',
  ],
  [
    '59 60 97 134 190 194 234 B10 B14 B15 B20',
    'bundling',
    'correct-and-resubmit',
    'See whether the record proves a separate service; if so, correct the modifier.',
  ],
  [
    '49 51 53 78 96 111 114 157 158 159 160 168 202 204 211 212 256 269 272',
    'benefit',
    'investigate',
    'Check the benefit and whether the patient signed for it.',
  ],
  ['35 119 149 222 273', 'limits', 'appeal', 'Count what was used, then ask for an extension or appeal.'],
  [
    '147 170 171 172 183 184 185 283 299 B7 B23 P16',
    'enrollment',
    'correct-and-resubmit',
    'Check enrollment and its dates with the payer, then ask to have it decided anew.',
  ],
  ['193', 'review-upheld', 'appeal', 'Decide on the next level of appeal before its deadline.'],
  ['216 233 249', 'audit', 'appeal', 'Tell compliance; the time to appeal has begun.'],
  [
    '95 110 115 116 135 B1 B9 B16',
    'billing-data',
    'correct-and-resubmit',
    'Read the payer’s rule for it, correct the claim and resubmit.',
  ],
  ['133 227 P7 P8 P10 P11', 'pending', 'wait', 'Ask for the claim’s status later; see what the patient must send.'],
  [FINANCE, 'finance', 'book', 'Book it where the contract says.'],
];

const BY_REMARK: readonly Row[] = [
  [
    'MA130',
    'billing-data',
    'new-claim',
    'The claim could not be processed: correct it and send it as a new claim; there is no appeal.',
  ],
  ['N522', 'duplicate', 'investigate', 'The primary payer passed this claim on already: look for that answer.'],
  [
    'M51 M20 M53 N519',
    'coding',
    'correct-and-resubmit',
    'Correct the procedure, its modifier or its units and resubmit.',
  ],
  ['M76 M64 MA63', 'coding', 'correct-and-resubmit', 'Correct the diagnosis and resubmit.'],
  ['N286 N290 N265 N257', 'billing-data', 'correct-and-resubmit', 'Correct the provider’s number and resubmit.'],
  [
    'MA27 MA36 MA61 N329 N382 N793',
    'registration',
    'correct-and-resubmit',
    'Compare name, number and birth date with the card, correct them and resubmit.',
  ],
  [
    'MA04 MA92 MA83 N4 N479',
    'coordination',
    'correct-and-resubmit',
    'Get the primary payer’s explanation and resubmit with it.',
  ],
  ['MA120', 'billing-data', 'correct-and-resubmit', 'Add the laboratory certificate number and resubmit.'],
  ['M62', 'authorization', 'correct-and-resubmit', 'Add the authorization number and resubmit.'],
  ['M60 M127 N29', 'records', 'send-records', 'Send the records that the remark names.'],
  [
    'M15 M80 M144 N19 N20 N525',
    'bundling',
    'correct-and-resubmit',
    'See whether the record proves a separate service; if so, correct the modifier.',
  ],
  [
    'N115 N386 M25',
    'clinical',
    'appeal',
    'Compare the notes with the coverage rule that is named, then appeal with records.',
  ],
  ['N362 N435', 'limits', 'appeal', 'Count what was used, then ask for an extension or appeal.'],
  ['N95 N570', 'enrollment', 'correct-and-resubmit', 'Check enrollment and its dates with the payer.'],
  ['N418 N104 N105', 'registration', 'rebill-other-payer', 'Find the right payer and bill it.'],
  ['N130 N425', 'benefit', 'investigate', 'Check the benefit and whether the patient signed for it.'],
  ['N432', 'audit', 'appeal', 'Tell compliance; the time to appeal has begun.'],
];

const table = (rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.flatMap((row) => row[0].split(' ').map((code) => [code, row] as const)));
const REASONS = table(BY_REASON);
const REMARKS = table(BY_REMARK);
/** Reasons that say nothing by themselves: the remark decides. */
const EMPTY = new Set(['16', 'A1', '96', '125', '226', '252', '129', '97', '50']);

/** @returns where a denial goes by its group, CARC and RARCs. An unknown code is looked into, never written off. */
export function routeOf(group: string | null, reason: string | null, remarks: readonly string[]): Route {
  const isClosed = remarks.includes('N211') || remarks.includes('MA130');
  const row = rowOf(reason, remarks);
  if (!row) {
    const firstAction = 'Find out on the portal or by telephone why nothing was paid.';
    return { category: 'unknown', step: 'investigate', firstAction, isAppealable: !isClosed };
  }
  const [, category, step, firstAction] = row;
  const isPatients = group === 'PR' && (category === 'benefit' || category === 'limits' || category === 'eligibility');
  return { category, step: isPatients ? 'bill-patient' : step, firstAction, isAppealable: !isClosed };
}

function rowOf(reason: string | null, remarks: readonly string[]): Row | undefined {
  const unprocessable = remarks.includes('MA130') ? REMARKS.get('MA130') : undefined;
  if (unprocessable) return unprocessable;
  const byRemark = remarks.map((remark) => REMARKS.get(remark)).find((row) => row !== undefined);
  const byReason = reason === null ? undefined : REASONS.get(reason);
  const doesRemarkLead = byReason === undefined || (reason !== null && EMPTY.has(reason));
  return doesRemarkLead ? (byRemark ?? byReason) : byReason;
}

/** @returns whether a reason is money between payer and practice rather than a refusal: incentives, withholds, penalties. */
export const isFinance = (reason: string | null): boolean => reason !== null && REASONS.get(reason)?.[1] === 'finance';
