/** Correcting what is held, over HTTP: trying it, the claims that could be meant, the words of a page, the codes to choose from. */
import type { FastifyInstance } from 'fastify';
import { wordsOfPage } from '../../adapters/page-rows.ts';
import { CARCS } from '../../domain/codes/carc.ts';
import { GROUP_TEXTS, mayGroup } from '../../domain/codes/group-rules.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { postItem } from '../posting.ts';
import { previewItem } from '../preview.ts';
import type { Work } from '../validation.ts';
import { candidatesOf, checkOf } from './check.ts';
import { decideOver } from './deciding.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { remittancePageParamsSchema } from './remittance-schema.ts';
import { itemParamsSchema } from './schema.ts';
import {
  adjustmentCodesSchema,
  candidatesBodySchema,
  candidatesSchema,
  checkSchema,
  postSchema,
  workSchema,
  wordsSchema,
} from './validation-schema.ts';

/** A whole payment with many corrected fields. */
const WORK_BYTES = 512 * 1024;
const NOT_OPEN = 'This item was decided meanwhile, or holds nothing that could post; open the next one.';

export function validationRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(itemParamsSchema, params).id;
  const large = { bodyLimit: WORK_BYTES, config: { needs: 'items.decide' } } as const;
  const tryOut = async (request: Parameters<typeof personOf>[0], work: Work) => {
    const found = await previewItem(desk, personOf(request), idOf(request.params), work);
    if (!found) throw new RequestProblem(409, NOT_OPEN);
    return found;
  };

  api.post('/review-items/:id/check', large, async (request) => {
    const work = readInput(workSchema, request.body);
    return checkSchema.parse(checkOf(await tryOut(request, work), work));
  });

  api.post('/review-items/:id/candidates', large, async (request) => {
    const { work, claim } = readInput(candidatesBodySchema, request.body);
    // Every claim that could be meant, not only the one that was chosen.
    const chosen = work.chosen.filter((each) => each.claim !== claim);
    const candidates = candidatesOf(await tryOut(request, { ...work, chosen }), claim);
    const seen = candidates.map(({ claimId }) => claimId);
    const subject = `review-item:${idOf(request.params)}`;
    await noteAudit(desk.db, personOf(request), 'candidates-viewed', subject, desk.clock.now(), { claims: seen });
    return candidatesSchema.parse({ candidates });
  });

  api.post('/review-items/:id/post', large, async (request) => {
    const { note, next, ...work } = readInput(postSchema, request.body);
    if (work.approved.length > 0 && note === '')
      throw new RequestProblem(400, 'Say in a few words why what is let stand may stand.');
    return decideOver(desk, request, next, 'resolved', (at, person, id) => postItem(at, person, id, work, note));
  });

  api.get('/remittances/:id/pages/:page/words', { config: { needs: 'remittances.read' } }, async (request) => {
    const { id, page } = readInput(remittancePageParamsSchema, request.params);
    const words = await wordsOfPage(desk.db, id, page);
    if (!words) throw new RequestProblem(404, 'No words of this page are kept.');
    await noteAudit(desk.db, personOf(request), 'page-viewed', `remittance:${id}`, desk.clock.now(), {
      page,
      words: true,
    });
    return wordsSchema.parse({ words });
  });

  api.get('/adjustment-codes', { config: { needs: 'own', isForTokens: true } }, async () =>
    adjustmentCodesSchema.parse({
      groups: GROUPS.map((code) => ({ code, text: GROUP_TEXTS[code] })),
      reasons: [...CARCS].map(([code, text]) => ({
        code,
        text,
        groups: GROUPS.filter((each) => mayGroup(each, code)),
      })),
    }),
  );
}

const GROUPS = ['CO', 'PR', 'OA', 'PI'] as const;
