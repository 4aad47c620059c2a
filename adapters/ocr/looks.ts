/** Readings of one place put in order. Pure. */
import type { Look } from '../../domain/page.ts';

/** Each distinct reading once, with the surest confidence it had, raised where variants agree; best first. */
export function bestLooks(looks: readonly Look[]): Look[] {
  const byText = new Map<string, { best: number; votes: number }>();
  for (const { text, confidence } of looks) {
    const known = byText.get(text) ?? { best: 0, votes: 0 };
    byText.set(text, { best: Math.max(known.best, confidence), votes: known.votes + 1 });
  }
  return [...byText]
    .sort(([, a], [, b]) => b.votes * b.best - a.votes * a.best)
    .map(([text, { best }]) => ({ text, confidence: best }));
}
