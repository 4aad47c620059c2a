/** What a flow is given of a portal's page, and what is noted while it walks. */
import { noteSelectorDrift } from '../adapters/portal-health.ts';
import { photograph } from '../adapters/photographs.ts';
import { downloadPdf } from '../adapters/portal-download.ts';
import type { OpenSession } from '../adapters/sessions.ts';
import type { PortalRegister } from '../config/registers.ts';
import { dayIn } from '../domain/dates.ts';
import type { Login } from '../domain/login.ts';
import type { SelectorProposal } from '../domain/learned-selector.ts';
import type { Visit } from '../flows/portal.ts';
import { openMemory } from './element-memory.ts';
import type { Asked } from './element-memory.ts';
import { asRead } from './seen-page.ts';
import type { SeenPage } from './seen-page.ts';
import type { Stores } from './stores.ts';

export interface Notes {
  image: Buffer | null;
  /** The address of the page on the image, and of the page read last: boxes of another page would mislead. */
  imageUrl: string | null;
  readUrl: string | null;
  seen: SeenPage | null;
  isSignedIn: boolean;
  secrets: readonly string[];
  readonly steps: { at: string; what: string }[];
  /** Elements that were found by likeness: what was got through them waits for a person. */
  readonly proposals: SelectorProposal[];
}

export const newNotes = (): Notes => ({
  image: null,
  imageUrl: null,
  readUrl: null,
  seen: null,
  isSignedIn: false,
  secrets: [],
  steps: [],
  proposals: [],
});

/**
 * @param payer our key of the payer that is asked about; '' when nobody is asked about.
 * @param asked what is asked; null: nothing is learned of the portal's elements.
 */
export function openVisit(
  stores: Stores,
  session: OpenSession,
  notes: Notes,
  login: Login,
  register: PortalRegister,
  payer = '',
  asked: Asked | null = null,
): Visit {
  const { clock, db, log, settings } = stores;
  return {
    page: session.page,
    baseUrl: (settings.portalUrls[login.portal] ?? register.url).replace(/\/$/, ''),
    providerNpi: login.providerNpi,
    payer,
    today: dayIn(clock.now(), settings.timeZone),
    timeoutMs: settings.navigationTimeoutMs,
    ...(asked ? { memory: openMemory(stores, asked, notes) } : {}),
    onDrift: (page, element, alternative) => {
      log.warn({ portal: login.portal, page, element, alternative }, 'a later alternative of a selector had to serve');
      void noteSelectorDrift(db, login.portal, page, element, alternative, clock.now()).catch(() => undefined);
    },
    onRead: (page, printout, window = session.page) => {
      notes.seen = asRead(page, printout);
      notes.readUrl = window.url();
    },
    step: (what) => void notes.steps.push({ at: clock.now().toISOString(), what }),
    capture: async (window = session.page) => {
      notes.image = window === session.page ? await session.photograph() : await photograph(window);
      notes.imageUrl = window.url();
    },
    downloadPdf: (press, window = session.page) => downloadPdf(window, press, settings.navigationTimeoutMs),
  };
}
