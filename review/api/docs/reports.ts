/** Reports: figures of the office, as JSON or as CSV. */
import * as shapes from '../reports-schema.ts';
import type { PartDocs, RouteDocs } from './route-docs.ts';

const report = (summary: string, answer: RouteDocs['answer']): RouteDocs => ({
  summary,
  description:
    'Days are the practice’s, both included, at most 400 (of people 92). With `format=csv` the same figures as a table for a spreadsheet; taking one out leaves a trail.',
  query: shapes.reportQuerySchema,
  ...(answer && { answer }),
});

export const REPORT_DOCS: PartDocs = {
  title: 'Reports',
  schemas: {
    TodayReport: shapes.todaySchema,
    QueuesReport: shapes.queuesSchema,
    PortalsReport: shapes.portalsSchema,
    LoginsReport: shapes.loginsSchema,
    AgingReport: shapes.agingSchema,
    DenialsReport: shapes.denialsSchema,
    PeopleReport: shapes.peopleSchema,
  },
  routes: {
    'GET /reports/today': report('What was done, by portal and payer, and the minutes saved', shapes.todaySchema),
    'GET /reports/queues': report('What waits, how it came to be, when it will be gone', shapes.queuesSchema),
    'GET /reports/portals': report('How portals answer, and what stops them', shapes.portalsSchema),
    'GET /reports/logins': report('How logins stand by their portals’ rules', shapes.loginsSchema),
    'GET /reports/aging': report('Open claims by age, day by day', shapes.agingSchema),
    'GET /reports/denials': report('Denials opened and closed, week by week', shapes.denialsSchema),
    'GET /reports/people': report('What each person dealt with', shapes.peopleSchema),
    'POST /reports/baseline': {
      summary: 'Enter the minutes that work takes by hand',
      description: 'Kinds left out stay as they are; null takes a kind’s minutes away.',
      body: shapes.baselineSchema,
      status: 204,
    },
  },
};
