import { defineConfig } from 'vitest/config';

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
/** Tests of the API, the pages and the adapters close all that they open: one process serves many of them too. */
const OFFICE = ['test/review/**/*.test.ts', 'test/adapters/**/*.test.ts'];
const SYSTEM = {
  globalSetup: ['./test/global-setup.ts'],
  setupFiles: ['./test/browser-path.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
const NEVER = ['**/node_modules/**', 'test/bench/**'];

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      // Pure code leaves nothing behind for the next file: one process serves many, and modules are read once.
      {
        extends: true,
        test: { name: 'unit', include: UNIT, exclude: NEVER, testTimeout: 15_000, isolate: false },
      },
      {
        extends: true,
        test: { ...SYSTEM, name: 'office', include: OFFICE, exclude: NEVER, isolate: false },
      },
      {
        extends: true,
        test: { ...SYSTEM, name: 'system', include: ['test/**/*.test.ts'], exclude: [...NEVER, ...UNIT, ...OFFICE] },
      },
    ],
  },
});
