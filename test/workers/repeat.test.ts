import { expect, it } from 'vitest';
import { inRounds } from '../../workers/repeat.ts';

it('goes round once more for all who ask while a round is under way, also after one that failed', async () => {
  const ends: { resolve: () => void; reject: (why: Error) => void }[] = [];
  const ask = inRounds(() => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const first = ask();
  await settled();
  const later = [ask(), ask(), ask()];
  await settled();
  expect(ends).toHaveLength(1);
  ends[0]!.reject(new Error('no queue'));
  await expect(first).rejects.toThrow('no queue');
  await settled();
  expect(ends).toHaveLength(2);
  ends[1]!.resolve();
  await Promise.all(later);
  const last = ask();
  await settled();
  expect(ends).toHaveLength(3);
  ends[2]!.resolve();
  await last;
});
