import type { SolvedCell } from './cells.ts';
import type { Network, Variable } from './network.ts';
import { derivedRisk, hiddenRisk, wrongAt } from './risk.ts';
import { isReplaced, partnersDoubt, type Standing } from './standing.ts';
import { vouchersOf } from './vouchers.ts';

/** A value is certain below this chance of errors that hide each other: by one identity, by several. */
const bearableAlone = 1e-4;
const bearableRisk = 2e-4;
/** Where more than this share of the amounts is misread, one identity is enough only among good readings. */
const manyErrors = 0.06;

/** @returns on a bad page, the standing without the identities that hold only by a value put there that is not certain. */
export function withoutCircular(network: Network, standing: Standing): Standing {
  if (network.pageErrors <= manyErrors) return standing;
  const derived = network.vars.filter((variable) => variable.chosen?.via === 'arithmetic');
  let isCircular = standing.isCircular;
  for (let count = -1; count !== isCircular.filter(Boolean).length; ) {
    count = isCircular.filter(Boolean).length;
    const open = derived.filter(({ id }) => verdictOf(network, { ...standing, isCircular }, id).cents === null);
    const circular = new Set(open.flatMap((variable) => variable.constraints));
    isCircular = isCircular.map((was, number) => was || circular.has(number));
  }
  return { ...standing, isCircular };
}

/**
 * Decides what is certain. Without an identity nothing is. A good reading needs one, a poor one two or such partners
 * that no second error can have hidden the first. Values that arithmetic put in place of a reading need two, cells of a
 * line that fails, or against a good reading, three.
 */
export function verdictOf(network: Network, standing: Standing, id: number): SolvedCell {
  const variable = network.vars[id] as Variable;
  if (variable.isEmpty) return { cents: null, bestCents: null, isEmpty: true, via: 'ocr', vouchers: [], score: 0 };
  const holding = variable.constraints.filter((number) => standing.left[number] === 0 && !standing.isCircular[number]);
  const clean = holding.filter((number) => isReadWell(variable) || !standing.isTainted[number]);
  const speaking = variable.value === null ? [] : vouchersOf(network, id, clean);
  const isCertain = !variable.isAmbiguous && isEnough(network, standing, variable, speaking);
  return {
    cents: isCertain ? variable.value : null,
    bestCents: variable.value,
    isEmpty: false,
    via: variable.chosen?.via ?? 'arithmetic',
    vouchers: speaking.flatMap((number) => network.constraints[number]?.kind ?? []),
    score: variable.chosen?.score ?? 0,
  };
}

function isEnough(network: Network, standing: Standing, variable: Variable, speaking: readonly number[]): boolean {
  if (!variable.chosen || speaking.length < neededBy(network, standing, variable, speaking)) return false;
  return riskOf(network, standing, variable, speaking) <= (speaking.length === 1 ? bearableAlone : bearableRisk);
}

/** @returns how many independent identities a cell needs, from one. */
function neededBy(network: Network, standing: Standing, variable: Variable, speaking: readonly number[]): number {
  const isDerived = variable.chosen?.via === 'arithmetic';
  if (standing.isInBrokenLine[variable.id]) return isReadWell(variable) ? 2 : 3;
  if (isReplaced(variable)) return 3;
  if (isDerived && variable.column === 'paid' && !isPaymentWhole(network, standing)) return 3;
  if (isDerived || variable.constraints.some((number) => standing.isChallenged[number])) return 2;
  if (speaking.some((number) => standing.isTainted[number])) return 2;
  return network.pageErrors <= manyErrors || isReadWellAround(network, variable, speaking) ? 1 : 2;
}

/** Line and claim may agree on what was paid before a deduction that only a sentence tells: the amount must agree too. */
const isPaymentWhole = (network: Network, standing: Standing): boolean =>
  network.payment === null || standing.left[network.payment] === 0;

const isReadWellAround = (network: Network, variable: Variable, speaking: readonly number[]): boolean =>
  isReadWell(variable) &&
  speaking.every((number) => network.constraints[number]?.vars.every((id) => isReadWell(network.vars[id])));

const isReadWell = (variable: Variable | undefined): boolean =>
  variable?.isEmpty === true || (variable?.chosen?.isTop === true && variable.chosen.score >= 0.9);

/** @returns the chance that the working value of a cell is wrong although the identities hold. */
function riskOf(network: Network, standing: Standing, variable: Variable, speaking: readonly number[]): number {
  const doubts = speaking.map((number) => partnersDoubt(network, standing, variable, number));
  if (variable.chosen?.via !== 'arithmetic') return hiddenRisk(standing.wrong[variable.id] ?? 1, doubts);
  const read = variable.options[0];
  return derivedRisk(read ? wrongAt(read.score, network.pageDoubt) : null, doubts);
}
