/** Reviewers who all work on one inbox at once, over HTTP, as fast as they can; and what must hold afterwards. */
import type { FastifyInstance } from 'fastify';
import { CLAIM_MINUTES } from '../../review/claims.ts';
import type { DecisionAnswer, ItemList } from '../../review/api/schema.ts';
import type { Office } from './office.ts';
import { client, type Cookies } from './client.ts';

export interface CrowdResult {
  readonly claims: number;
  /** Claims that somebody else had already: said so, and nothing done. */
  readonly late: number;
  readonly resolved: number;
  readonly labelled: number;
  readonly errors: readonly string[];
  /** Items that two people held at one time, by the trail. */
  readonly doubleAssignments: number;
  /** Decisions that were answered as taken and are not there, or are there twice. */
  readonly lostUpdates: number;
}

/** @param people names that can sign in. @param ms how long they work. */
export async function crowd(
  office: Office,
  app: FastifyInstance,
  people: readonly string[],
  ms: number,
): Promise<CrowdResult> {
  const asks = client(app);
  const tally = { claims: 0, late: 0, resolved: 0, labelled: 0 };
  const errors: string[] = [];
  const decided = new Map<string, string>();
  const labels = new Map<string, string[]>();
  const cookies: Cookies[] = [];
  for (const name of people) cookies.push(await asks.cookieOf(name));
  const until = performance.now() + ms;

  const decide = async (id: string, name: string, cookie: Cookies, next?: object): Promise<string | null> => {
    const body = { note: `done by ${name}`, ...(next && { next }) };
    const done = await asks.post(`/review-items/${id}/resolve`, cookie, body);
    if (done.statusCode !== 200) errors.push(`resolve ${done.statusCode} ${done.body}`);
    else if (decided.has(id)) errors.push(`${id} was decided twice`);
    else decided.set(id, name);
    tally.resolved += 1;
    const taken = done.json<Partial<DecisionAnswer>>().next?.id ?? null;
    if (taken) tally.claims += 1;
    return taken;
  };

  const work = async (name: string, cookie: Cookies, place: number): Promise<void> => {
    for (let round = 0; performance.now() < until; round++) {
      const order = ['priority', 'due', 'value', 'oldest'][(place + round) % 4];
      const page = await asks.get(`/review-items?limit=12&order=${order}`, cookie);
      if (page.statusCode !== 200) return void errors.push(`list ${page.statusCode}`);
      const { items } = page.json<ItemList>();
      // Everybody reaches for the first ones: the worst that can happen.
      for (const { id } of items.slice(0, 4)) {
        if (performance.now() >= until) return;
        const claim = await asks.post(`/review-items/${id}/claim`, cookie);
        if (claim.statusCode === 409) {
          tally.late += 1;
          continue;
        }
        if (claim.statusCode !== 200) errors.push(`claim ${claim.statusCode} ${claim.body}`);
        tally.claims += 1;
        const mark = `by ${name}`;
        const labelled = await asks.post(`/review-items/${id}/labels`, cookie, { add: [mark] });
        if (labelled.statusCode === 200) labels.set(id, [...(labels.get(id) ?? []), mark]);
        else errors.push(`label ${labelled.statusCode} ${labelled.body}`);
        tally.labelled += 1;
        if ((place + round) % 5 === 0) {
          const release = await asks.post(`/review-items/${id}/release`, cookie);
          if (release.statusCode !== 200) errors.push(`release ${release.statusCode} ${release.body}`);
          continue;
        }
        // With the first decision the next item is taken, as the page does it, and decided too.
        const next = await decide(id, name, cookie, { order });
        if (next) await decide(next, name, cookie);
      }
    }
  };
  await Promise.all(people.map((name, place) => work(name, cookies[place]!, place)));
  return {
    ...tally,
    errors,
    doubleAssignments: await heldTwice(office),
    lostUpdates: await lost(office, decided, labels),
  };
}

/** Walks the trail in its own order: whoever claims must find it free, let go, or lapsed. */
async function heldTwice({ db }: Office): Promise<number> {
  const { rows } = await db.query<{ at: Date; actor: string; action: string; subject: string }>(
    `select at, actor, action, subject from audit where action in ('claimed', 'released', 'resolved') order by id`,
  );
  const holders = new Map<string, { actor: string; at: number }>();
  let twice = 0;
  for (const { at, actor, action, subject } of rows) {
    const holder = holders.get(subject);
    const isHeld = holder && holder.actor !== actor && at.getTime() - holder.at < CLAIM_MINUTES * 60_000;
    if (isHeld) twice += 1;
    if (action === 'claimed') holders.set(subject, { actor, at: at.getTime() });
    else holders.delete(subject);
  }
  return twice;
}

async function lost(
  { db }: Office,
  decided: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, string[]>,
): Promise<number> {
  const { rows } = await db.query<{ id: string; note: string | null; name: string | null; labels: string[] }>(
    `select r.id, r.resolution_note as note, p.name, r.labels from review_item r left join reviewer p on p.id = r.resolved_by
     where r.resolution is not null or r.labels <> '{}'`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const noted = await db.query<{ subject: string; n: number }>(
    `select subject, count(*)::int as n from audit where action = 'resolved' group by 1`,
  );
  const trails = new Map(noted.rows.map(({ subject, n }) => [subject, n]));
  let missing = [...trails.values()].filter((n) => n !== 1).length;
  for (const [id, name] of decided) {
    const row = found.get(id);
    if (row?.name !== name || row.note !== `done by ${name}` || trails.get(`review-item:${id}`) !== 1) missing += 1;
  }
  for (const [id, given] of labels) if (given.some((one) => !found.get(id)?.labels.includes(one))) missing += 1;
  return missing;
}
