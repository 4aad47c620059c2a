import type { MoneyColumn, PaymentRows, SolvedPayment, SolvedRow } from './cells.ts';
import { chooseJointly, type Doubt } from './jointly.ts';
import { take, waysOf } from './lines.ts';
import { buildNetwork, type ClaimNode, type Network, type RowNode } from './network.ts';
import { repairAll } from './repair.ts';
import { type Standing, standingOf } from './standing.ts';
import { addSums } from './sums.ts';
import { verdictOf, withoutCircular } from './verdict.ts';

/**
 * Turns candidate readings of a payment into certain amounts by what must add up: each line, each claim, each column,
 * the payment. A cell is null unless its value is the only one that its identities allow. Nothing is ever invented: a row
 * that does not add up stays as it is, with its difference in cents.
 */
export function solvePayment(payment: PaymentRows): SolvedPayment {
  const network = buildNetwork(payment);
  const doubts = new Map<RowNode, Doubt>();
  for (const row of rowsOf(network)) {
    const ways = waysOf(network, row);
    if (ways.length === 1 && ways[0]) take(network, ways[0]);
    if (ways.length > 1) doubts.set(row, ways);
  }
  addSums(network);
  settle(network, doubts);
  repairAll(network);
  return report(network);
}

const claimRows = (claim: ClaimNode): RowNode[] => [...claim.lines, ...(claim.total ? [claim.total] : [])];

const rowsOf = (network: Network): RowNode[] => [...network.claims.flatMap(claimRows), ...network.totals];

/** Rows with several ways: by the sums of their claim, then by those of the whole payment; else they stay ambiguous. */
function settle(network: Network, doubts: Map<RowNode, Doubt>): void {
  for (const claim of network.claims) choose(network, doubts, claimRows(claim), claim.sums);
  const wide = network.constraints.flatMap((one, number) => (one.kind === 'line' ? [] : [number]));
  choose(network, doubts, rowsOf(network), wide);
  for (const ways of doubts.values()) {
    const ids = new Set(ways.flatMap((way) => [...way.keys()]));
    for (const id of ids) {
      const isSame = new Set(ways.map((way) => way.get(id)?.cents)).size === 1;
      const variable = network.vars[id];
      if (variable) variable.isAmbiguous = !isSame;
    }
  }
}

function choose(
  network: Network,
  doubts: Map<RowNode, Doubt>,
  rows: readonly RowNode[],
  sums: readonly number[],
): void {
  const open = rows.filter((row) => doubts.has(row));
  if (open.length === 0) return;
  const isChosen = chooseJointly(
    network,
    open.map((row) => doubts.get(row) ?? []),
    sums,
  );
  if (isChosen) for (const row of open) doubts.delete(row);
}

function report(network: Network): SolvedPayment {
  const { payment } = network;
  const standing = withoutCircular(network, standingOf(network));
  const difference = payment === null ? null : (standing.left[payment] ?? null);
  return {
    claims: network.claims.map((claim) => ({
      lines: claim.lines.map((row) => solvedRow(network, standing, row)),
      total: claim.total && solvedRow(network, standing, claim.total),
      adds: claim.total && claim.sums.every((number) => standing.left[number] === 0),
    })),
    totals: network.totals.map((row) => solvedRow(network, standing, row)),
    amount: verdictOf(network, standing, network.amount),
    providerAdjustments: network.providerAdjustments.map((id) => verdictOf(network, standing, id)),
    adds: difference === 0,
    differenceCents: difference === null ? null : 0 - difference,
    identities: [...network.identities].map(([table, found]) => ({
      table,
      identities: found.map(({ from, minus, equals }) => ({ from, minus, equals })),
    })),
  };
}

function solvedRow(network: Network, standing: Standing, row: RowNode): SolvedRow {
  const left = row.identities.map((number) => standing.left[number] ?? null);
  const isPaidTold = row.identities.some((number) => isOver(network, number, 'paid'));
  const hasPaid = row.cells.some((cell) => cell.column === 'paid');
  const broken = left.find((cents) => cents !== null && cents !== 0);
  const holds = left.length > 0 && left.every((cents) => cents === 0) && (isPaidTold || !hasPaid);
  return {
    cells: row.cells.map(({ id }) => verdictOf(network, standing, id)),
    holds,
    differenceCents: holds ? 0 : (broken ?? null),
  };
}

const isOver = (network: Network, number: number, column: MoneyColumn): boolean =>
  network.constraints[number]?.vars.some((id) => network.vars[id]?.column === column) === true;
