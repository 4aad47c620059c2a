import { type Constraint, type Network, residual, type Variable } from './network.ts';
import { wrongAt } from './risk.ts';

/** What the working values of a payment come to, computed once for all verdicts. Arrays go by constraint or by variable. */
export interface Standing {
  /** What is left of each identity; null when a value is missing. */
  readonly left: readonly (number | null)[];
  /** The amount stands in a line identity that fails. */
  readonly isInBrokenLine: readonly boolean[];
  /**
   * A line identity that may hold by two errors: with an amount that makes another one fail, or with an amount put in
   * place of a good reading so that it holds.
   */
  readonly isTainted: readonly boolean[];
  /** It holds only because of an amount that arithmetic put there and that is not certain itself: it speaks for none. */
  readonly isCircular: readonly boolean[];
  /** The sum of a claim fails although every line in it holds: two errors may have cancelled in one of them. */
  readonly isChallenged: readonly boolean[];
  /** Chance that an amount is wrong by its own score; 0 for an empty cell. */
  readonly wrong: readonly number[];
  /** Sum of those over the amounts of an identity. */
  readonly doubt: readonly number[];
}

const textLayerWrong = 0.001;

export function standingOf(network: Network): Standing {
  const { vars, constraints } = network;
  const left = constraints.map((_, number) => residual(network, number));
  const isLine = (number: number) => constraints[number]?.kind === 'line';
  const linesOf = (variable: Variable) => variable.constraints.filter(isLine);
  const isInBrokenLine = vars.map((variable) => linesOf(variable).some((number) => (left[number] ?? 0) !== 0));
  const holdsInLine = vars.map((variable) => {
    const lines = linesOf(variable);
    return variable.isEmpty || (lines.length > 0 && lines.every((number) => left[number] === 0));
  });
  const fails = (number: number) => left[number] !== null && left[number] !== 0;
  const wrong = vars.map((variable) => wrongOf(network, variable));
  return {
    left,
    isInBrokenLine,
    isTainted: constraints.map(
      (one) => one.kind === 'line' && one.vars.some((id) => isInBrokenLine[id] || isReplaced(vars[id])),
    ),
    isCircular: constraints.map(() => false),
    isChallenged: constraints.map(
      (one, number) => one.kind === 'claim' && fails(number) && one.vars.every((id) => holdsInLine[id]),
    ),
    wrong,
    doubt: constraints.map((one) => one.vars.reduce((sum, id) => sum + (wrong[id] ?? 0), 0)),
  };
}

/** Arithmetic speaks against a good reading. */
export const isReplaced = (variable: Variable | undefined): boolean =>
  variable?.chosen?.via === 'arithmetic' && (variable.options[0]?.score ?? 0) >= 0.9;

function wrongOf(network: Network, { isEmpty, chosen }: Variable): number {
  if (isEmpty) return 0;
  return chosen?.via === 'text-layer' ? textLayerWrong : wrongAt(chosen?.score ?? 0, network.pageDoubt);
}

/** Equal amounts on one line look alike and are misread alike: they count this much more. */
const equalExtra = 3;
const manyCells = 40;

/** @returns the chance, by the scores, that an amount beside this one is wrong in the identity. */
export function partnersDoubt(network: Network, standing: Standing, variable: Variable, number: number): number {
  const plain = (standing.doubt[number] ?? 0) - (standing.wrong[variable.id] ?? 0);
  const { vars } = network.constraints[number] as Constraint;
  if (vars.length > manyCells || variable.value === 0) return plain;
  const isEqual = (id: number) =>
    id !== variable.id && Math.abs(network.vars[id]?.value ?? 0) === Math.abs(variable.value ?? 0);
  return vars.reduce((sum, id) => sum + (isEqual(id) ? equalExtra * (standing.wrong[id] ?? 0) : 0), plain);
}
