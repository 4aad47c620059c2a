import { afterEach, describe, expect, it } from 'vitest';
import { ownPlace } from '../stores.ts';
import { batter } from './posting-practice.ts';

const RUNS = {
  embedded: { payments: 60, kills: 2 },
  'Redis and PostgreSQL': { payments: 100, kills: 2 },
};
type Combination = keyof typeof RUNS;

let remove: () => Promise<void>;
afterEach(() => remove());

/** Posting uses no queue: the two combinations with a server differ in nothing here. The full 1,000 are `npm run bench -- posting`. */
describe.each(Object.keys(RUNS) as Combination[])('posting that is killed on %s', (combination) => {
  it('books every payment once, to the cent, and nothing of the same batch sent again', {
    timeout: 300_000,
  }, async () => {
    const { payments, kills } = RUNS[combination];
    const place = await ownPlace(combination);
    remove = () => place.remove();
    const battered = await batter(place, payments, kills);
    console.log(
      `${combination}: killed after ${battered.killedAt.join(' ')} of ${payments} payments, ${Math.round(battered.seconds)} s`,
    );
    expect(battered).toMatchObject({
      payments,
      differenceCents: 0,
      differing: 0,
      twice: 0,
      addedByRepeat: 0,
      toldKnown: payments,
    });
    expect(battered.kills).toBeGreaterThan(0);
    expect(battered.unappliedCents).toBe((payments / 10) * 8_400);
  });
});
