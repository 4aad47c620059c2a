/** Files of claims, appointments and deposits over HTTP: taken in as the command line takes them. */
import type { FastifyInstance } from 'fastify';
import { FileRefusal } from '../../adapters/input-file.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { RobotsRefusal, type ImportKind } from '../robots.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { fileNameOf } from './remittances.ts';
import { importAnswerSchema, importQuerySchema } from './work-schema.ts';

/** By the last part of the address. */
const KINDS = { claims: 'claims', appointments: 'schedule', deposits: 'deposits' } as const satisfies Record<
  string,
  ImportKind
>;

export function importRoutes(api: FastifyInstance, desk: Desk): void {
  void api.register(async (uploads) => {
    // Only here a body is bytes of any kind, and may be large: what it is, its content says.
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: desk.mostUploadBytes }, (_request, body, done) =>
      done(null, body),
    );
    for (const [part, kind] of Object.entries(KINDS)) importRoute(uploads, desk, part, kind);
  });
}

function importRoute(api: FastifyInstance, desk: Desk, part: string, kind: ImportKind): void {
  api.post(
    `/imports/${part}`,
    { bodyLimit: desk.mostUploadBytes, config: { needs: 'inquiries.ask' } },
    async (request) => {
      const { portal, column } = readInput(importQuerySchema, request.query);
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes)) throw new RequestProblem(415, 'Send the file itself as the body.');
      const columns = column && Object.fromEntries(column.map(splitColumn));
      const file = { fileName: fileNameOf(request), bytes };
      const report = await refusing(() => desk.robots.importFile(kind, file, { columns, portal }));
      await noteAudit(desk.db, personOf(request), 'file-imported', `import:${part}`, desk.clock.now(), {
        read: report.read,
        new: report.new,
      });
      return importAnswerSchema.parse(report);
    },
  );
}

const splitColumn = (text: string): [string, string] => {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
};

/** What cannot be taken or asked is the sender's to correct. @throws RequestProblem 422 */
export async function refusing<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof FileRefusal || error instanceof RobotsRefusal) throw new RequestProblem(422, error.message);
    throw error;
  }
}
