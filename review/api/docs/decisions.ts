/** What people decide about an item beside the plain ones: answers in a portal's place, the second pair of eyes, taking back. */
import * as second from '../approvals-schema.ts';
import * as actions from '../item-actions-schema.ts';
import { decisionSchema } from '../schema.ts';
import type { PartDocs } from './route-docs.ts';

const GUARD = '`attempt` is the work item’s, as it was read: what was tried again since is not decided (422).';

export const DECISION_DOCS: PartDocs = {
  title: 'Decisions',
  schemas: {
    Approvals: second.approvalListSchema,
    ApprovalAnswer: second.approvalAnswerSchema,
    Reopened: second.reopenedSchema,
    Trail: second.trailSchema,
  },
  routes: {
    'POST /review-items/:id/answer': {
      summary: 'Store what a person found out as the answer',
      description: GUARD,
      body: actions.answerBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/not-on-file': {
      summary: 'Say that the payer has no such record',
      description: GUARD,
      body: actions.notOnFileBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/denial': {
      summary: 'Count a claim as denied and open its denial',
      description: GUARD,
      body: actions.denialBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/choose': {
      summary: 'Ask again for one of those that the portal listed',
      description: GUARD,
      body: actions.chooseBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/acknowledge': {
      summary: 'Let what stopped wait until a time',
      body: actions.acknowledgeBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/login-secret': {
      summary: 'Store a login’s new secret and let it go on',
      body: actions.loginSecretBodySchema,
      answer: decisionSchema,
    },
    'POST /review-items/:id/reverse': {
      summary: 'Take back what an item has posted, by reversing entries',
      body: second.reasonSchema,
      answer: second.reopenedSchema,
    },
    'POST /review-items/:id/reopen': {
      summary: 'Let a decided item wait for a person again',
      body: second.reasonSchema,
      answer: second.reopenedSchema,
    },
    'GET /review-items/:id/trail': { summary: 'All that became of an item', answer: second.trailSchema },
    'GET /approvals': { summary: 'What waits for a second person', answer: second.approvalListSchema },
    'POST /approvals/:id/approve': {
      summary: 'Approve and post what another person decided',
      answer: second.approvalAnswerSchema,
    },
    'POST /approvals/:id/reject': {
      summary: 'Give it back with a reason, or withdraw one’s own',
      body: second.reasonSchema,
      answer: second.approvalAnswerSchema,
    },
  },
};
