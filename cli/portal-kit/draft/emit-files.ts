/** All files of a draft, and the one line that registers it. */
import { camel, type Draft } from './draft.ts';
import { flowFiles } from './emit-flows.ts';
import { selectorFiles } from './emit-selectors.ts';

/** @returns files by their path in the project; the fixtures are not among them. */
export const draftFiles = (draft: Draft): Readonly<Record<string, string>> => ({
  ...selectorFiles(draft),
  ...flowFiles(draft),
});

/** Files that a person fills in, written once and never again: what the portal's terms say, and whom it serves. */
export const registerFiles = ({
  name,
  title,
  url,
}: Pick<Draft, 'name' | 'title' | 'url'>): Readonly<Record<string, string>> => ({
  [`config/portals/${name}.json`]: json({
    name,
    title,
    url,
    policy: { automation: 'forbidden', termsUrl: `${url}/terms`, readOn: null, readBy: null, consentBy: null },
    hours: { timeZone: 'America/New_York', days: [0, 1, 2, 3, 4, 5, 6], from: '06:00', to: '22:00' },
    pace: { lookups: 1, perSeconds: 5 },
    lockoutAfter: 3,
  }),
  [`config/payers/${name}.json`]: json({
    key: name,
    name: title,
    ids: [],
    names: [],
    portal: name,
    timelyFilingDays: 90,
  }),
  [`test/flows/${name}-saved-pages.test.ts`]: testFile(name),
});

export const EMPTY_INDEX = { pages: [], signals: [], cases: [], rejected: null, unseen: [] };

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const testFile = (
  name: string,
): string => `/** ${name} on its saved pages: every page, element, signal and case. It fails until a visit was recorded and confirmed. */
import { expect, test } from 'vitest';
import { openChromium } from '../../adapters/browser.ts';
import { checkPortal } from '../../cli/portal-kit/check.ts';
import { portalNamed } from '../../flows/portals/index.ts';

test('the saved pages of ${name} are known and read', async () => {
  const chromium = openChromium(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium');
  try {
    expect((await checkPortal(chromium, portalNamed('${name}'))).faults).toEqual([]);
  } finally {
    await chromium.close();
  }
}, 60_000);
`;

/** Puts a portal into the text of flows/portals/index.ts. @returns null when the text is not as it was. */
export function registered(text: string, name: string): string | null {
  const own = camel(name);
  if (text.includes(`./${name}/index.ts`)) return text;
  const list = /const PORTALS: readonly Portal\[\] = \[([^\]]*)\];/.exec(text);
  const imports = [...text.matchAll(/^import \{ \w+ \} from '\.\/[^']+\/index\.ts';$/gm)].map(([line]) => line);
  const [first] = imports;
  if (!list || first === undefined) return null;
  const line = `import { ${own} } from './${name}/index.ts';`;
  const names = [
    ...(list[1] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    own,
  ].sort();
  const after = imports.filter((each) => each.split('./')[1]! < line.split('./')[1]!).at(-1);
  const withImport = after ? text.replace(after, `${after}\n${line}`) : text.replace(first, `${line}\n${first}`);
  return withImport.replace(list[0], `const PORTALS: readonly Portal[] = [${names.join(', ')}];`);
}
