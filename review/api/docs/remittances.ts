/** Remittances: files taken in, what was read, what was posted. */
import { REMITTANCE_TYPES } from '../../../adapters/remittance-file.ts';
import { arrangeBodySchema, arrangedSchema, pageArrangementSchema } from '../page-arrangement-schema.ts';
import {
  answerSchema,
  remittanceListQuerySchema,
  remittanceListSchema,
  remittancePageParamsSchema,
  remittanceSchema,
  uploadedSchema,
} from '../remittance-schema.ts';
import { wordsSchema } from '../validation-schema.ts';
import { FILE_HEADERS, type PartDocs } from './route-docs.ts';

export const REMITTANCE_DOCS: PartDocs = {
  title: 'Remittances',
  schemas: {
    RemittanceList: remittanceListSchema,
    Remittance: remittanceSchema,
    Uploaded: uploadedSchema,
    PageWords: wordsSchema,
    PageArrangement: pageArrangementSchema,
    Arranged: arrangedSchema,
  },
  routes: {
    'GET /remittances': {
      summary: 'List remittance documents',
      query: remittanceListQuerySchema,
      answer: remittanceListSchema,
    },
    'GET /remittances/:id': {
      summary: 'Read one remittance with what was read, posted and held',
      answer: remittanceSchema,
    },
    'POST /remittances': {
      summary: 'Send in a remittance: a paper EOB or an 835',
      description: 'The same bytes are the same document: sent twice, nothing is read or posted twice.',
      takes: [...REMITTANCE_TYPES, 'application/octet-stream'],
      headers: FILE_HEADERS,
      status: 202,
      answer: uploadedSchema,
    },
    'POST /remittances/:id/retry': { summary: 'Read a remittance again that failed', answer: answerSchema },
    'GET /remittances/:id/arrangement': {
      summary: 'How the pages of a scan lie, and in which documents',
      answer: pageArrangementSchema,
    },
    'POST /remittances/:id/arrangement': {
      summary: 'Lay the pages of a scan anew: cut, reorder, turn, leave out',
      description:
        'Each part becomes a document of its own and is read anew. A part that stands already is not touched; what was posted cannot be split.',
      body: arrangeBodySchema,
      answer: arrangedSchema,
    },
    'GET /remittances/:id/pages/:page': {
      summary: 'The picture of a page',
      params: remittancePageParamsSchema,
      gives: ['image/png', 'image/jpeg', 'image/webp'],
    },
    'GET /remittances/:id/pages/:page/thumbnail': {
      summary: 'The picture of a page, small',
      params: remittancePageParamsSchema,
      gives: ['image/webp'],
    },
    'GET /remittances/:id/pages/:page/words': {
      summary: 'The words of a page with their boxes',
      params: remittancePageParamsSchema,
      answer: wordsSchema,
    },
  },
};
