/** The audit trail over HTTP: searched, taken out, checked. */
import type { FastifyInstance } from 'fastify';
import { csvOf } from '../../adapters/export-files.ts';
import { actionsOfTrail, sealedOf, searchTrail } from '../audit-search.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { openChange } from '../sealed-change.ts';
import {
  auditActionsSchema,
  auditExportSchema,
  auditListSchema,
  auditParamsSchema,
  changeSchema,
  auditQuerySchema,
  trailReportSchema,
} from './audit-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';

const MOST_ROWS = 50_000;
const COLUMNS = (['at', 'actor', 'name', 'action', 'subject', 'detail', 'id'] as const).map((name) => ({
  name,
  kind: name === 'at' ? ('time' as const) : name === 'id' ? ('count' as const) : ('text' as const),
}));

export function auditRoutes(api: FastifyInstance, desk: Desk): void {
  const { timeZone } = desk;

  api.get('/audit', { config: { needs: 'audit.read' } }, async (request) => {
    const { cursor, limit, ...filter } = readInput(auditQuerySchema, request.query);
    const rows = await searchTrail(desk.db, filter, { timeZone, before: cursor, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return auditListSchema.parse({
      entries: page.map((row) => ({ ...row, at: row.at.toISOString() })),
      next: rows.length > limit ? String(page.at(-1)!.id) : null,
    });
  });

  api.get('/audit/actions', { config: { needs: 'audit.read' } }, async () =>
    auditActionsSchema.parse({ actions: await actionsOfTrail(desk.db) }),
  );

  api.get('/audit/export', { config: { needs: 'audit.read' } }, async (request, reply) => {
    const { format, ...filter } = readInput(auditExportSchema, request.query);
    const rows = await searchTrail(desk.db, filter, { timeZone, before: undefined, limit: MOST_ROWS + 1 });
    if (rows.length > MOST_ROWS)
      throw new RequestProblem(
        422,
        `More than ${MOST_ROWS} entries were found; choose fewer days and take them out in parts.`,
      );
    await noteAudit(desk.db, personOf(request), 'exported', 'export:audit', desk.clock.now(), {
      format,
      rows: rows.length,
      ...filter,
    });
    const isCsv = format === 'csv';
    return reply
      .type(isCsv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="audit.${format}"`)
      .send(
        isCsv
          ? csvOf({ columns: COLUMNS, rows: rows.map((row) => ({ ...row })) })
          : JSON.stringify(rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as unknown }))),
      );
  });

  api.get('/audit/:id/change', { config: { needs: 'audit.read' } }, async (request) => {
    const { id } = readInput(auditParamsSchema, request.params);
    const found = await sealedOf(desk.db, id);
    if (!found) throw new RequestProblem(404, 'Nothing is sealed in this entry.');
    const change = openChange(desk, found.subject, found.sealed);
    await noteAudit(desk.db, personOf(request), 'change-viewed', found.subject, desk.clock.now(), { entry: id });
    return changeSchema.parse(change);
  });

  api.post('/audit/check', { config: { needs: 'audit.read' } }, async (request) => {
    const report = await desk.administration.checkTrail();
    await noteAudit(desk.db, personOf(request), 'trail-checked', 'audit', desk.clock.now(), {
      isWhole: report.isWhole,
      entries: report.entries,
      found: report.found,
    });
    return trailReportSchema.parse(report);
  });
}
