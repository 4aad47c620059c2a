import type { SolvedCell } from './cells.ts';
import { type Network, residual, type Variable } from './network.ts';
import { derivedRisk, hiddenRisk, type Partner, wrongAt } from './risk.ts';
import { vouchersOf } from './vouchers.ts';

/** A value is certain below this chance of errors that hide each other: by one identity, by several. */
const bearableAlone = 1e-4;
const bearableRisk = 2e-4;
/** Where more than this share of the amounts is misread, one identity is enough only among good readings. */
const manyErrors = 0.06;

/**
 * Decides what is certain. Without an identity nothing is. A good reading needs one, a poor one two or such partners
 * that no second error can have hidden the first. Values that arithmetic put in place of a reading need two, cells of a
 * line that fails two or three.
 */
export function verdictOf(network: Network, id: number): SolvedCell {
  const variable = network.vars[id] as Variable;
  const score = variable.chosen?.score ?? 0;
  if (variable.isEmpty) return { cents: null, bestCents: null, isEmpty: true, via: 'ocr', vouchers: [], score: 0 };
  const holding = variable.constraints.filter((number) => residual(network, number) === 0);
  const clean = holding.filter((number) => isReadWell(variable) || !isTainted(network, number));
  const speaking = variable.value === null ? [] : vouchersOf(network, id, clean);
  const isCertain = !variable.isAmbiguous && isEnough(network, variable, speaking);
  return {
    cents: isCertain ? variable.value : null,
    bestCents: variable.value,
    isEmpty: false,
    via: variable.chosen?.via ?? 'arithmetic',
    vouchers: speaking.flatMap((number) => network.constraints[number]?.kind ?? []),
    score,
  };
}

function isEnough(network: Network, variable: Variable, speaking: readonly number[]): boolean {
  if (!variable.chosen || speaking.length === 0) return false;
  const needed = neededBy(network, variable, speaking);
  return (
    speaking.length >= needed &&
    riskOf(network, variable, speaking) <= (speaking.length === 1 ? bearableAlone : bearableRisk)
  );
}

function neededBy(network: Network, variable: Variable, speaking: readonly number[]): number {
  if (isInBrokenLine(network, variable.id)) return isReadWell(variable) ? 2 : 3;
  if (variable.chosen?.via === 'arithmetic' || isChallenged(network, variable)) return 2;
  if (speaking.some((number) => isTainted(network, number))) return 2;
  return network.pageErrors <= manyErrors || isReadWellAround(network, variable, speaking) ? 1 : 2;
}

const isReadWellAround = (network: Network, variable: Variable, speaking: readonly number[]): boolean =>
  isReadWell(variable) &&
  speaking.every((number) =>
    network.constraints[number]?.vars.every((id) => isEmpty(network, id) || isReadWell(network.vars[id] as Variable)),
  );

const isReadWell = ({ chosen }: Variable): boolean => chosen?.isTop === true && chosen.score >= 0.9;

/** @returns the chance that the working value of a cell is wrong although the identities hold. */
export function riskOf(network: Network, variable: Variable, speaking: readonly number[]): number {
  const identities = speaking.map((number) => partnersIn(network, variable, number));
  if (variable.chosen?.via !== 'arithmetic') return hiddenRisk(wrongOf(network, variable), identities);
  const read = variable.options[0];
  return derivedRisk(read ? wrongAt(read.score, 1) : 1, identities);
}

const wrongOf = (network: Network, variable: Variable | undefined): number =>
  variable?.chosen?.via === 'text-layer' ? 0.001 : wrongAt(variable?.chosen?.score ?? 0, network.pageDoubt);

const partnersIn = (network: Network, variable: Variable, number: number): Partner[] =>
  (network.constraints[number]?.vars ?? [])
    .filter((id) => id !== variable.id && !isEmpty(network, id))
    .map((id) => ({
      wrong: wrongOf(network, network.vars[id]),
      isEqual: variable.value !== 0 && Math.abs(network.vars[id]?.value ?? 0) === Math.abs(variable.value ?? 0),
    }));

const isEmpty = (network: Network, id: number): boolean => network.vars[id]?.isEmpty === true;

const linesOf = (network: Network, id: number): number[] =>
  (network.vars[id]?.constraints ?? []).filter((number) => network.constraints[number]?.kind === 'line');

function isInBrokenLine(network: Network, id: number): boolean {
  return linesOf(network, id).some((number) => (residual(network, number) ?? 0) !== 0);
}

/** A line identity that holds, with a cell that makes another line identity fail: it may hold by two errors. */
const isTainted = (network: Network, number: number): boolean =>
  network.constraints[number]?.kind === 'line' &&
  network.constraints[number].vars.some((id) => isInBrokenLine(network, id));

/** The sum of its claim fails although every row in it holds: two errors may have cancelled in one of them. */
function isChallenged(network: Network, variable: Variable): boolean {
  return variable.constraints.some((number) => {
    const one = network.constraints[number];
    const left = one?.kind === 'claim' ? residual(network, number) : 0;
    return left !== null && left !== 0 && one?.vars.every((id) => holdsInLine(network, id)) === true;
  });
}

function holdsInLine(network: Network, id: number): boolean {
  const lines = linesOf(network, id);
  return isEmpty(network, id) || (lines.length > 0 && lines.every((number) => residual(network, number) === 0));
}
