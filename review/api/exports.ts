/** Worklists, results, postings, denials, aging and the audit trail for other programs: page by page, or as a file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { csvOf, jsonOf, xlsxOf } from '../../adapters/export-files.ts';
import { EXPORT_KINDS, exportTable, type ExportKind } from '../../adapters/export-sets.ts';
import { listPostings } from '../../adapters/ways-in-lists.ts';
import { dayIn } from '../../domain/dates.ts';
import type { TokenScope } from '../../domain/permissions.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { refusing } from './imports.ts';
import { pageOf, placeAfter } from './paging.ts';
import { personOf } from './people.ts';
import { readInput } from './problems.ts';
import { exportQuerySchema, postingExportQuerySchema, postingListSchema, postingQuerySchema } from './work-schema.ts';

const NEEDS: Record<ExportKind, TokenScope> = {
  worklists: 'items.read',
  results: 'items.read',
  postings: 'remittances.read',
  denials: 'remittances.read',
  aging: 'items.read',
  audit: 'audit.read',
};

export const EXPORT_MEDIA = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '835': 'application/edi-x12',
} as const;
type Format = keyof typeof EXPORT_MEDIA;

interface Wish {
  readonly format: Format;
  readonly from: string | null;
  readonly to: string | null;
}

export function exportRoutes(api: FastifyInstance, desk: Desk): void {
  for (const kind of EXPORT_KINDS) {
    api.get(`/exports/${kind}`, { config: { needs: NEEDS[kind] } }, async (request, reply) => {
      const schema = kind === 'postings' ? postingExportQuerySchema : exportQuerySchema;
      const { from = null, to = null, format } = readInput(schema, request.query);
      return sendExport(desk, request, reply, kind, { format, from, to });
    });
  }

  api.get('/postings', { config: { needs: 'remittances.read' } }, async (request) => {
    const { cursor, limit, remittance } = readInput(postingQuerySchema, request.query);
    const rows = await listPostings(desk.db, remittance ?? null, placeAfter(cursor), limit + 1);
    const { page, next } = pageOf(rows, limit, ({ postedAt, id }) => ({ at: postedAt, id }));
    const now = desk.clock.now();
    if (page.length > 0)
      await noteAudit(desk.db, personOf(request), 'list-viewed', 'postings', now, {
        postings: page.map(({ id }) => id),
      });
    const postings = page.map((row) => ({ ...row, postedAt: row.postedAt.toISOString() }));
    return postingListSchema.parse({ at: now.toISOString(), postings, next });
  });
}

async function sendExport(desk: Desk, request: FastifyRequest, reply: FastifyReply, kind: ExportKind, wish: Wish) {
  const { format, from, to } = wish;
  const { bytes, rows } = await refusing(() =>
    format === '835' ? desk.robots.export835({ from, to }) : tableOf(desk, kind, wish),
  );
  // Before it is sent: what left the house without a trail would be worse than a trail without a file.
  const detail = { format, rows, from, to };
  await noteAudit(desk.db, personOf(request), 'exported', `export:${kind}`, desk.clock.now(), detail);
  return reply
    .header('content-disposition', `attachment; filename="${kind}.${format}"`)
    .type(EXPORT_MEDIA[format])
    .send(bytes);
}

async function tableOf(
  desk: Desk,
  kind: ExportKind,
  { format, from, to }: Wish,
): Promise<{ bytes: Buffer; rows: number }> {
  const today = dayIn(desk.clock.now(), desk.timeZone);
  const table = await exportTable(desk.db, kind, { from, to, timeZone: desk.timeZone }, today);
  const bytes = format === 'csv' ? csvOf(table) : format === 'xlsx' ? await xlsxOf(table, kind) : jsonOf(table);
  return { bytes, rows: table.rows.length };
}
