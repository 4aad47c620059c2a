/** What offices put on paper: a stamp, a highlighter, a pen. Drawn as shapes, so that no font is needed. */
import type { Random } from '../random.ts';

/** @returns an SVG of the page's size to be multiplied onto it. */
export function marksOf(random: Random, width: number, height: number): string {
  const within = (size: number, low: number, high: number): number =>
    Math.round(size * (low + random.next() * (high - low)));
  const highlights = Array.from({ length: random.int(1, 3) }, () => {
    const [x, y] = [within(width, 0.1, 0.7), within(height, 0.2, 0.8)];
    return `<rect x="${x}" y="${y}" width="${within(width, 0.08, 0.25)}" height="${random.int(38, 52)}" fill="#fff36b"/>`;
  });
  const pens = Array.from({ length: random.int(1, 3) }, () =>
    stroke(random, within(width, 0.1, 0.8), within(height, 0.2, 0.8)),
  );
  const [x, y] = [within(width, 0.25, 0.6), within(height, 0.2, 0.65)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${highlights.join('')}<g transform="translate(${x} ${y}) rotate(${random.int(-18, 18)})" fill="none" stroke="${random.pick(['#c0392b', '#2c3e90', '#6a3a8a'])}" stroke-width="7" opacity="0.75"><rect width="560" height="170" rx="14"/>${LETTERS}</g>${pens.join('')}</svg>`;
}

/** RECEIVED, in strokes on a grid 50 wide and 80 high. */
const LETTERS = [
  'M0 80V0H38V40H0M16 40L40 80',
  'M40 0H0V80H40M0 40H32',
  'M42 6H4V74H42',
  'M40 0H0V80H40M0 40H32',
  'M20 0V80',
  'M0 0L20 80L40 0',
  'M40 0H0V80H40M0 40H32',
  'M0 0V80H26L40 62V18L26 0Z',
]
  .map((path, i) => `<path transform="translate(${42 + i * 62} 45)" d="${path}"/>`)
  .join('');

function stroke(random: Random, x: number, y: number): string {
  let path = `M${x} ${y}`;
  for (let i = 0; i < random.int(4, 9); i += 1)
    path += `q${random.int(10, 60)} ${random.int(-70, 70)} ${random.int(20, 70)} ${random.int(-25, 25)}`;
  return `<path d="${path}" fill="none" stroke="${random.pick(['#1b2a6b', '#222222'])}" stroke-width="${random.int(4, 7)}" stroke-linecap="round"/>`;
}
