/** The safe list: reductions that need no person because they are what contracts and benefits foresee. */

const ROUTINE: ReadonlySet<string> = new Set(['CO-45', 'CO-253', 'PR-1', 'PR-2', 'PR-3', 'OA-23']);
const ROUTINE_REASONS: ReadonlySet<string> = new Set([...ROUTINE].map((code) => code.slice(3)));

/** @returns whether an adjustment is on the safe list; a patient's share of unsure kind is. */
export const isRoutine = ({
  group,
  reason,
  isSubtypeUnsure,
}: {
  readonly group: string | null;
  readonly reason: string | null;
  readonly isSubtypeUnsure?: boolean | undefined;
}): boolean => (group === 'PR' && isSubtypeUnsure === true) || ROUTINE.has(`${group}-${reason}`);

/** @returns whether a reason is on the safe list under some group. */
export const isRoutineReason = (reason: string | null): boolean => reason !== null && ROUTINE_REASONS.has(reason);
