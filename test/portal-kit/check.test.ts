/** The conformance suite on every portal that stands, and what it finds when one is broken on purpose. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openChromium } from '../../adapters/browser.ts';
import { checkPortal } from '../../cli/portal-kit/check.ts';
import { fixturesOf } from '../../cli/portal-kit/root.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import type { Portal } from '../../flows/portal.ts';
import { portalNamed, portalNames } from '../../flows/portals/index.ts';

const chromium = openChromium(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium');
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));
afterAll(() => chromium.close());

/** The saved pages of the others are checked by `claimwright portal check`. */
const CHECKED = portalNames.filter((_, at) => at % 2 === 0);

test.each(CHECKED)(
  '%s: each page, element, signal and case is as its files say',
  async (name) => {
    const { faults, checked } = await checkPortal(chromium, portalNamed(name));
    expect(faults).toEqual([]);
    expect(checked.pages).toBeGreaterThan(6);
    expect(checked.cases).toBeGreaterThan(0);
    expect(checked.rejections).toBe(1);
  },
  60_000,
);

const northfield = portalNamed('northfield');

/** Northfield's saved pages, changed. */
async function faultsWith(change: (folder: string) => void, portal: Portal = northfield): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-saved-'));
  folders.push(folder);
  cpSync(fixturesOf('northfield'), folder, { recursive: true });
  change(folder);
  return (await checkPortal(chromium, portal, folder)).faults.map(({ of, say }) => `${of}: ${say}`);
}
const edit = (file: string, from: string | RegExp, to: string) => (folder: string) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toMatch(from);
  writeFileSync(join(folder, file), text.replace(from, to));
};
const editIndex = (change: (index: SavedIndex) => void) => (folder: string) => {
  const index = JSON.parse(readFileSync(join(folder, 'saved.json'), 'utf8')) as SavedIndex;
  change(index);
  writeFileSync(join(folder, 'saved.json'), JSON.stringify(index));
};

describe('what is wrong is said', () => {
  test('a page that another one takes for itself, an element that stands twice, a script', async () => {
    const faults = await faultsWith((folder) => {
      edit('pages/home.html', '</body>', '<h2>Search Claims</h2></body>')(folder);
      edit(
        'pages/password.html',
        '</body>',
        '<input aria-label="Password" id="x_PasswordCmnTextBox_Control"></body>',
      )(folder);
      edit('pages/whats-new.html', '</body>', '<script>0</script></body>')(folder);
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        'pages/home.html: The page "northfield/claim-search" takes "northfield/home" for itself: make its isHere stricter.',
        expect.stringMatching(/^northfield\/password\.password: On pages\/password\.html it matches 2 elements/),
        'pages/whats-new.html: The saved page holds a script or something from outside: remove it.',
      ]),
    );
  }, 30_000);
  test('an amount that is read otherwise than expected, a signal in other words, a page without a picture', async () => {
    const faults = await faultsWith((folder) => {
      edit('claim-partly-denied.json', /"paidCents": \d+/, '"paidCents": 1')(folder);
      edit('pages/says-login-locked.html', 'Your account is locked', 'Your account is closed')(folder);
      editIndex((index) => void (index.pages = index.pages.filter(({ page }) => page !== 'northfield/no-claims')))(
        folder,
      );
    });
    expect(faults).toEqual([
      'northfield/no-claims: No saved page shows it: save one, and list it in saved.json.',
      'pages/says-login-locked.html: It says nothing, but login-locked was expected: correct the signal.',
      expect.stringMatching(/^claim-partly-denied: \/.*paidCents differs from the expected result\.$/),
    ]);
  }, 30_000);
  test('a flow that submits a rejected password twice, and a portal without fixtures', async () => {
    const eager: Portal = {
      ...northfield,
      signIn: (visit, desk) =>
        northfield.signIn(visit, {
          ...desk,
          beforeSubmit: async () => (await desk.beforeSubmit(), desk.beforeSubmit()),
        }),
    };
    expect(await faultsWith(() => undefined, eager)).toEqual([
      'rejected: beforeSubmit was called 2 times, not once: the login can be locked out.',
    ]);
    const bare = await faultsWith((folder) => rmSync(join(folder, 'saved.json')));
    expect(bare).toEqual([expect.stringContaining('It has no fixtures')]);
  }, 30_000);
});
