/**
 * Saves the pages of the practice portals anew for `claimwright portal check`: walks each portal with its flows, faults and all.
 * Run by hand after a practice portal has changed: node --import tsx test/portal-kit/save-pages-process.ts [PORTAL...]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { openChromium } from '../../adapters/browser.ts';
import { readIndex } from '../../cli/portal-kit/check.ts';
import { fixturesOf } from '../../cli/portal-kit/root.ts';
import { sightOf } from '../../cli/portal-kit/portal-sight.ts';
import { SNAPSHOT } from '../../cli/portal-kit/snapshot.ts';
import { openStage, show, visitOn } from '../../cli/portal-kit/stage.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { SavedIndex } from '../../domain/saved-pages.ts';
import { heedSignals } from '../../flows/arrive.ts';
import { firstServing, scopeOf, toLocator } from '../../flows/locate.ts';
import type { Credentials } from '../../domain/login.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { SignInDesk, Visit } from '../../flows/portal.ts';
import { portalNamed, portalNames } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import type { PageFile } from '../../selectors/page.ts';
import { ashgroveUnderTest } from '../bench/portals/ashgrove.ts';
import { brightwellUnderTest } from '../bench/portals/brightwell.ts';
import { harborlinkUnderTest } from '../bench/portals/harborlink.ts';
import { northfieldUnderTest } from '../bench/portals/northfield.ts';
import type { StartedPortal } from '../bench/portals/portal-under-test.ts';
import { mixedQuestions, paidQuestions } from '../bench/portals/questions.ts';
import { stonebridgeUnderTest } from '../bench/portals/stonebridge.ts';
import { NO_SECOND_FACTOR, visitOf } from '../flows/visits.ts';

const UNDER_TEST = [
  northfieldUnderTest,
  harborlinkUnderTest,
  stonebridgeUnderTest,
  brightwellUnderTest,
  ashgroveUnderTest,
];
const SIGNALLING: readonly Partial<PortalFaults>[] = [
  { maintenance: true },
  { rateLimit: true },
  { unusualActivity: true },
  { captcha: true },
  { lockedOut: true },
  { passwordExpired: true },
  { termsPage: true },
  { kicked: true },
  { down: true },
  { cutSessionBeforeDetail: true },
  { doubleSubmit: true },
];
const LOOKUPS = 8;

interface Snapshot {
  readonly html: string;
  readonly frame: string | undefined;
}
interface Told {
  readonly code: string;
  readonly snapshots: readonly Snapshot[];
}

const wanted = process.argv.slice(2);
const chromium = openChromium(process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium');
try {
  for (const name of portalNames.filter((each) => wanted.length === 0 || wanted.includes(each))) await savePortal(name);
} finally {
  await chromium.close();
}

async function savePortal(name: string): Promise<void> {
  const under = UNDER_TEST.find((each) => each.name === name);
  if (!under) return;
  const portal = portalNamed(name);
  const all: Snapshot[] = [];
  const told: Told[] = [];
  let path: readonly Snapshot[] = [];
  const run = async (
    site: StartedPortal,
    faults: Partial<PortalFaults>,
    password: boolean,
    lookups: number,
    change = (login: Credentials) => login,
  ) => {
    site.portal.faults.set(faults);
    const context = await chromium.context();
    const page = await context.newPage();
    const seen: Snapshot[] = [];
    const own = watcher(page, seen);
    const login = change(site.logins[(turn += 1) % site.logins.length]!);
    const credentials = password ? login : { ...login, password: 'Not-the-password-1' };
    const visit = {
      ...visitOf(page, { baseUrl: site.portal.url, providerNpi: site.providerNpi, timeoutMs: 4_000 }),
      ...own.hooks,
    };
    const work = async () => {
      await portal.signIn(visit, {
        ...NO_SECOND_FACTOR,
        ...site.secondFactorsOf?.(login),
        backupCode: async () => 'ABCD-1234',
        credentials: async () => credentials,
        beforeSubmit: async () => own.look(),
      } as SignInDesk);
      await own.look();
      for (const inquiry of questionsFor(site, lookups)) {
        const asked = { ...visit, payer: site.payerOf(inquiry) };
        await (inquiry.kind === 'eligibility'
          ? portal.eligibility(asked, inquiry)
          : portal.claimStatus(asked, inquiry)
        ).catch(refused);
        await own.look();
        if (inquiry.kind === 'claim-status' && portal.eob && lookups > 4)
          await portal.eob(asked, inquiry).catch(() => undefined);
        await own.look();
      }
      if (portal.signOut) await portal.signOut(visit);
      await own.look();
    };
    const refused = async (error: unknown): Promise<void> => {
      if (Object.keys(faults).length > 0 || !(error instanceof WorkException)) throw error;
      told.push({ code: error.code, snapshots: await own.last() });
    };
    const code = await work().then(
      () => 'done',
      (error: unknown) => (error instanceof WorkException ? error.code : String(error)),
    );
    await own.look();
    const last = await own.last();
    console.log(name, JSON.stringify(faults), password ? '' : 'bad password', code, seen.length);
    told.push({ code, snapshots: last });
    all.push(...seen);
    if (!password) path = seen;
    await context.close();
  };
  let turn = 0;
  const site = await under.start(11);
  await run(
    site,
    {},
    true,
    0,
    (login) => ({ ...login, totpSecret: undefined, backupCodes: ['ABCD-1234'] }) as Credentials,
  );
  await run(site, {}, true, LOOKUPS);
  await run(site, { whatsNew: true }, true, 2);
  await run(site, { namesakes: true }, true, 4);
  await site.portal.close();
  for (const faults of SIGNALLING) {
    const fresh = await under.start(11);
    await run(fresh, faults, true, 4);
    await fresh.portal.close();
  }
  const fresh = await under.start(11);
  await run(fresh, {}, false, 1);
  await fresh.portal.close();
  await write(name, all, told, path, fresh.logins[0]!.answers);
}

/** What a practice asks, and what nobody should ask: a claim that is not there, a day too far ahead, nobody in particular. */
function questionsFor(site: StartedPortal, count: number): readonly Inquiry[] {
  const usual = [...mixedQuestions(site, 0, count), ...paidQuestions(site, count > 4 ? 1 : 0)];
  if (count <= 6) return usual;
  return usual
    .slice(0, 4)
    .flatMap((inquiry): Inquiry[] =>
      inquiry.kind === 'eligibility'
        ? [
            { ...inquiry, serviceDate: '2031-01-01' },
            { ...inquiry, member: { ...inquiry.member, memberId: '100999999999' } },
          ]
        : [{ ...inquiry, payerClaimControlNumber: '2026999999999', patientControlNumber: 'NONE-1', billedCents: 1 }],
    )
    .concat(usual);
}

/** Looks at every document of every window whenever the flow says that it does something. */
function watcher(page: Page, seen: Snapshot[]) {
  const pending: Promise<unknown>[] = [];
  const known = new Set<string>();
  const now = async (): Promise<Snapshot[]> => {
    const frames = page
      .context()
      .pages()
      .flatMap((window) => window.frames().map((frame) => ({ frame, isTop: frame === window.mainFrame() })));
    const taken = await Promise.all(
      frames.map(async ({ frame, isTop }) => {
        const html = await frame.evaluate<string>(`(${SNAPSHOT})()`).catch(() => '');
        return { html, frame: isTop ? undefined : frame.name() };
      }),
    );
    return taken.filter(({ html }) => html !== '');
  };
  const look = async (): Promise<void> => {
    for (const one of await now()) {
      if (known.has(one.html)) continue;
      known.add(one.html);
      seen.push(one);
    }
  };
  const soon = (): void => void pending.push(look());
  const hooks: Partial<Visit> = {
    step: soon,
    onRead: soon,
    capture: look,
    memory: {
      isWanted: () => (soon(), false),
      keep: () => undefined,
      recall: async () => null,
      isPrivate: () => false,
      propose: () => undefined,
    },
  };
  return {
    hooks,
    look: async () => {
      await Promise.all(pending.splice(0));
      await look();
    },
    last: now,
  };
}

async function write(
  name: string,
  all: readonly Snapshot[],
  told: readonly Told[],
  path: readonly Snapshot[],
  answers: Credentials['answers'],
): Promise<void> {
  const portal = portalNamed(name);
  const { pages, anywhere, whileSignedIn } = await sightOf(name, portal.saved?.pages);
  const context = await openStage(chromium);
  const page = await context.newPage();
  const visit = visitOn(page);
  const folder = fixturesOf(name);
  const before = readIndex(folder);
  rmSync(join(folder, 'pages'), { recursive: true, force: true });
  mkdirSync(join(folder, 'pages'), { recursive: true });
  const index: SavedIndex = {
    pages: [],
    signals: [],
    cases: casesOf(name, folder),
    rejected: null,
    unseen: readIndex(folder)?.unseen ?? [],
  };
  const kept = new Map<string, string>();
  const save = (file: string, html: string): string => {
    const known = kept.get(html);
    if (known) return known;
    writeFileSync(join(folder, file), html);
    kept.set(html, file);
    return file;
  };
  const need = new Map<PageFile, Set<string>>(
    pages.map((file) => [file, new Set(['', ...Object.keys(file.elements)])]),
  );
  const whose = async (one: Snapshot, among: readonly PageFile[] = pages): Promise<PageFile[]> => {
    if (among.length > 0) await show(page, one.html, one.frame);
    const here: PageFile[] = [];
    for (const each of among)
      if (each.frame === one.frame && (await firstServing(scopeOf(visit, each), each.isHere))) here.push(each);
    return here;
  };
  for (const one of all) {
    const here = await whose(
      one,
      pages.filter((file) => need.get(file)!.size > 0 && file.frame === one.frame),
    );
    for (const file of here) {
      const open = need.get(file)!;
      const served: string[] = open.has('') ? [''] : [];
      const inRows: string[] = [];
      for (const element of [...open].filter((each) => each !== '')) {
        const alternatives = file.elements[element]!;
        if (await firstServing(scopeOf(visit, file), alternatives)) served.push(element);
        else if (
          Math.max(...(await Promise.all(alternatives.map((each) => toLocator(scopeOf(visit, file), each).count())))) >
          1
        )
          inRows.push(element);
      }
      if (served.length === 0) continue;
      for (const element of [...served, ...inRows]) open.delete(element);
      const base = file.name.split('/')[1]!;
      const same = index.pages.filter((each) => each.page === file.name).length;
      const saved = save(`pages/${base}${same === 0 ? '' : `-${same + 1}`}.html`, one.html);
      if (!index.pages.some((each) => each.file === saved && each.page === file.name))
        index.pages.push({ file: saved, page: file.name, ...(inRows.length > 0 && { inRows }) });
    }
  }
  for (const { code, snapshots } of told) {
    if (
      code === 'done' ||
      code.includes(' ') ||
      index.signals.some((each) => each.code === code && code !== 'inquiry-rejected')
    )
      continue;
    for (const one of snapshots.toReversed()) {
      const here = await whose(one);
      const from = here.find((file) => (file.signals ?? []).some((signal) => signal.code === code));
      const says = await heedSignals(visit, {
        pages: [],
        ...(from && { from }),
        signals: from ? anywhere : whileSignedIn,
      }).then(
        () => null,
        (error: unknown) => (error instanceof WorkException ? error.code : null),
      );
      if (says !== code) continue;
      const again = index.signals.filter((each) => each.code === code).length;
      if (again > 2) break;
      const file = save(`pages/says-${code}${again === 0 ? '' : `-${again + 1}`}.html`, one.html);
      index.signals.push({ file, code: code as ExceptionCode, ...(from && { on: from.name }) });
      break;
    }
  }
  const rejection = index.signals.find(({ code }) => code === 'credentials-rejected');
  if (rejection) {
    const walk: string[] = [];
    for (const one of path) {
      const [file] = await whose(one);
      const saved = file && index.pages.find((each) => each.page === file.name)?.file;
      if (saved && file.name !== rejection.on && !walk.includes(saved)) walk.push(saved);
      else if (saved && file.name === rejection.on && !walk.includes(saved)) walk.push(saved);
    }
    index.rejected = { walk: [...walk, rejection.file], ...(Object.keys(answers).length > 0 && { answers }) };
  }
  for (const kept of before?.pages ?? []) {
    const again = index.pages.find((each) => each.file === kept.file && each.page === kept.page);
    if (again && kept.within) again.within = kept.within;
    if (!again && !kept.file.startsWith('pages/')) index.pages.push(kept);
  }
  for (const [file, open] of need) if (open.size > 0) console.log(name, 'MISSING', file.name, [...open].join(' '));
  writeFileSync(join(folder, 'saved.json'), `${JSON.stringify(index, null, 2)}\n`);
  await context.close();
}

/** The cases that stand in the folder: a pair of HTML and JSON, or several pages of one name. */
function casesOf(name: string, folder: string): SavedIndex['cases'] {
  const files = readdirSync(folder);
  const claimPage: Record<string, string> = { ashgrove: 'claim-report' };
  const coveragePage: Record<string, string> = {
    ashgrove: 'eligibility-report',
    harborlink: 'coverage',
    brightwell: 'coverage',
    northfield: 'eligible',
  };
  return files
    .filter((file) => file.endsWith('.json') && file !== 'saved.json')
    .map((file) => {
      const one = file.slice(0, -'.json'.length);
      const { payer } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { payer?: string };
      const kind = one.startsWith('claim-') ? ('claim-status' as const) : ('eligibility' as const);
      const page =
        kind === 'claim-status'
          ? (claimPage[name] ?? 'claim-detail')
          : one === 'not-eligible' && name === 'northfield'
            ? 'not-eligible'
            : coveragePage[name];
      const parts = files.filter((each) => each.startsWith(`${one}-`) && each.endsWith('.html'));
      const isParts = name === 'stonebridge' && kind === 'eligibility';
      const pages = isParts
        ? Object.fromEntries(parts.map((each) => [`stonebridge/${each.slice(one.length + 1, -5)}`, each]))
        : { [`${name}/${page}`]: `${one}.html` };
      return {
        name: one,
        kind,
        ...(payer !== undefined && { payer }),
        pages,
        confirmed: { by: 'Claimwright', on: '2026-11-23' },
      };
    });
}
