/**
 * Saves the pages of the practice portals anew for `claimwright portal check`: walks each portal with its flows, faults and all.
 * Run by hand after a practice portal has changed: node --import tsx test/portal-kit/save-pages-process.ts [PORTAL...]
 */
import type { Page } from 'playwright';
import { openChromium } from '../../adapters/browser.ts';
import { answerWithPasskey } from '../../adapters/passkeys.ts';
import { SNAPSHOT } from '../../cli/portal-kit/snapshot.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import { type Snapshot, type Told, writeSaved } from './write-saved.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { Visit } from '../../flows/portal.ts';
import { portalNamed, portalNames } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
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
        passkey: (press) => (login.passkey ? answerWithPasskey(page, login.passkey, (turn += 16), press) : press()),
        credentials: async () => credentials,
        beforeSubmit: async () => own.look(),
      });
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
  await run(site, {}, true, 0, ({ username, password, answers }) => ({
    username,
    password,
    answers,
    backupCodes: ['ABCD-1234'],
  }));
  await run(site, {}, true, LOOKUPS);
  await run(site, { whatsNew: true }, true, 2);
  await run(site, { namesakes: true }, true, 4);
  await site.portal.close();
  if (under.startOtherwise) {
    const other = await under.startOtherwise(11);
    const [, second] = other.logins;
    await run(other, {}, true, 0);
    const isOurs = ({ passkey, ...login }: Credentials) => ({
      ...login,
      ...(passkey && second?.passkey && { passkey: { ...passkey, privateKey: second.passkey.privateKey } }),
    });
    turn = 0;
    await run(other, {}, true, 0, (login) => isOurs(login));
    await other.portal.close();
  }
  for (const faults of SIGNALLING) {
    const fresh = await under.start(11);
    await run(fresh, faults, true, 4);
    await fresh.portal.close();
  }
  const fresh = await under.start(11);
  await run(fresh, {}, false, 1);
  await fresh.portal.close();
  await writeSaved(chromium, name, all, told, path, fresh.logins[0]!.answers);
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
