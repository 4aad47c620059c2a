import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Tests that need no server and no browser: part of `npm run check`. */
const UNIT = [
  'test/domain/**/*.test.ts',
  'test/selectors/**/*.test.ts',
  'test/flows/remittance/**/*.test.ts',
  'test/config/**/*.test.ts',
  'test/scripts/**/*.test.ts',
  'test/architecture.test.ts',
  'test/architecture/**/*.test.ts',
];
const NEVER = ['**/node_modules/**', 'test/bench/**'];

/** Files that take twenty seconds and more; a fresh checkout knows nothing of how long each took. */
const LONG =
  /(stores-gone|demo|killed-\w+(-worker)?|canaries|web-look|workers\/run|web|open-pages|inquiries|remittance-worker|wrong-password|cli\/start|portal-kit\/\w+|flows\/\w+-(truth|faults|sign-in)|web-\w+)\.test\.ts$/;

const rank = ({ moduleId, project }: TestSpecification): number =>
  project.name === 'unit' ? 2 : LONG.test(moduleId) ? 0 : 1;

/** Long files come first, so that no worker is left alone with one of them at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A test leaves nothing behind for the next one: one process serves many files, and modules are read once.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: UNIT, exclude: NEVER, testTimeout: 15_000 } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...NEVER, ...UNIT],
          globalSetup: ['./test/global-setup.ts'],
          setupFiles: ['./test/browser-path.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
