/**
 * The payers of the clearinghouse. Three are worked: each with its own field set, order of columns, wording per tool and build
 * of the pages. The others are there to be passed over: a list of 200 entries, of which several read like the right one.
 */
import { hashText } from '../random.ts';
import type { Generation } from './model.ts';

export interface PracticePayer {
  /** Our key, as in config/payers. */
  readonly key: string;
  readonly name: string;
  /** The one entry of each tool's list that works. */
  readonly entries: { readonly eligibility: string; readonly claims: string };
  readonly generation: Generation;
  /** Fields of each search option (eligibility) and tab (claims); a first one alone has no select and no tabs. */
  readonly searchOptions: Readonly<Record<string, readonly FieldKey[]>>;
  readonly tabs: Readonly<Record<string, readonly FieldKey[]>>;
  readonly claimColumns: readonly string[];
  readonly lineColumns: readonly string[];
  readonly prints: {
    readonly groupNumber: boolean;
    readonly coinsurance: boolean;
    readonly remaining: boolean;
    readonly remarks: boolean;
  };
}

export type FieldKey =
  | 'patientId'
  | 'lastName'
  | 'firstName'
  | 'birthDate'
  | 'relationship'
  | 'serviceType'
  | 'asOfDate'
  | 'providerNpi'
  | 'serviceFrom'
  | 'serviceTo'
  | 'claimNumber'
  | 'accountNumber';

const ASKED: readonly FieldKey[] = ['asOfDate', 'serviceType'];

export const PRACTICE_PAYERS: readonly PracticePayer[] = [
  {
    key: 'tidewater-health',
    name: 'Tidewater Health Plan',
    entries: { eligibility: 'TIDEWATER HEALTH PLAN - COMMERCIAL', claims: 'TIDEWATER HEALTH (MEDICAL CLAIMS)' },
    generation: 'modern',
    searchOptions: {
      'Patient ID, Date of Birth': ['providerNpi', 'patientId', 'birthDate', 'relationship', ...ASKED],
      'Patient ID, Patient Name': ['providerNpi', 'patientId', 'lastName', 'firstName', 'relationship', ...ASKED],
      'Patient Name, Date of Birth': ['providerNpi', 'lastName', 'firstName', 'birthDate', 'relationship', ...ASKED],
    },
    tabs: {
      'HIPAA Standard': ['patientId', 'lastName', 'birthDate', 'providerNpi', 'serviceFrom', 'serviceTo'],
      'Claim Number': ['claimNumber', 'providerNpi'],
      'Patient Account Number': ['accountNumber', 'providerNpi'],
    },
    claimColumns: [
      'claimNumber',
      'serviceDates',
      'patientName',
      'patientId',
      'accountNumber',
      'billed',
      'paid',
      'status',
      'finalizedDate',
    ],
    lineColumns: [
      'line',
      'serviceDate',
      'procedure',
      'modifiers',
      'units',
      'billed',
      'paid',
      'allowed',
      'patientResponsibility',
      'status',
    ],
    prints: { groupNumber: true, coinsurance: true, remaining: true, remarks: true },
  },
  {
    key: 'granite-mutual',
    name: 'Granite Mutual Insurance',
    entries: { eligibility: 'GRANITE MUTUAL (GM001)', claims: 'GRANITE MUTUAL INS CO - STATUS' },
    generation: 'classic',
    searchOptions: { 'Patient ID, Date of Birth': ['providerNpi', 'patientId', 'birthDate', 'relationship', ...ASKED] },
    tabs: {
      'HIPAA Standard': ['patientId', 'lastName', 'firstName', 'birthDate', 'relationship', 'serviceFrom', 'serviceTo'],
      'Claim Number': ['claimNumber', 'patientId'],
    },
    claimColumns: [
      'finalizedDate',
      'claimNumber',
      'accountNumber',
      'patientId',
      'patientName',
      'serviceDates',
      'status',
      'paid',
      'billed',
    ],
    lineColumns: ['line', 'status', 'procedure', 'units', 'serviceDate', 'paid', 'billed', 'patientResponsibility'],
    prints: { groupNumber: false, coinsurance: true, remaining: false, remarks: true },
  },
  {
    key: 'palisade-advantage',
    name: 'Palisade Advantage',
    entries: { eligibility: 'PALISADE ADVANTAGE HMO/PPO', claims: 'PALISADE ADVANTAGE' },
    generation: 'modern',
    searchOptions: {
      'Patient ID, Last Name, Date of Birth': ['patientId', 'lastName', 'birthDate', 'providerNpi', ...ASKED],
      'Patient Name, Date of Birth': ['lastName', 'firstName', 'birthDate', 'providerNpi', ...ASKED],
    },
    tabs: {
      'HIPAA Standard': ['patientId', 'birthDate', 'serviceFrom', 'serviceTo'],
      'Patient Account Number': ['accountNumber', 'patientId'],
    },
    claimColumns: [
      'patientName',
      'patientId',
      'accountNumber',
      'claimNumber',
      'status',
      'billed',
      'paid',
      'serviceDates',
    ],
    lineColumns: [
      'procedure',
      'modifiers',
      'serviceDate',
      'line',
      'allowed',
      'billed',
      'patientResponsibility',
      'paid',
      'status',
    ],
    prints: { groupNumber: true, coinsurance: false, remaining: true, remarks: false },
  },
];

/** Which of the payers holds a member: by the member id, so that dependents share their subscriber's. */
export function payerKeyOf(memberId: string | null): string {
  const id = (memberId ?? '').trim().toUpperCase();
  return PRACTICE_PAYERS[hashText(id) % PRACTICE_PAYERS.length]!.key;
}

/** Entries that read like the right ones: other products, other lines of business, payers that were merged away. */
const LOOK_ALIKES = [
  'TIDEWATER HEALTH PLAN',
  'TIDEWATER HEALTH PLAN - MEDICARE SUPPLEMENT',
  'TIDEWATER HEALTH PLAN (DENTAL)',
  'TIDEWATER HEALTH (ENCOUNTERS)',
  'TIDEWATER HEALTH PLAN OF THE SOUTH SHORE',
  'GRANITE MUTUAL',
  'GRANITE MUTUAL (GM002)',
  'GRANITE MUTUAL INS CO',
  'GRANITE MUTUAL INS CO - DENTAL',
  'PALISADE ADVANTAGE (PRIOR TO 2024)',
  'PALISADE ADVANTAGE - VISION',
  'PALISADE HEALTH',
] as const;
const PLACES = [
  'Alder Creek',
  'Bellweather',
  'Copperline',
  'Driftwood',
  'Eastmere',
  'Fernhollow',
  'Gullhaven',
  'Highmoor',
  'Ironvale',
  'Juniper Flats',
  'Kestrel Bay',
  'Lakemont',
  'Millrace',
  'Northgate',
  'Oldbridge',
  'Pinecrest',
  'Quarry Hill',
  'Redstone',
  'Silverton',
  'Thornbury',
  'Umber',
  'Vineyard',
  'Westlake',
  'Yarrow',
] as const;
const KINDS = [
  'Benefit Fund',
  'Community Plan',
  'Employers Trust',
  'Health Cooperative',
  'Health Plan',
  'Life and Health',
  'Medical Trust',
  'Mutual',
] as const;
const LIST_LENGTH = 200;

/** The payer list of a tool, in its alphabet: the working entries among those that only look like them. */
export function payerList(tool: 'eligibility' | 'claims'): readonly string[] {
  const working = PRACTICE_PAYERS.map(({ entries }) => entries[tool]);
  const asleep = PRACTICE_PAYERS.map(({ entries }) => entries[tool === 'claims' ? 'eligibility' : 'claims']);
  const alike = [...asleep, ...LOOK_ALIKES].filter((entry) => !working.includes(entry));
  const others = PLACES.flatMap((place) => KINDS.map((kind) => `${place} ${kind}`.toUpperCase()));
  return [...working, ...alike, ...others].slice(0, LIST_LENGTH).toSorted();
}

export const payerOfEntry = (tool: 'eligibility' | 'claims', entry: string): PracticePayer | null =>
  PRACTICE_PAYERS.find(({ entries }) => entries[tool] === entry) ?? null;

export const payerByKey = (key: string): PracticePayer => PRACTICE_PAYERS.find((payer) => payer.key === key)!;
