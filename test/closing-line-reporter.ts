/** Prints the closing line that CI reads: `N passed, N failed`, with `, N skipped` after it if any. */
import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A file that cannot be loaded and an error outside every test count as one failure each. */
export function count(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Count {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const outside = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
  const of = (state: string) => states.filter((each) => each === state).length;
  return { passed: of('passed'), failed: of('failed') + outside, skipped: of('skipped') + of('pending') };
}

/** @returns the closing line, alone on its line. */
export const closingLine = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[], reason: TestRunEndReason): void {
    const counted = count(modules, unhandled);
    const failed = counted.failed === 0 && reason === 'failed' ? 1 : counted.failed;
    if (counted.skipped > 0 && process.env['CI'] === 'true') {
      process.exitCode = 1;
      process.stdout.write(
        `With CI=true no test may be skipped; ${counted.skipped} were. Remove the skip or the test.\n`,
      );
    }
    process.stdout.write(`\n${closingLine({ ...counted, failed })}\n`);
  }
}
