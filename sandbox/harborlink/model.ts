/** What the server tells the pages to draw: every word, id and column comes from here, so that drift is the server's to make. */

export interface FieldModel {
  readonly key: string;
  readonly label: string;
  readonly id: string;
  readonly kind: 'text' | 'date' | 'choice';
  readonly isRequired: boolean;
  readonly options?: readonly string[];
  readonly value?: string;
}

export interface FormModel {
  /** The search option or tab that shows this form. */
  readonly name: string;
  readonly fields: readonly FieldModel[];
  readonly submit: string;
  readonly submitId: string;
}

/** Two builds of the same tool: plain inputs and react-select, or Material fields with sectioned dates. */
export type Generation = 'classic' | 'modern';

export interface ColumnModel {
  readonly key: string;
  readonly label: string;
}

export interface TableModel {
  readonly title: string;
  readonly columns: readonly ColumnModel[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** One in each row of a list that can be opened: what to ask the server for. */
  readonly refs?: readonly string[];
  /** Shown under each row when it is expanded. */
  readonly details?: readonly (TableModel | null)[];
}

export interface PanelModel {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface AlertModel {
  readonly severity: 'error' | 'warning' | 'info';
  readonly lines: readonly string[];
}

export interface ResultModel {
  readonly heading: string;
  readonly alerts: readonly AlertModel[];
  readonly panels: readonly PanelModel[];
  readonly tables: readonly TableModel[];
  /** A list: its columns sort, ten rows to a page. */
  readonly list?: TableModel & { readonly opens: string };
  /** Several patients answer to what was asked. */
  readonly choices?: TableModel;
  readonly eob?: { readonly label: string; readonly href: string; readonly form: string };
  readonly back?: { readonly label: string; readonly href: string };
}

/** The document of a tool, as it is first drawn. */
export interface ToolModel {
  readonly tool: 'eligibility' | 'claim-status' | 'remittance';
  readonly isRedesigned: boolean;
  readonly generation: Generation;
  readonly heading: string;
  readonly notes: readonly string[];
  readonly organization: FieldModel;
  readonly payer: FieldModel;
  /** The select that changes which boxes follow; null where the forms are tabs or only one. */
  readonly searchOption: { readonly label: string; readonly id: string } | null;
  readonly forms: readonly FormModel[];
  /** A record opened in place of the forms. */
  readonly result: ResultModel | null;
}

/** Where the shell stands: which of its own pages it shows. */
export interface ShellModel {
  readonly view: 'sign-in' | 'verify' | 'password-expired' | 'terms' | 'home' | 'redesign';
  readonly words: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, string>>;
  readonly isUnusualTime: boolean;
  readonly hasNews: boolean;
  readonly organization: string;
}

export interface NoticeModel {
  readonly heading: string;
  readonly text: string;
}

/** Any answer of the server to a script of a page. */
export interface Answer {
  readonly notice?: NoticeModel;
  readonly errors?: readonly string[];
  readonly shell?: ShellModel;
  readonly transaction?: string;
  readonly result?: ResultModel;
  readonly next?: string;
}
