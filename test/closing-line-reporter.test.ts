import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Runs Vitest with our reporter on one invented test file. */
function runOn(tests: string, ci: 'true' | ''): { code: number | null; lastLine: string; output: string } {
  mkdirSync(join(ROOT, 'node_modules', '.claimwright'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.claimwright', 'reporter-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const reporter = JSON.stringify(join(ROOT, 'test', 'closing-line-reporter.ts'));
  const settings = `{ include: ['${folder}/a.test.mjs'], exclude: [], reporters: [${reporter}] }`;
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: ${settings} };`);
  writeFileSync(join(folder, 'a.test.mjs'), `import { expect, test } from 'vitest';\n${tests}`);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    env: { ...process.env, CI: ci, VITEST: undefined },
    encoding: 'utf8',
  });
  return { code: status, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '', output: stdout };
}

const PASSING = `test('one', () => expect(1).toBe(1)); test('two', () => expect(2).toBe(2));`;

test('the last line counts what passed, alone on its line', () => {
  expect(runOn(PASSING, 'true')).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed' });
});

test('failures are counted and fail the run', () => {
  const tests = `${PASSING} test('three', () => expect(3).toBe(4));`;
  expect(runOn(tests, '')).toMatchObject({ code: 1, lastLine: '2 passed, 1 failed' });
});

test('a file that cannot be loaded is a failure', () => {
  expect(runOn(`throw new Error('broken');`, '')).toMatchObject({ code: 1, lastLine: '0 passed, 1 failed' });
});

test('an error outside every test is a failure', () => {
  const tests = `${PASSING} setTimeout(() => { throw new Error('late'); }, 0); test('waits', () => new Promise((done) => setTimeout(done, 100)));`;
  expect(runOn(tests, '')).toMatchObject({ code: 1, lastLine: '3 passed, 1 failed' });
});

test('a skipped test is told, and fails the run where nobody looks', () => {
  const tests = `${PASSING} test.skip('three', () => undefined);`;
  expect(runOn(tests, '')).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed, 1 skipped' });
  const inCi = runOn(tests, 'true');
  expect(inCi).toMatchObject({ code: 1, lastLine: '2 passed, 0 failed, 1 skipped' });
  expect(inCi.output).toContain('no test may be skipped');
});
