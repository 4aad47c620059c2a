/**
 * What differs by payer on Harborlink: the one entry of each tool's list that works, the boxes of its forms, the columns it
 * prints, and which build of the pages it has. Data only; the keys are those of config/payers.
 */

/** Two builds of the same tools: Material fields with sectioned dates, or plain inputs with react-select. */
export type Build = 'modern' | 'classic';

export type Box =
  | 'patientId'
  | 'lastName'
  | 'firstName'
  | 'birthDate'
  | 'serviceFrom'
  | 'serviceTo'
  | 'claimNumber'
  | 'accountNumber';

/** A search option or a tab: its words, its words in the next version, and the boxes that must be filled. */
export interface FormWords {
  readonly name: RegExp;
  readonly boxes: readonly Box[];
}

export interface PayerPages {
  readonly build: Build;
  readonly eligibilityEntry: string;
  readonly claimsEntry: string;
  /** In the order in which they find a patient most surely. One alone has no select. */
  readonly searchOptions: readonly FormWords[];
  readonly tabs: Readonly<Partial<Record<'member' | 'claimNumber' | 'accountNumber', FormWords>>>;
  readonly prints: {
    readonly remaining: boolean;
    readonly modifiers: boolean;
    readonly units: boolean;
    readonly allowed: boolean;
  };
}

const standard = (...boxes: Box[]): FormWords => ({
  name: /^HIPAA Standard$/,
  boxes: [...boxes, 'serviceFrom', 'serviceTo'],
});
const byClaimNumber = (...boxes: Box[]): FormWords => ({
  name: /^Claim (Number|ID)$/,
  boxes: ['claimNumber', ...boxes],
});
const byAccount = (...boxes: Box[]): FormWords => ({
  name: /^(Patient )?Account Number$/,
  boxes: ['accountNumber', ...boxes],
});

export const PAYER_PAGES: Readonly<Record<string, PayerPages>> = {
  'tidewater-health': {
    build: 'modern',
    eligibilityEntry: 'TIDEWATER HEALTH PLAN - COMMERCIAL',
    claimsEntry: 'TIDEWATER HEALTH (MEDICAL CLAIMS)',
    searchOptions: [
      { name: /^Patient ID, Date of Birth$/, boxes: ['patientId', 'birthDate'] },
      { name: /^Patient ID, Patient Name$/, boxes: ['patientId', 'lastName', 'firstName'] },
      { name: /^Patient Name, Date of Birth$/, boxes: ['lastName', 'firstName', 'birthDate'] },
    ],
    tabs: {
      claimNumber: byClaimNumber(),
      accountNumber: byAccount(),
      member: standard('patientId', 'lastName', 'birthDate'),
    },
    prints: { remaining: true, modifiers: true, units: true, allowed: true },
  },
  'granite-mutual': {
    build: 'classic',
    eligibilityEntry: 'GRANITE MUTUAL (GM001)',
    claimsEntry: 'GRANITE MUTUAL INS CO - STATUS',
    searchOptions: [{ name: /^Patient ID, Date of Birth$/, boxes: ['patientId', 'birthDate'] }],
    tabs: {
      claimNumber: byClaimNumber('patientId'),
      member: standard('patientId', 'lastName', 'firstName', 'birthDate'),
    },
    prints: { remaining: false, modifiers: false, units: true, allowed: false },
  },
  'palisade-advantage': {
    build: 'modern',
    eligibilityEntry: 'PALISADE ADVANTAGE HMO/PPO',
    claimsEntry: 'PALISADE ADVANTAGE',
    searchOptions: [
      { name: /^Patient ID, Last Name, Date of Birth$/, boxes: ['patientId', 'lastName', 'birthDate'] },
      { name: /^Patient Name, Date of Birth$/, boxes: ['lastName', 'firstName', 'birthDate'] },
    ],
    tabs: { accountNumber: byAccount('patientId'), member: standard('patientId', 'birthDate') },
    prints: { remaining: true, modifiers: true, units: false, allowed: true },
  },
};
