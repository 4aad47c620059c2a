/** Working through the inbox: handing on, postponing, labels, notes, many at once, saved views. */
import {
  assignSchema,
  bulkAnswerSchema,
  bulkSchema,
  colleaguesSchema,
  escalateSchema,
  filterSchema,
  labelsSchema,
  newViewSchema,
  noteSchema,
  notesSchema,
  postponeSchema,
  queuesSchema,
  saidSchema,
  searchSchema,
  sharingSchema,
  viewsSchema,
} from '../inbox-schema.ts';
import { listSchema } from '../schema.ts';
import type { PartDocs } from './route-docs.ts';

export const INBOX_DOCS: PartDocs = {
  title: 'Inbox',
  schemas: {
    Said: saidSchema,
    BulkAnswer: bulkAnswerSchema,
    Notes: notesSchema,
    Views: viewsSchema,
    Colleagues: colleaguesSchema,
    Sharing: sharingSchema,
    Queues: queuesSchema,
  },
  routes: {
    'POST /review-items/search': {
      summary: 'Search review items for a text',
      description: 'A POST, so that names and numbers stand in no address; it changes nothing.',
      body: searchSchema,
      answer: listSchema,
    },
    'POST /review-items/:id/assign': {
      summary: 'Give an item to somebody, or to nobody',
      body: assignSchema,
      answer: saidSchema,
    },
    'POST /review-items/:id/postpone': {
      summary: 'Put an item off until a day',
      body: postponeSchema,
      answer: saidSchema,
    },
    'POST /review-items/:id/bring-back': { summary: 'Bring a postponed item back now', answer: saidSchema },
    'POST /review-items/:id/escalate': { summary: 'Ask a supervisor', body: escalateSchema, answer: saidSchema },
    'POST /review-items/:id/labels': { summary: 'Label an item', body: labelsSchema, answer: saidSchema },
    'POST /review-items/bulk': { summary: 'Do one thing with many items', body: bulkSchema, answer: bulkAnswerSchema },
    'POST /review-items/bulk/:id/undo': { summary: 'Undo what was done with many items', answer: saidSchema },
    'GET /review-items/:id/notes': { summary: 'Read the notes of an item', answer: notesSchema },
    'POST /review-items/:id/notes': { summary: 'Write a note', body: noteSchema, answer: saidSchema },
    'POST /review-items/:id/notes/read': { summary: 'Say that the notes were read', answer: saidSchema },
    'GET /inbox/queues': { summary: 'How many items wait, by queue', query: filterSchema, answer: queuesSchema },
    'GET /inbox/views': { summary: 'List saved views', answer: viewsSchema },
    'POST /inbox/views': { summary: 'Save a view', body: newViewSchema, status: 201, answer: saidSchema },
    'DELETE /inbox/views/:id': { summary: 'Forget a saved view', status: 204 },
    'GET /inbox/people': { summary: 'Who may be given items', answer: colleaguesSchema },
    'GET /inbox/sharing': { summary: 'Whether items are shared out by themselves, and to whom', answer: sharingSchema },
    'PUT /inbox/sharing': { summary: 'Share items out, or not', body: sharingSchema, answer: saidSchema },
    'GET /events': { summary: 'Hear when the inbox changes, as server-sent events', gives: ['text/event-stream'] },
  },
};
