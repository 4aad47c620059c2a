import type { MoneyColumn } from './cells.ts';
import { addConstraint, type ClaimNode, type Network, type RowNode } from './network.ts';

interface Term {
  readonly id: number;
  readonly factor: number;
}

/** Binds lines to claim totals, claims to table totals, and paid to the payment amount. */
export function addSums(network: Network): void {
  for (const claim of network.claims) addClaimSums(network, claim);
  for (const total of network.totals) addColumnSums(network, total);
  addPayment(network);
}

function addClaimSums(network: Network, claim: ClaimNode): void {
  if (!claim.total || claim.lines.length === 0) return;
  for (const { place, id } of printed(claim.total)) {
    const lines = claim.lines.flatMap((line) => termAt(line, place, 1));
    if (lines.length === 0) continue;
    claim.sums.push(addConstraint(network, 'claim', [...lines, { id, factor: -1 }]));
  }
}

const printed = (row: RowNode) => row.cells.filter((cell) => !row.blankPlaces.has(cell.place));

function termAt(row: RowNode, place: number, factor: number): Term[] {
  const id = row.byPlace.get(place);
  return id === undefined ? [] : [{ id, factor }];
}

/** What a claim contributes to a column: its printed total, else its lines. */
function claimTerms(claim: ClaimNode, place: number, factor: number): Term[] {
  const isTotalled = claim.total?.byPlace.has(place) && !claim.total.blankPlaces.has(place);
  if (claim.total && isTotalled) return termAt(claim.total, place, factor);
  return claim.lines.flatMap((line) => termAt(line, place, factor));
}

/** A total stands for the claims of its table, or for all: whichever agrees in more columns. */
function addColumnSums(network: Network, total: RowNode): void {
  const own = network.claims.filter((claim) => claim.table === total.table);
  const scopes = [
    scopeByPlace(own, total),
    ...(own.length === network.claims.length ? [] : [scopeByMeaning(network, total)]),
  ];
  const agreeing = (scope: readonly (readonly Term[])[]) => scope.filter((terms) => sumOf(network, terms) === 0).length;
  const best = scopes.reduce((a, b) => (agreeing(b) > agreeing(a) ? b : a));
  for (const terms of best) if (terms.length > 1) addConstraint(network, 'column', terms);
}

const scopeByPlace = (claims: readonly ClaimNode[], total: RowNode): Term[][] =>
  printed(total).map(({ place, id }) => [
    ...claims.flatMap((claim) => claimTerms(claim, place, 1)),
    { id, factor: -1 },
  ]);

function scopeByMeaning(network: Network, total: RowNode): Term[][] {
  return printed(total).map(({ column, id }) => {
    const terms = network.claims.flatMap((claim) => {
      const place = placeOf(network, claim, column);
      return place === null ? [] : claimTerms(claim, place, 1);
    });
    return [...terms, { id, factor: -1 }];
  });
}

/** Where a claim prints a meaning: the place an identity leads to, else the rightmost. */
function placeOf(network: Network, claim: ClaimNode, column: MoneyColumn): number | null {
  const rows = [...claim.lines, ...(claim.total ? [claim.total] : [])];
  const places = rows.flatMap((row) => row.cells).filter((cell) => cell.column === column);
  const ends = (network.identities.get(claim.table) ?? []).map((identity) => identity.equals);
  const led = places.find((cell) => ends.includes(cell.place));
  return led?.place ?? (places.length === 0 ? null : Math.max(...places.map((cell) => cell.place)));
}

function sumOf(network: Network, terms: readonly Term[]): number | null {
  let sum = 0;
  for (const { id, factor } of terms) {
    const value = network.vars[id]?.value;
    if (value === null || value === undefined) return null;
    sum += factor * value;
  }
  return sum;
}

/** Paid less provider adjustments is the amount; forms that print interest per claim may pay it on top. */
function addPayment(network: Network): void {
  if (network.vars[network.amount]?.options.length === 0) return;
  const of = (column: MoneyColumn) =>
    network.claims.flatMap((claim) => {
      const place = placeOf(network, claim, column);
      return place === null ? [] : claimTerms(claim, place, 1);
    });
  const rest = [...network.providerAdjustments.map((id) => ({ id, factor: -1 })), { id: network.amount, factor: -1 }];
  const plain = [...of('paid'), ...rest];
  const withInterest = [...of('paid'), ...of('interest'), ...rest];
  const isOnTop = sumOf(network, plain) !== 0 && sumOf(network, withInterest) === 0;
  network.payment = addConstraint(network, 'payment', isOnTop ? withInterest : plain);
}
