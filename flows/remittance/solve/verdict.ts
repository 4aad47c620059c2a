import type { SolvedCell } from './cells.ts';
import { type Constraint, type Network, residual, type Variable } from './network.ts';
import { vouchersOf } from './vouchers.ts';

/** From this score on one identity is enough. */
const goodScore = 0.9;
/** A sum over more cells than this says little about any single one that was read badly. */
const fewCells = 14;

/**
 * Decides what is certain. Without an identity nothing is. One identity is enough for a good reading (and for a poor one
 * whose partners there are all read well, so that no second error can have hidden it); else two independent ones.
 * Ambiguous cells, and values that arithmetic put in place of a reading, need two in any case.
 */
export function verdictOf(network: Network, id: number): SolvedCell {
  const variable = network.vars[id] as Variable;
  const via = variable.chosen?.via ?? 'arithmetic';
  const score = variable.chosen?.score ?? 0;
  if (variable.isEmpty) return { cents: null, isEmpty: true, via: 'ocr', vouchers: [], score: 0 };
  const holding = variable.constraints.filter((number) => residual(network, number) === 0);
  const speaking = vouchersOf(network, id, holding);
  const vouchers = speaking.flatMap((number) => network.constraints[number]?.kind ?? []);
  const isCertain = variable.value !== null && !variable.isAmbiguous && isEnough(network, variable, speaking);
  return { cents: isCertain ? variable.value : null, isEmpty: false, via, vouchers, score };
}

function isEnough(network: Network, variable: Variable, speaking: readonly number[]): boolean {
  const { chosen } = variable;
  if (speaking.length === 0) return false;
  if (speaking.length >= 2) return true;
  if (!chosen || chosen.via === 'arithmetic') return false;
  if (isChallenged(network, variable)) return false;
  if (chosen.isTop && chosen.score >= goodScore) return true;
  const only = network.constraints[speaking[0] ?? -1];
  return only !== undefined && hasGoodPartners(network, variable.id, only);
}

function hasGoodPartners(network: Network, id: number, one: Constraint): boolean {
  const partners = one.vars.filter((other) => other !== id && !network.vars[other]?.isEmpty);
  if (partners.length >= fewCells) return false;
  return partners.every((other) => isGood(network.vars[other]));
}

const isGood = (variable: Variable | undefined): boolean =>
  variable?.chosen?.isTop === true && variable.chosen.score >= goodScore;

/** The sum of its claim fails although every row in it holds: two errors may have cancelled in one of them. */
function isChallenged(network: Network, variable: Variable): boolean {
  return variable.constraints.some((number) => {
    const one = network.constraints[number];
    const left = one?.kind === 'claim' ? residual(network, number) : 0;
    return left !== null && left !== 0 && one?.vars.every((id) => holdsInLine(network, id)) === true;
  });
}

function holdsInLine(network: Network, id: number): boolean {
  const lines = network.vars[id]?.constraints.filter((number) => network.constraints[number]?.kind === 'line') ?? [];
  return (
    network.vars[id]?.isEmpty === true || (lines.length > 0 && lines.every((number) => residual(network, number) === 0))
  );
}
