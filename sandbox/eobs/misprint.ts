/** Amounts spoilt on the printed form itself, where no claim holds them or another is printed on top. */
import type { RemittancePayment } from '../../domain/remittance.ts';
import type { Random } from '../random.ts';
import { swapNeighbours } from './damage.ts';
import { addColumns, claimColumns } from './money-of.ts';

/** One amount of the first payment has another printed on top of it, as when a form goes through the printer twice. */
export function overprinted(html: string, payments: readonly RemittancePayment[], random: Random): string {
  const paid = (payments[0]?.claims ?? [])
    .flatMap((claim) => [claim, ...claim.lines])
    .map((each) => each.paidCents ?? 0);
  const place = random.pick(placesOf(html, Math.max(...paid)));
  const other = place.text.replace(/\d/g, (digit) => String((Number(digit) + random.int(1, 8)) % 10));
  return replaced(
    html,
    place,
    `<span style="position:relative">${place.text}<span style="position:absolute;right:0;top:0">${other}</span></span>`,
  );
}

/** @returns the form with a total of the first payment off by a multiple of nine; the same form where it prints no total that stands for itself. */
export function withTotalOff(html: string, payments: readonly RemittancePayment[]): string {
  const claims = payments[0]?.claims ?? [];
  const all = addColumns(claims.map(claimColumns));
  const others = new Set([payments[0]?.amountCents, ...claims.flatMap((claim) => Object.values(claimColumns(claim)))]);
  for (const cents of [all.billed, all.contractual, all.allowed, all.patient]) {
    const [place, again] = placesOf(html, cents);
    if (!place || again || others.has(cents)) continue;
    const off = (swapNeighbours(cents) / 100).toFixed(2);
    return replaced(html, place, place.text.includes(',') ? off.replace(/\B(?=(?:\d{3})+\.)/g, ',') : off);
  }
  return html;
}

interface Place {
  readonly index: number;
  readonly text: string;
}

/** Where an amount stands on the form, with or without commas. */
function placesOf(html: string, cents: number): Place[] {
  const printed = (cents / 100)
    .toFixed(2)
    .replace(/\B(?=(?:\d{3})+\.)/g, ',?')
    .replace('.', '\\.');
  return [...html.matchAll(new RegExp(`(?<![\\d.,])${printed}(?![\\d.,])`, 'g'))].map((match) => ({
    index: match.index,
    text: match[0],
  }));
}

const replaced = (html: string, { index, text }: Place, by: string): string =>
  html.slice(0, index) + by + html.slice(index + text.length);
