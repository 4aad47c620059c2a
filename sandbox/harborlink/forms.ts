/** The forms of each tool, by payer: the payer's own fields, in its order. */
import { formatUsDate } from '../../domain/dates.ts';
import type { FieldModel, FormModel, Generation, ToolModel } from './model.ts';
import { type FieldKey, payerList, type PracticePayer } from './payers.ts';
import type { Tool } from './sessions.ts';
import type { Site } from './site.ts';

export const ORGANIZATIONS = ['Larkspur Family Practice', 'Larkspur Imaging Center'] as const;
const SERVICE_TYPES = [
  'Health Benefit Plan Coverage - 30',
  'Case Management - CQ',
  'Dental Care - 35',
  'Vision (Optometry) - AL',
];
const RELATIONSHIPS = ['Self', 'Spouse', 'Child', 'Other Adult'];

type Field = Omit<FieldModel, 'key' | 'value'>;
const text = (label: string, id: string, isRequired = true): Field => ({ label, id, kind: 'text', isRequired });
const date = (label: string, id: string): Field => ({ label, id, kind: 'date', isRequired: true });

const FIELDS: Readonly<Record<FieldKey, Field>> = {
  patientId: text('Patient ID', 'subscriberMemberId'),
  lastName: text('Patient Last Name', 'patientLastName'),
  firstName: text('Patient First Name', 'patientFirstName'),
  birthDate: date('Date of Birth', 'patientBirthDate'),
  relationship: {
    label: "Patient's Relationship to Subscriber",
    id: 'relationship',
    kind: 'choice',
    isRequired: true,
    options: RELATIONSHIPS,
  },
  serviceType: {
    label: 'Benefit / Service Type',
    id: 'serviceType',
    kind: 'choice',
    isRequired: true,
    options: SERVICE_TYPES,
  },
  asOfDate: date('As of Date', 'asOfDate'),
  providerNpi: text('Provider NPI', 'providerNpi', false),
  serviceFrom: date('Service From Date', 'fromDate'),
  serviceTo: date('Service To Date', 'toDate'),
  claimNumber: text('Claim Number', 'claimNumber'),
  accountNumber: text('Patient Account Number', 'patientAccountNumber'),
};

/** Modern pages give their date boxes generated ids. */
const idIn = (generation: Generation, { id, kind }: Field): string =>
  generation === 'modern' && kind === 'date' ? '' : id;

const formOf = (
  generation: Generation,
  name: string,
  keys: readonly FieldKey[],
  tool: Tool,
  site: Site,
): FormModel => ({
  name,
  submit: tool === 'eligibility' ? 'Submit' : 'Search',
  submitId: tool === 'eligibility' ? 'submit-by270' : 'submit-by276',
  fields: keys.map((key) => ({
    ...FIELDS[key],
    key,
    id: idIn(generation, FIELDS[key]),
    ...(key === 'asOfDate' && { value: formatUsDate(site.today) }),
    ...(key === 'relationship' && { value: RELATIONSHIPS[0]! }),
    ...(key === 'serviceType' && { value: SERVICE_TYPES[0]! }),
  })),
});

const HEADINGS: Readonly<Record<Tool, string>> = {
  eligibility: 'Eligibility and Benefits Inquiry',
  'claim-status': 'Claim Status Inquiry',
  remittance: 'Remittance Viewer',
};

/** Said on every form; none of it is a failure. */
const NOTES: Readonly<Record<Tool, readonly string[]>> = {
  eligibility: ['Complete the provider record in the provider list to fill in these fields automatically.'],
  'claim-status': [
    'If a claim was submitted recently, allow up to 5 business days for it to appear.',
    'Results not found? The payer may hold the claim under another patient account number.',
  ],
  remittance: ['Remittances are kept for 24 months.'],
};

export const generationOf = (site: Site, payer: PracticePayer | null): Generation =>
  site.generation ?? payer?.generation ?? 'modern';

/** The document of a tool for the payer that the session chose, if any. */
export function toolModel(site: Site, tool: Tool, payer: PracticePayer | null): ToolModel {
  const generation = generationOf(site, payer);
  const list = tool === 'eligibility' ? 'eligibility' : 'claims';
  const sets = payer === null || tool === 'remittance' ? {} : tool === 'eligibility' ? payer.searchOptions : payer.tabs;
  const forms = Object.entries(sets).map(([name, keys]) => formOf(generation, name, keys, tool, site));
  return {
    tool,
    isRedesigned: false,
    generation,
    heading: HEADINGS[tool],
    notes: NOTES[tool],
    organization: {
      key: 'organization',
      label: 'Organization',
      id: 'orgSelect',
      kind: 'choice',
      isRequired: true,
      options: ORGANIZATIONS,
      value: ORGANIZATIONS[0],
    },
    payer: {
      key: 'payer',
      label: 'Payer',
      id: 'payerSelect',
      kind: 'choice',
      isRequired: true,
      options: payerList(list),
      value: payer?.entries[list] ?? '',
    },
    searchOption:
      tool === 'eligibility' && forms.length > 1 ? { label: 'Patient Search Option', id: 'searchOption' } : null,
    forms: tool === 'remittance' && payer ? [remittanceForm] : forms,
    result: null,
  };
}

const remittanceForm: FormModel = {
  name: 'Claim',
  submit: 'Search',
  submitId: 'submit-remits',
  fields: [{ ...text('Claim Number', 'claimSearchInput'), key: 'claimNumber' }],
};
