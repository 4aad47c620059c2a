/** Laying the pages of a scan over HTTP: how they lie, and how a person wants them. */
import type { FastifyInstance } from 'fastify';
import { findArrangedFile, type ArrangedFile, type FileDocument } from '../../adapters/page-arrangements.ts';
import { leftOutOf } from '../../domain/page-arrangement.ts';
import { corePages, placesOf, whyFixed } from '../arranged-pages.ts';
import { arrangePages } from '../arranging.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import {
  arrangeBodySchema,
  arrangedSchema,
  pageArrangementSchema,
  type PageArrangement,
} from './page-arrangement-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { remittanceParamsSchema } from './remittance-schema.ts';

const NO_DOCUMENT = 'There is no such remittance.';
/** Thousands of pages, each a number and a turn. */
const ARRANGEMENT_BYTES = 512 * 1024;

export function pageArrangementRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(remittanceParamsSchema, params).id;

  api.get('/remittances/:id/arrangement', { config: { needs: 'remittances.read' } }, async (request) => {
    const [person, id] = [personOf(request), idOf(request.params)];
    const file = await findArrangedFile(desk.db, desk.documents, id);
    if (!file) throw new RequestProblem(404, NO_DOCUMENT);
    if (file.pageCount === null) throw new RequestProblem(409, 'This document has no pages to arrange.');
    await noteAudit(desk.db, person, 'remittance-viewed', `remittance:${id}`, desk.clock.now(), { arrangement: true });
    return pageArrangementSchema.parse(arrangementOf(file, file.pageCount));
  });

  api.post(
    '/remittances/:id/arrangement',
    { bodyLimit: ARRANGEMENT_BYTES, config: { needs: 'remittances.work' } },
    async (request) => {
      const arranged = await arrangePages(
        desk,
        personOf(request),
        idOf(request.params),
        readInput(arrangeBodySchema, request.body),
      );
      if (arranged.outcome === 'not-found') throw new RequestProblem(404, NO_DOCUMENT);
      if (arranged.outcome === 'refused') throw new RequestProblem(409, arranged.why);
      const { documents, isChanged } = arranged;
      return arrangedSchema.parse({
        message: sentence(documents.filter(({ isNew }) => isNew).length, isChanged),
        documents,
      });
    },
  );
}

function sentence(made: number, isChanged: boolean): string {
  if (!isChanged) return 'The pages lie so already; nothing was changed.';
  if (made === 0) return 'Saved. What remains stays as it was read.';
  return made === 1 ? 'Saved: it is read anew.' : `Saved: ${made} documents are read, each by itself.`;
}

function arrangementOf(file: ArrangedFile, count: number): PageArrangement {
  const standing = file.documents.flatMap(({ pages }) => pages);
  const pages = Array.from({ length: count }, (_, at) => {
    const mine = ({ filePage }: { filePage: number }) => filePage === at + 1;
    // Left out, it is shown as it was seen last.
    const page = standing.find(mine) ?? file.pages.find((each) => mine(each) && each.hasImage) ?? file.pages.find(mine);
    const picture = page?.hasImage ? page : (file.pages.find((each) => mine(each) && each.hasImage) ?? null);
    return {
      page: at + 1,
      turn: page?.turn ?? null,
      picture: picture && { documentId: picture.documentId, page: picture.page },
      isBlank: page?.isBlank ?? false,
    };
  });
  return {
    fileId: file.id,
    version: file.version,
    pages,
    parts: file.documents.flatMap(partsOf),
    leftOut: leftOutOf(
      file.documents.map((each) => placesOf(each.pages)),
      count,
    ),
  };
}

/** A document that has posted stands as two parts: what stays, and what may be arranged. */
function partsOf(document: FileDocument): PageArrangement['parts'] {
  const core = corePages(document);
  const rest = document.pages.filter((page) => !core.includes(page));
  return [core, rest].flatMap((pages) => {
    if (pages.length === 0) return [];
    const ours = new Set(pages.map(({ filePage }) => filePage));
    const numbers = document.payments.flatMap(({ number, pages: at }) =>
      number && at.some((page) => ours.has(page)) ? [number] : [],
    );
    return [{ documentId: document.id, pages: [...ours], numbers, fixed: whyFixed(document, pages) }];
  });
}
