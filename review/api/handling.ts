/** Handling items over HTTP: give, pass on, put off, label, note, escalate; many at once, and undo. Views and work sharing. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayIn } from '../../domain/dates.ts';
import { noteAudit } from '../audit.ts';
import { doToMany, UNDO_SECONDS, undoMany, type UndoOutcome } from '../bulk.ts';
import type { Desk } from '../desk.ts';
import { handleItem, type Handling } from '../handling.ts';
import { addNote, notesOf, readMentions } from '../notes.ts';
import { previewSharing, setSharing, sharingOf, WORKING_ROLES } from '../sharing.ts';
import { removeView, saveView, viewsOf } from '../views.ts';
import {
  assignSchema,
  bulkAnswerSchema,
  bulkSchema,
  colleaguesSchema,
  escalateSchema,
  filterSchema,
  labelsSchema,
  newViewSchema,
  noteSchema,
  notesSchema,
  postponeSchema,
  queuesSchema,
  saidSchema,
  sharedOutSchema,
  sharingPreviewSchema,
  sharingSchema,
  viewsSchema,
} from './inbox-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { countQueues } from './queues.ts';
import { itemParamsSchema } from './schema.ts';

const NO_ITEM = 'There is no such review item.';
const idOf = (params: unknown): string => readInput(itemParamsSchema, params).id;

export function handlingRoutes(api: FastifyInstance, desk: Desk): void {
  const handle = async (request: FastifyRequest, handling: Handling, message: string) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const handled = await desk.db.transaction((tx) => handleItem(desk, tx, person, id, handling, now));
    if (!handled.isChanged) throw new RequestProblem(handled.why === NO_ITEM ? 404 : 409, handled.why);
    return saidSchema.parse({ message });
  };
  const decides = { config: { needs: 'items.decide' } } as const;

  api.post('/review-items/:id/assign', decides, async (request) => {
    const { to, reason } = readInput(assignSchema, request.body);
    const message = to === null ? 'It is nobody’s work now.' : 'Given.';
    return handle(request, { do: 'assign', to, reason }, message);
  });
  api.post('/review-items/:id/postpone', decides, async (request) => {
    const { until, reason } = readInput(postponeSchema, request.body);
    return handle(request, { do: 'postpone', until, reason }, 'Put off; it comes back by itself.');
  });
  api.post('/review-items/:id/bring-back', decides, async (request) =>
    handle(request, { do: 'postpone', until: null, reason: '' }, 'It is back in the inbox.'),
  );
  api.post('/review-items/:id/escalate', decides, async (request) => {
    const { reason } = readInput(escalateSchema, request.body);
    return handle(request, { do: 'escalate', reason }, 'A supervisor sees it now.');
  });
  api.post('/review-items/:id/labels', decides, async (request) =>
    handle(request, { do: 'label', ...readInput(labelsSchema, request.body) }, 'Labelled.'),
  );
  bulkRoutes(api, desk);
  noteRoutes(api, desk);
  viewRoutes(api, desk);
  sharingRoutes(api, desk);
}

function bulkRoutes(api: FastifyInstance, desk: Desk): void {
  const decides = { config: { needs: 'items.decide' } } as const;
  api.post('/review-items/bulk', decides, async (request) => {
    const { ids, action } = readInput(bulkSchema, request.body);
    const { changed, skipped, token } = await doToMany(desk, personOf(request), ids, action);
    const rest = skipped.length > 0 ? `, ${skipped.length} left as they were` : '';
    return bulkAnswerSchema.parse({
      message: `${changed} ${DONE[action.do]}${rest}.`,
      changed,
      skipped,
      undo: token && { token, seconds: UNDO_SECONDS },
    });
  });
  api.post('/review-items/bulk/:id/undo', decides, async (request) =>
    saidSchema.parse({ message: undone(await undoMany(desk, personOf(request), idOf(request.params))) }),
  );
}

const DONE = {
  assign: 'given',
  escalate: 'put before a supervisor',
  label: 'labelled',
  postpone: 'put off',
  resolve: 'resolved',
} as const;

function undone(outcome: UndoOutcome): string {
  switch (outcome.outcome) {
    case 'undone':
      return `Undone: ${outcome.items} ${outcome.items === 1 ? 'item is' : 'items are'} as before.`;
    case 'changed':
      throw new RequestProblem(409, `${outcome.changed} of them changed since, so nothing was undone.`);
    case 'too-late':
      throw new RequestProblem(409, `It can be undone for ${UNDO_SECONDS} seconds only; open the items one by one.`);
    case 'already':
      throw new RequestProblem(409, 'It was undone already.');
    case 'not-found':
      throw new RequestProblem(404, 'There is nothing of yours to undo.');
  }
}

function noteRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/review-items/:id/notes', { config: { needs: 'items.read' } }, async (request) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const notes = await notesOf(desk.db, id);
    if (notes.length > 0) await noteAudit(desk.db, person, 'notes-viewed', `review-item:${id}`, now);
    return notesSchema.parse({ notes: notes.map((note) => ({ ...note, at: note.at.toISOString() })) });
  });
  api.post('/review-items/:id/notes', { config: { needs: 'items.decide' } }, async (request) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const { text } = readInput(noteSchema, request.body);
    const mentions = await desk.db.transaction(async (tx) => {
      const { rowCount } = await tx.query('update review_item set touched_at = $2 where id = $1', [id, now]);
      if (rowCount === 0) throw new RequestProblem(404, NO_ITEM);
      await noteAudit(tx, person, 'noted', `review-item:${id}`, now);
      return addNote(tx, person, id, 'note', text, now);
    });
    const told = mentions === 0 ? '' : mentions === 1 ? ' One person is told.' : ` ${mentions} people are told.`;
    return saidSchema.parse({ message: `Noted.${told}` });
  });
  api.post('/review-items/:id/notes/read', { config: { needs: 'own' } }, async (request) => {
    await readMentions(desk.db, personOf(request), idOf(request.params), desk.clock.now());
    return saidSchema.parse({ message: 'Read.' });
  });
}

function viewRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/inbox/queues', { config: { needs: 'items.read' } }, async (request) => {
    const now = desk.clock.now();
    const asked = { person: personOf(request), now, today: dayIn(now, desk.timeZone) };
    return queuesSchema.parse(await countQueues(desk.db, asked));
  });
  api.get('/inbox/views', { config: { needs: 'items.read' } }, async (request) => {
    const views = await viewsOf(desk.db, personOf(request));
    // A filter of an older version that is understood no more is left out, not shown wrong.
    return viewsSchema.parse({ views: views.filter(({ filter }) => filterSchema.safeParse(filter).success) });
  });
  api.post('/inbox/views', { config: { needs: 'items.read' } }, async (request, reply) => {
    const [person, now] = [personOf(request), desk.clock.now()];
    const view = readInput(newViewSchema, request.body);
    await desk.db.transaction(async (tx) => {
      const id = await saveView(tx, person, view, now);
      await noteAudit(tx, person, 'view-saved', `inbox-view:${id}`, now, { isShared: view.isShared });
    });
    return reply.code(201).send(saidSchema.parse({ message: 'Saved; it stands at the left.' }));
  });
  api.delete('/inbox/views/:id', { config: { needs: 'items.read' } }, async (request, reply) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const isGone = await desk.db.transaction(async (tx) => {
      const removed = await removeView(tx, person, id);
      if (removed) await noteAudit(tx, person, 'view-removed', `inbox-view:${id}`, now);
      return removed;
    });
    if (!isGone) throw new RequestProblem(404, 'There is no such view of yours.');
    return reply.code(204).send();
  });
}

function sharingRoutes(api: FastifyInstance, desk: Desk): void {
  // Names and loads only: whoever works on items must know to whom one can be passed.
  api.get('/inbox/people', { config: { needs: 'items.read' } }, async () => {
    const { rows } = await desk.db.query(
      `select p.id, p.name, (select count(*)::int from review_item r where r.assigned_to = p.id and r.resolution is null) as open
       from reviewer p where p.role = any($1::text[]) and p.disabled_at is null order by lower(p.name)`,
      [WORKING_ROLES],
    );
    return colleaguesSchema.parse({ people: rows });
  });
  api.get('/inbox/sharing', { config: { needs: 'items.assign' } }, async () =>
    sharingSchema.parse(await sharingOf(desk.db)),
  );
  api.post('/inbox/sharing/preview', { config: { needs: 'items.assign' } }, async (request) => {
    const { people, items } = readInput(sharingPreviewSchema, request.body);
    return sharedOutSchema.parse({ people: await previewSharing(desk.db, people, items) });
  });
  api.put('/inbox/sharing', { config: { needs: 'items.assign' } }, async (request) => {
    const [person, now] = [personOf(request), desk.clock.now()];
    const sharing = readInput(sharingSchema, request.body);
    await desk.db.transaction(async (tx) => {
      await setSharing(tx, sharing);
      const detail = { isOn: sharing.isOn, people: sharing.people };
      await noteAudit(tx, person, 'sharing-set', 'inbox', now, detail);
    });
    return saidSchema.parse({
      message: sharing.isOn ? 'New work is shared out by itself.' : 'Nobody is given work by itself.',
    });
  });
}
