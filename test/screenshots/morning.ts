/** What people of the demo's office did this morning: work is given, held, labelled, spoken about and put before a supervisor. */
import type { FastifyInstance } from 'fastify';
import { takeAgingSnapshot } from '../../adapters/reports/aging.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { addDays, dayIn } from '../../domain/dates.ts';
import type { Role } from '../../domain/permissions.ts';
import type { Stores } from '../../workers/stores.ts';
import { client } from '../review/client.ts';
import { PASSWORD } from '../review/office.ts';

export interface Places {
  /** Who signs in. */
  readonly who: string;
  readonly item: string;
  readonly document: string;
}

const PEOPLE: readonly [string, Role][] = [
  ['Dana Whitlock', 'administrator'],
  ['Lee Ocampo', 'biller'],
  ['Priya Raman', 'biller'],
];

export async function aMorning({ db, clock, settings }: Stores, app: FastifyInstance): Promise<Places> {
  const now = clock.now();
  const today = dayIn(now, settings.timeZone);
  for (const [name, role] of PEOPLE) await addReviewer(db, name, PASSWORD, now, role);
  const ask = client(app);
  const [dana, lee, priya] = await Promise.all(PEOPLE.map(([name]) => ask.cookieOf(name)));
  const { rows } = await db.query<{ id: string; code: string; kind: string; documentId: string | null }>(
    'select id, code, kind, document_id as "documentId" from review_item where resolution is null order by score, id',
  );
  const { rows: people } = await db.query<{ id: string; name: string }>('select id, name from reviewer');
  const idOf = (name: string) => people.find((one) => one.name.startsWith(name))?.id ?? null;
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const claims = of('claim-status');
  const item = of('eligibility').find(({ code }) => code === 'member-not-found') ?? rows[0];
  const document = of('remittance')[0]?.documentId;
  if (!item || !document || claims.length < 7)
    throw new Error('The demo left too little for people; see what it said.');

  const post = async (as: Record<string, string> | undefined, { id }: { id: string }, what: string, body = {}) => {
    const { statusCode, body: why } = await ask.post(`/review-items/${id}/${what}`, as ?? {}, body);
    if (statusCode >= 400) throw new Error(`${what}: ${why}`);
  };
  await post(lee, claims[0]!, 'claim');
  await post(priya, claims[2]!, 'claim');
  await post(dana, claims[1]!, 'assign', { to: idOf('Lee') });
  await post(dana, claims[3]!, 'assign', { to: idOf('Priya') });
  await post(dana, item, 'assign', { to: idOf('Dana') });
  await post(lee, claims[4]!, 'labels', { add: ['call payer'] });
  await post(lee, item, 'labels', { add: ['new card'] });
  await post(lee, item, 'notes', { text: 'The front desk asks the patient for the new card this afternoon.' });
  await post(priya, claims[5]!, 'escalate', {
    reason: 'The payer says that it never got this claim; is the clearinghouse report kept?',
  });
  await post(priya, claims[6]!, 'postpone', { until: addDays(today, 7), reason: 'The payer asked for a week.' });
  await takeAgingSnapshot(db, today, now);
  return { who: PEOPLE[0]![0], item: item.id, document };
}
