/** The portal's words, and what drift makes of them: other words, other ids, other orders of columns. */
import type { DriftLevel } from '../faults.ts';
import { hashText } from '../random.ts';
import type {
  ColumnModel,
  FieldModel,
  FormModel,
  PanelModel,
  ResultModel,
  ShellModel,
  TableModel,
  ToolModel,
} from './model.ts';

export type Drift = DriftLevel | false;

/** What each label is called by the next version of the pages. */
const NEXT_WORDS: Readonly<Record<string, string>> = {
  'User ID': 'Username',
  Password: 'Passphrase',
  'Sign in': 'Log in',
  'Six-digit code': 'Authentication code',
  Verify: 'Confirm',
  Organization: 'Practice',
  Payer: 'Health Plan',
  'Patient ID': 'Member ID',
  'Patient Last Name': 'Last Name',
  'Patient First Name': 'First Name',
  'Date of Birth': 'Birth Date',
  'Patient Search Option': 'Search By',
  'As of Date': 'Date of Inquiry',
  'Provider NPI': 'NPI',
  'Service From Date': 'Service Start',
  'Service To Date': 'Service End',
  'Patient Account Number': 'Account Number',
  'Claim Number': 'Claim ID',
  'Claim Status': 'Status',
  Submit: 'Check Eligibility',
  Search: 'Find Claims',
  'Patient Name': 'Member Name',
  Billed: 'Billed Amount',
  Paid: 'Paid Amount',
  'Finalized Date': 'Processed Date',
  'Check Number': 'Check or EFT Number',
  Deductible: 'Deductibles',
  Amount: 'Total',
  Remaining: 'Left',
  'Plan / Product': 'Plan Name',
};

const said = (drift: Drift, words: string): string => (drift === 'labels' ? (NEXT_WORDS[words] ?? words) : words);
const named = (drift: Drift, id: string): string => (drift === 'ids' ? `hx-${hashText(id).toString(36)}` : id);

export function driftedForm(drift: Drift, form: FormModel): FormModel {
  return {
    name: said(drift, form.name),
    submit: said(drift, form.submit),
    submitId: named(drift, form.submitId),
    fields: form.fields.map((field) => driftedField(drift, field)),
  };
}

export const driftedField = (drift: Drift, field: FieldModel): FieldModel => ({
  ...field,
  label: said(drift, field.label),
  id: named(drift, field.id),
});

/** Another order, and one more column, as when a payer adds one. */
function driftedColumns(drift: Drift, columns: readonly ColumnModel[]): readonly ColumnModel[] {
  const worded = columns.map(({ key, label }) => ({ key, label: said(drift, label) }));
  if (drift !== 'columns') return worded;
  return [...worded.slice(2), { key: '', label: 'Notes' }, ...worded.slice(0, 2)];
}

const driftedTable = <T extends TableModel>(drift: Drift, table: T): T => ({
  ...table,
  title: said(drift, table.title),
  columns: driftedColumns(drift, table.columns),
  ...(table.details && { details: table.details.map((each) => each && driftedTable(drift, each)) }),
});

const driftedPanel = (drift: Drift, panel: PanelModel): PanelModel => ({
  ...panel,
  facts: panel.facts.map(({ label, value }) => ({ label: said(drift, label), value })),
});

export const driftedResult = (drift: Drift, result: ResultModel): ResultModel => ({
  ...result,
  ...(drift === 'redesign' && { heading: 'A clearer view of your results', panels: [], tables: [], alerts: [] }),
  ...(drift !== 'redesign' && {
    panels: result.panels.map((panel) => driftedPanel(drift, panel)),
    tables: result.tables.map((table) => driftedTable(drift, table)),
    ...(result.list && { list: driftedTable(drift, result.list) }),
    ...(result.choices && { choices: driftedTable(drift, result.choices) }),
  }),
});

export const driftedTool = (drift: Drift, tool: ToolModel): ToolModel => ({
  ...tool,
  isRedesigned: drift === 'redesign',
  organization: driftedField(drift, tool.organization),
  payer: driftedField(drift, tool.payer),
  searchOption: tool.searchOption && {
    label: said(drift, tool.searchOption.label),
    id: named(drift, tool.searchOption.id),
  },
  forms: tool.forms.map((form) => driftedForm(drift, form)),
});

const SHELL_WORDS = ['User ID', 'Password', 'Sign in', 'Six-digit code', 'Verify'] as const;
const SHELL_IDS = ['userId', 'password', 'loginFormSubmit', 'verificationCode', 'verifySubmit'] as const;

export const shellWords = (drift: Drift): Pick<ShellModel, 'words' | 'ids'> => ({
  words: Object.fromEntries(SHELL_WORDS.map((words) => [words, said(drift, words)])),
  ids: Object.fromEntries(SHELL_IDS.map((id) => [id, named(drift, id)])),
});
