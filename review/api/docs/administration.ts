/** Administration: settings, registers, logins, the audit trail. */
import * as shapes from '../administration-schema.ts';
import * as audit from '../audit-schema.ts';
import type { PartDocs } from './route-docs.ts';

const NAMED = { params: shapes.nameParamsSchema, status: 204 };
const STALE = '`before` is what was read: when it stands otherwise now, nothing is changed (409).';

export const ADMINISTRATION_DOCS: PartDocs = {
  title: 'Administration',
  schemas: {
    Settings: shapes.settingsSchema,
    Portals: shapes.portalsSchema,
    Payers: shapes.payersSchema,
    Logins: shapes.loginsSchema,
    AuditEntries: audit.auditListSchema,
    TrailReport: audit.trailReportSchema,
  },
  routes: {
    'GET /administration/settings': { summary: 'Limits, schedules and retention', answer: shapes.settingsSchema },
    'POST /administration/settings/:key': {
      summary: 'Set one of them, or let the environment say it again',
      description: STALE,
      params: shapes.settingParamsSchema,
      body: shapes.settingBodySchema,
      status: 204,
    },
    'POST /administration/four-eyes': {
      summary: 'Set what needs a second person',
      description: STALE,
      body: shapes.fourEyesBodySchema,
      status: 204,
    },
    'GET /administration/portals': { summary: 'The policy register', answer: shapes.portalsSchema },
    'POST /administration/portals/:name': {
      summary: 'Change terms, hours, pace or cap of a portal',
      description: STALE,
      body: shapes.portalBodySchema,
      ...NAMED,
    },
    'POST /administration/portals/:name/pause': { summary: 'Stop all work on a portal', ...NAMED },
    'POST /administration/portals/:name/resume': { summary: 'Go on with a portal', ...NAMED },
    'GET /administration/payers': { summary: 'The payers', answer: shapes.payersSchema },
    'POST /administration/payers/:name': {
      summary: 'Change a payer, or add one of the office',
      description: '`changes` null: as the register file says it.',
      body: shapes.payerBodySchema,
      ...NAMED,
    },
    'GET /administration/logins': {
      summary: 'The logins, without their secrets',
      answer: shapes.loginsSchema,
    },
    'POST /administration/logins': {
      summary: 'Add a login',
      body: shapes.loginBodySchema,
      status: 201,
      answer: shapes.addedSchema,
    },
    'POST /administration/logins/:id/secret': {
      summary: 'Give a login new secrets',
      description: 'What is not named stays as it is; null takes it out. No secret ever comes back.',
      body: shapes.secretBodySchema,
      status: 204,
    },
    'POST /administration/logins/:id/pause': { summary: 'Stop all work of a login', status: 204 },
    'POST /administration/logins/:id/resume': {
      summary: 'Go on with a login',
      body: shapes.resumeBodySchema,
      status: 204,
    },
    'POST /administration/logins/:id/confirmed': {
      summary: 'Note that the portal has confirmed its user',
      status: 204,
    },
    'GET /audit': { summary: 'Search the audit trail', query: audit.auditQuerySchema, answer: audit.auditListSchema },
    'GET /audit/actions': { summary: 'Every action that the trail holds', answer: audit.auditActionsSchema },
    'GET /audit/export': {
      summary: 'Take entries of the audit trail out as a file',
      query: audit.auditExportSchema,
      gives: ['text/csv', 'application/json'],
    },
    'GET /audit/:id/change': {
      summary: 'What stood before a decision and after it',
      description: 'It may say who a patient is, so that looking leaves a trail of its own.',
      params: audit.auditParamsSchema,
      answer: audit.changeSchema,
    },
    'POST /audit/check': { summary: 'Check the whole audit trail', answer: audit.trailReportSchema },
  },
};
