/** Review items: what waits for a person. */
import {
  listSchema,
  itemSchema,
  resolveSchema,
  sendBackSchema,
  selectorsBodySchema,
  codeBodySchema,
  decisionSchema,
  summarySchema,
} from '../schema.ts';
import { listQuerySchema } from '../inbox-schema.ts';
import {
  adjustmentCodesSchema,
  candidatesBodySchema,
  candidatesSchema,
  checkSchema,
  postSchema,
  workSchema,
} from '../validation-schema.ts';
import { doneSchema } from '../integrations-schema.ts';
import type { PartDocs } from './route-docs.ts';

const NEXT =
  'For people, as for every decision: `next` is the list that is worked through; its next free item is taken in the same transaction and comes with the answer.';

export const REVIEW_DOCS: PartDocs = {
  title: 'Review items',
  schemas: {
    ReviewItemList: listSchema,
    ReviewItem: itemSchema,
    Decision: decisionSchema,
    Summary: summarySchema,
    Check: checkSchema,
    Candidates: candidatesSchema,
    AdjustmentCodes: adjustmentCodesSchema,
    Done: doneSchema,
  },
  routes: {
    'GET /summary': { summary: 'Counts for the top of the inbox', answer: summarySchema },
    'GET /review-items': { summary: 'List review items', query: listQuerySchema, answer: listSchema },
    'GET /review-items/:id': { summary: 'Read one review item', answer: itemSchema },
    'GET /review-items/:id/screenshot': {
      summary: 'What the portal showed',
      gives: ['image/png', 'image/jpeg', 'image/webp'],
    },
    'POST /review-items/:id/claim': { summary: 'Hold an item, so that nobody else works on it', answer: doneSchema },
    'POST /review-items/:id/release': { summary: 'Give an item back', answer: doneSchema },
    'POST /review-items/:id/resolve': {
      summary: 'Close an item with a note',
      description: NEXT,
      body: resolveSchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/send-back': {
      summary: 'Ask an inquiry again, corrected or as it was',
      body: sendBackSchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/selectors': {
      summary: 'Approve or reject selectors found by likeness',
      body: selectorsBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/code': {
      summary: 'Give a one-time code to the page that waits for it',
      body: codeBodySchema,
      answer: doneSchema,
    },
    'POST /review-items/:id/check': {
      summary: 'Try a correction of a remittance without posting it',
      body: workSchema,
      answer: checkSchema,
    },
    'POST /review-items/:id/candidates': {
      summary: 'Our claims that a claim of a remittance could mean',
      body: candidatesBodySchema,
      answer: candidatesSchema,
    },
    'POST /review-items/:id/post': {
      summary: 'Post what an item holds, as corrected',
      body: postSchema,
      answer: decisionSchema,
    },
    'GET /exception-codes': { summary: 'The exception codes and what to do about each', gives: ['application/json'] },
    'GET /adjustment-codes': { summary: 'Group codes and CARCs to choose from', answer: adjustmentCodesSchema },
  },
};
