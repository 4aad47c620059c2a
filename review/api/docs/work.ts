/** What the robots do: files in, questions, answers, sweeps; and what comes out as lists and files. */
import { EXPORT_KINDS } from '../../../adapters/export-sets.ts';
import { EXPORT_MEDIA } from '../exports.ts';
import {
  answerDocumentSchema,
  askedSchema,
  claimQuestionSchema,
  eligibilityQuestionSchema,
  exportQuerySchema,
  importAnswerSchema,
  importQuerySchema,
  postingExportQuerySchema,
  postingListSchema,
  postingQuerySchema,
  sweepPlanSchema,
  sweepQuerySchema,
  sweepRunSchema,
  workItemListSchema,
  workItemQuerySchema,
} from '../work-schema.ts';
import { FILE_HEADERS, type PartDocs, type RouteDocs } from './route-docs.ts';

const imported = (what: string): RouteDocs => ({
  summary: `Bring in ${what}`,
  description: 'The same file twice changes nothing. What was left out is listed with the remedy; the rest is kept.',
  query: importQuerySchema,
  headers: FILE_HEADERS,
  takes: ['application/octet-stream', 'text/csv', 'application/edi-x12', EXPORT_MEDIA.xlsx],
  answer: importAnswerSchema,
});

const exported = (kind: (typeof EXPORT_KINDS)[number]): [string, RouteDocs] => [
  `GET /exports/${kind}`,
  {
    summary: `Take out ${kind === 'audit' ? 'the audit trail' : kind} as a file`,
    description: 'Each export leaves a trail. Amounts are cents in JSON, dollars in CSV and XLSX.',
    query: kind === 'postings' ? postingExportQuerySchema : exportQuerySchema,
    gives: Object.entries(EXPORT_MEDIA).flatMap(([format, media]) =>
      format === '835' && kind !== 'postings' ? [] : [media.split(';')[0] ?? media],
    ),
  },
];

export const WORK_DOCS: PartDocs = {
  title: 'Look-ups and files',
  schemas: {
    Imported: importAnswerSchema,
    Asked: askedSchema,
    WorkItemList: workItemListSchema,
    Answer: answerDocumentSchema,
    SweepPlan: sweepPlanSchema,
    SweepRun: sweepRunSchema,
    PostingList: postingListSchema,
  },
  routes: {
    'POST /imports/claims': imported('claims: 837P, 837I, CSV or XLSX'),
    'POST /imports/appointments': imported('appointments to check eligibility for: 270, CSV or XLSX'),
    'POST /imports/deposits': imported('what the bank has: CSV or XLSX'),
    'POST /inquiries/eligibility': {
      summary: 'Ask whether a member is covered',
      description: 'The same question is asked once a day: asked again, the answer is that of the first.',
      body: eligibilityQuestionSchema,
      status: 202,
      answer: askedSchema,
    },
    'POST /inquiries/claim-status': {
      summary: 'Ask what became of a claim',
      description: 'About a claim that was imported (`claim`), or about what is said here.',
      body: claimQuestionSchema,
      status: 202,
      answer: askedSchema,
    },
    'GET /work-items': { summary: 'List look-ups', query: workItemQuerySchema, answer: workItemListSchema },
    'GET /work-items/:id': { summary: 'Read the answer to a look-up', answer: answerDocumentSchema },
    'GET /sweeps/plan': {
      summary: 'Which claims would be asked about now, and why',
      query: sweepQuerySchema,
      answer: sweepPlanSchema,
    },
    'POST /sweeps': { summary: 'Ask about every claim that is due', answer: sweepRunSchema },
    'GET /postings': {
      summary: 'List postings with their ledger entries',
      query: postingQuerySchema,
      answer: postingListSchema,
    },
    ...Object.fromEntries(EXPORT_KINDS.map(exported)),
  },
};
