/** What every route that decides an item has in common: who, which, the answer in words, and the item to go on with. */
import type { FastifyRequest } from 'fastify';
import type { Query } from '../../adapters/query.ts';
import { dayIn } from '../../domain/dates.ts';
import { isDone, type DecisionOutcome, type Resolution } from '../decisions.ts';
import type { Desk, Person } from '../desk.ts';
import type { NextQuery } from './inbox-schema.ts';
import { readNext, takeNext, type Taken } from './next-item.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { decisionSchema, itemParamsSchema, type DecisionAnswer } from './schema.ts';

export const NO_ITEM = 'There is no such review item.';

type Act = (desk: Desk, person: Person, id: string) => Promise<DecisionOutcome>;

/**
 * Decides the item of the address. @param next with it, in the same transaction, the next item of this list is taken.
 * @throws RequestProblem when nothing was decided; nothing is taken then.
 */
export async function decideOver(
  desk: Desk,
  request: FastifyRequest,
  next: NextQuery | undefined,
  wanted: Resolution,
  act: Act,
): Promise<DecisionAnswer> {
  const person = personOf(request);
  const { id } = readInput(itemParamsSchema, request.params);
  if (!next) return decisionAnswer(await act(desk, person, id), wanted);
  if (person.token) throw new RequestProblem(400, 'Only a person is given the next item; leave `next` out.');
  const now = desk.clock.now();
  const asked = { person, now, today: dayIn(now, desk.timeZone) };
  const taken: (Taken | null)[] = [];
  const goOn = async (tx: Query) => void taken.push(await takeNext(tx, next, id, asked));
  const answer = decisionAnswer(await act({ ...desk, goOn }, person, id), wanted);
  const [first = null] = taken;
  return decisionSchema.parse({ ...answer, next: first && (await readNext(desk, person, first, now)) });
}

/** The same person's same decision again is no error: a request may be sent twice. Another's is. */
function decisionAnswer(outcome: DecisionOutcome, wanted: Resolution): DecisionAnswer {
  switch (outcome.outcome) {
    case 'decided':
      return decisionSchema.parse({
        isChanged: true,
        sentBack: outcome.sentBack,
        message: decidedText(outcome, wanted),
      });
    case 'already': {
      const what = outcome.resolution === 'resolved' ? 'resolved' : 'sent back';
      const message = `This item was already ${what} by ${outcome.isMine ? 'you' : outcome.by}; nothing was changed.`;
      if (isDone(outcome, wanted)) return { isChanged: false, sentBack: 0, message };
      throw new RequestProblem(409, message);
    }
    case 'proposed':
      return decisionSchema.parse({ isChanged: outcome.isNew, sentBack: 0, message: outcome.message });
    case 'held':
      throw new RequestProblem(409, heldBy(outcome));
    case 'refused':
      throw new RequestProblem(422, outcome.why);
    case 'not-found':
      throw new RequestProblem(404, NO_ITEM);
  }
}

function decidedText({ sentBack, posted }: { sentBack: number; posted: string | null }, wanted: string): string {
  if (posted) return posted;
  const done = wanted === 'resolved' ? 'Resolved.' : 'Sent back.';
  if (sentBack === 0) return done;
  const what = sentBack === 1 ? '1 inquiry is' : `${sentBack} inquiries are`;
  return `${done} ${what} asked again.`;
}

export const heldBy = ({ by }: { by: string }): string =>
  `${by} is working on this item; take another, or ask ${by} to release it.`;
