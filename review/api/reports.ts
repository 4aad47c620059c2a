/** Reports over HTTP: each as JSON, and the same figures as CSV; and the minutes that work takes by hand. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import { csvOf } from '../../adapters/export-files.ts';
import type { ExportTable } from '../../adapters/export-sets.ts';
import { setBaseline } from '../../adapters/reports/minutes.ts';
import type { BaselineKind } from '../../domain/robot-minutes.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { personOf } from './people.ts';
import { readInput } from './problems.ts';
import { readAging, readDenials } from './report-claims.ts';
import { readLogins, readPortals } from './report-portals.ts';
import { readQueues } from './report-queues.ts';
import { rangeOf, type Asked } from './report-range.ts';
import { readPeople, readToday } from './report-today.ts';
import * as csv from './reports-csv.ts';
import * as shapes from './reports-schema.ts';

interface Report<S extends z.ZodType> {
  readonly name: shapes.ReportName;
  readonly schema: S;
  /** All of the schema but what every report begins with. */
  readonly read: (desk: Desk, asked: Asked) => Promise<object>;
  readonly table: (report: z.output<S>) => ExportTable;
}

export function reportRoutes(api: FastifyInstance, desk: Desk): void {
  serve(api, desk, { name: 'today', schema: shapes.todaySchema, read: readToday, table: csv.todayTable });
  serve(api, desk, { name: 'queues', schema: shapes.queuesSchema, read: readQueues, table: csv.queuesTable });
  serve(api, desk, { name: 'portals', schema: shapes.portalsSchema, read: readPortals, table: csv.portalsTable });
  serve(api, desk, { name: 'logins', schema: shapes.loginsSchema, read: readLogins, table: csv.loginsTable });
  serve(api, desk, { name: 'aging', schema: shapes.agingSchema, read: readAging, table: csv.agingTable });
  serve(api, desk, { name: 'denials', schema: shapes.denialsSchema, read: readDenials, table: csv.denialsTable });
  serve(api, desk, { name: 'people', schema: shapes.peopleSchema, read: readPeople, table: csv.peopleTable });

  api.post('/reports/baseline', { config: { needs: 'settings.manage' } }, async (request, reply) => {
    const [person, now] = [personOf(request), desk.clock.now()];
    const { minutes } = readInput(shapes.baselineSchema, request.body);
    const entries = Object.entries(minutes) as [BaselineKind, number | null][];
    await desk.db.transaction(async (tx) => {
      for (const [kind, each] of entries) await setBaseline(tx, kind, each, person.id, now);
      await noteAudit(tx, person, 'baseline-set', 'reports', now, { minutes });
    });
    return reply.code(204).send();
  });
}

function serve<S extends z.ZodType>(api: FastifyInstance, desk: Desk, { name, schema, read, table }: Report<S>): void {
  api.get(`/reports/${name}`, { config: { needs: 'reports.read' } }, async (request, reply) => {
    const query = readInput(shapes.reportQuerySchema, request.query);
    const asked = rangeOf(desk, name, query);
    const { range, now } = asked;
    const report = schema.parse({ at: now.toISOString(), ...range, ...(await read(desk, asked)) });
    if (query.format === 'json') return report;
    const file = table(report);
    const { from, to } = range;
    await noteAudit(desk.db, personOf(request), 'exported', `report:${name}`, now, {
      from,
      to,
      rows: file.rows.length,
    });
    return sendCsv(reply, `${name}-${from}-to-${to}.csv`, csvOf(file));
  });
}

const sendCsv = (reply: FastifyReply, name: string, bytes: Buffer) =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(bytes);
