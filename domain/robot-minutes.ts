/** Minutes that robots save an office: what the same work takes by hand, less what their exceptions cost people. */
import { z } from 'zod';

/** Work that a robot does alone: one inquiry answered, or one claim of a remittance posted. */
const ROBOT_KINDS = ['eligibility', 'claim-status', 'remittance'] as const;
/** An exception is one review item that a person deals with. */
export const baselineKindSchema = z.enum([...ROBOT_KINDS, 'exception']);
export type BaselineKind = z.infer<typeof baselineKindSchema>;

/** How often, by kind. */
export type RobotWork = Readonly<Record<BaselineKind, number>>;
/** Minutes for one, as the office says; missing = not said. */
export type Baseline = Readonly<Partial<Record<BaselineKind, number>>>;

export interface MinutesSaved {
  /** Exceptions count below nought. */
  readonly kinds: readonly {
    readonly kind: BaselineKind;
    readonly count: number;
    readonly minutesEach: number | null;
    readonly minutes: number | null;
  }[];
  /** Null when it cannot be said: no minutes for any work, or none for the exceptions that there were. */
  readonly saved: number | null;
  /** What there was some of, but no minutes for: it counts as nothing. */
  readonly missing: readonly BaselineKind[];
}

/** saved = sum over the kinds (done by robots x minutes by hand) - exceptions x minutes for one. */
export function minutesSaved(work: RobotWork, baseline: Baseline): MinutesSaved {
  const kinds = baselineKindSchema.options.map((kind) => {
    const minutesEach = baseline[kind] ?? null;
    const sign = kind === 'exception' ? -1 : 1;
    return {
      kind,
      count: work[kind],
      minutesEach,
      minutes: minutesEach === null ? null : sign * work[kind] * minutesEach || 0,
    };
  });
  const missing = kinds.filter(({ count, minutesEach }) => count > 0 && minutesEach === null).map(({ kind }) => kind);
  const canTell = ROBOT_KINDS.some((kind) => baseline[kind] !== undefined) && !missing.includes('exception');
  return { kinds, missing, saved: canTell ? kinds.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) : null };
}
