/** Remittances over HTTP: taking files in, showing them with their pages, releasing what was held. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { receiveDocument, retryDocument } from '../../adapters/document-rows.ts';
import { FileRefusal } from '../../adapters/input-file.ts';
import { thumbnailOf } from '../../adapters/pages/thumbnail.ts';
import { REMITTANCE_TYPES, requireRemittance } from '../../adapters/remittance-file.ts';
import { dayIn, formatUsDate } from '../../domain/dates.ts';
import { noteAudit } from '../audit.ts';
import { wake } from '../decisions.ts';
import type { Desk } from '../desk.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { listRemittances } from './remittance-list.ts';
import {
  answerSchema,
  remittanceListQuerySchema,
  remittanceListSchema,
  remittancePageParamsSchema,
  remittanceParamsSchema,
  remittanceSchema,
  uploadedSchema,
} from './remittance-schema.ts';
import { findPageImage, findRemittance } from './remittance-view.ts';

const NO_DOCUMENT = 'There is no such remittance.';
const UPLOAD_TYPES = [...REMITTANCE_TYPES, 'application/octet-stream'];
const MOST_NAME_LETTERS = 200;

export function remittanceRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(remittanceParamsSchema, params).id;

  api.get('/remittances', { config: { needs: 'remittances.read' } }, async (request) => {
    const [person, now] = [personOf(request), desk.clock.now()];
    const { remittances, next } = await listRemittances(desk, readInput(remittanceListQuerySchema, request.query));
    // File names and check numbers: what was seen leaves a trail.
    if (remittances.length > 0)
      await noteAudit(desk.db, person, 'list-viewed', 'remittances', now, {
        remittances: remittances.map(({ id }) => id),
      });
    return remittanceListSchema.parse({ at: now.toISOString(), remittances, next });
  });

  api.get('/remittances/:id', { config: { needs: 'remittances.read' } }, async (request) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const found = await findRemittance(desk, person, id, now);
    if (!found) throw new RequestProblem(404, NO_DOCUMENT);
    await noteAudit(desk.db, person, 'remittance-viewed', `remittance:${id}`, now);
    return remittanceSchema.parse(found);
  });

  api.get('/remittances/:id/pages/:page', { config: { needs: 'remittances.read' } }, async (request, reply) => {
    const person = personOf(request);
    const { id, page } = readInput(remittancePageParamsSchema, request.params);
    const image = await findPageImage(desk, id, page);
    if (!image) throw new RequestProblem(404, 'No picture of this page is kept.');
    await noteAudit(desk.db, person, 'page-viewed', `remittance:${id}`, desk.clock.now(), { page });
    return reply.header('cache-control', 'no-store').type(imageTypeOf(image)).send(image);
  });

  api.get(
    '/remittances/:id/pages/:page/thumbnail',
    { config: { needs: 'remittances.read' } },
    async (request, reply) => {
      const person = personOf(request);
      const { id, page } = readInput(remittancePageParamsSchema, request.params);
      const image = await findPageImage(desk, id, page);
      if (!image) throw new RequestProblem(404, 'No picture of this page is kept.');
      const small = await thumbnailOf(image);
      await noteAudit(desk.db, person, 'page-viewed', `remittance:${id}`, desk.clock.now(), { page, isSmall: true });
      return reply.header('cache-control', 'no-store').type('image/webp').send(small);
    },
  );

  api.post('/remittances/:id/retry', { config: { needs: 'remittances.work' } }, async (request) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const isRetried = await desk.db.transaction(async (tx) => {
      if (!(await retryDocument(tx, id, now))) return false;
      await noteAudit(tx, person, 'remittance-retried', `remittance:${id}`, now);
      return true;
    });
    if (!isRetried) throw new RequestProblem(409, 'This remittance did not fail, so there is nothing to try again.');
    wake(desk);
    return answerSchema.parse({ message: 'It is read again.' });
  });

  void api.register(async (uploads) => uploadRoute(uploads, desk));
}

/** Apart from the other routes: only here a body is bytes, and may be large. */
async function uploadRoute(api: FastifyInstance, desk: Desk): Promise<void> {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    UPLOAD_TYPES,
    { parseAs: 'buffer', bodyLimit: desk.mostUploadBytes },
    (_request, body, done) => done(null, body),
  );
  api.post(
    '/remittances',
    { bodyLimit: desk.mostUploadBytes, config: { needs: 'remittances.work' } },
    async (request, reply) => {
      const person = personOf(request);
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes))
        throw new RequestProblem(415, 'Send the file itself: a PDF, TIFF, PNG, JPEG or 835.');
      const received = await receive(desk, fileNameOf(request), bytes);
      await noteAudit(desk.db, person, 'remittance-received', `remittance:${received.id}`, desk.clock.now(), {
        isNew: received.isNew,
      });
      // The row stands; should the queue not answer now, the next round of the reconciler adds its job.
      if (received.isNew) wake(desk);
      const message = received.isNew
        ? 'Taken in; it is being read.'
        : `The same file was taken in on ${formatUsDate(dayIn(received.receivedAt, desk.timeZone))} already; nothing was done with it again.`;
      return reply
        .code(received.isNew ? 202 : 200)
        .header('location', `/api/v1/remittances/${received.id}`)
        .send(uploadedSchema.parse({ id: received.id, isNew: received.isNew, message }));
    },
  );
}

async function receive(desk: Desk, fileName: string, bytes: Buffer) {
  try {
    const mediaType = requireRemittance({ fileName: 'The file', bytes });
    return await receiveDocument(desk, { fileName, bytes, mediaType, source: 'api', isToPost: true });
  } catch (error) {
    if (error instanceof FileRefusal) throw new RequestProblem(422, error.message);
    throw error;
  }
}

/** The name stands percent-encoded in a header: never in the address, which proxies log. */
export function fileNameOf(request: FastifyRequest): string {
  const header = request.headers['x-file-name'];
  try {
    const name = decodeURIComponent(typeof header === 'string' ? header : '');
    const bare = Array.from(name.split(/[\\/]/).at(-1) ?? '', (letter) => (letter < ' ' ? '' : letter))
      .join('')
      .trim();
    return bare.slice(0, MOST_NAME_LETTERS) || 'remittance';
  } catch {
    throw new RequestProblem(400, 'The header x-file-name must hold the file name, percent-encoded.');
  }
}

const imageTypeOf = (image: Buffer): string => {
  if (image[0] === 0x89) return 'image/png';
  return image.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : 'image/jpeg';
};
