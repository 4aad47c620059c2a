import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

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
