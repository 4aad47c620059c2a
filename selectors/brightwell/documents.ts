/** Brightwell's document library: remittances by claim number, exact and partial matches. */
import { brightwellLayout } from './layout.ts';
import type { PageFile, Printed } from '../page.ts';

const NAMED = 'the name under which the application sends it; ids and labels change';

export const documentsPage = {
  name: 'brightwell/documents',
  path: '/provider/documents',
  isHere: [
    { role: 'heading', name: /^Document library$/ },
    { role: 'heading', name: /^Documents and reports$/ },
  ],
  busy: [{ role: 'progressbar', name: /^Loading$/ }],
  elements: {
    claimNumber: [
      { label: /^Claim number$/ },
      { label: /^Claim #$/ },
      { css: 'input[name="claimNumber"]', why: NAMED },
    ],
    from: [{ label: /^From date$/ }, { label: /^Start date$/ }, { css: 'input[name="from"]', why: NAMED }],
    to: [{ label: /^To date$/ }, { label: /^End date$/ }, { css: 'input[name="to"]', why: NAMED }],
    search: [
      { role: 'button', name: /^Search documents$/ },
      { role: 'button', name: /^Find documents$/ },
    ],
    /** One in each row: a link or a button. */
    download: [
      { text: /^Download PDF$/ },
      { text: /^Get PDF$/ },
      { css: 'a, button', why: 'the only control of a row' },
    ],
  },
  signals: [
    {
      code: 'inquiry-rejected',
      when: { text: /^(?:Choose dates that are at most|Documents are kept for) \d+ .+\.$/ },
      message: 'The document library does not hold the dates of this payment.',
    },
  ],
} as const satisfies PageFile;

export const documentListPage = {
  name: 'brightwell/document-list',
  isHere: [{ text: /^\d+ documents? found$/ }],
  elements: {},
} as const satisfies PageFile;

export const noDocumentsPage = {
  name: 'brightwell/no-documents',
  isHere: [{ text: /^No documents match your search\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const printedDocuments = {
  name: 'brightwell/document-list',
  layout: brightwellLayout,
  fields: {},
  grids: {
    documents: {
      title: [/^Documents$/],
      columns: {
        claimNumber: [/^Claim number$/, /^Claim #$/],
        memberId: [/^Member ID$/, /^Subscriber ID$/],
        match: [/^Match$/],
      },
    },
  },
} as const satisfies Printed;
