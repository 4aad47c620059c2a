import { afterEach, describe, expect, it } from 'vitest';
import { ownPlace } from '../stores.ts';
import { batter } from './posting-practice.ts';

const PAYMENTS = 200;
const KILLS = { embedded: 2, 'Redis and PostgreSQL': 5 };
type Combination = keyof typeof KILLS;

let remove: () => Promise<void>;
afterEach(() => remove());

/** Posting uses no queue: the two combinations with a server differ in nothing here. The full 1,000 are `npm run bench -- posting`. */
describe.each(Object.keys(KILLS) as Combination[])('posting that is killed on %s', (combination) => {
  it('books every payment once, to the cent, and nothing of the same batch sent again', {
    timeout: 120_000,
  }, async () => {
    const place = await ownPlace(combination);
    remove = () => place.remove();
    const battered = await batter(place, PAYMENTS, KILLS[combination]);
    console.log(
      `${combination}: killed after ${battered.killedAt.join(' ')} of ${PAYMENTS} payments, ${Math.round(battered.seconds)} s`,
    );
    expect(battered).toMatchObject({
      payments: PAYMENTS,
      differenceCents: 0,
      differing: 0,
      twice: 0,
      addedByRepeat: 0,
      toldKnown: PAYMENTS,
    });
    expect(battered.kills).toBeGreaterThan(0);
    expect(battered.unappliedCents).toBe((PAYMENTS / 10) * 8_400);
  });
});
