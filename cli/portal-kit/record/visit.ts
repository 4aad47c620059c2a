/** One recorded visit: pages as a person named them, and what was done on each until the next one came. */
import type { BrowserContext, Frame, Page } from 'playwright';
import { SNAPSHOT } from '../snapshot.ts';
import { LISTEN, TELL, type ToldAction } from './in-page.ts';

/** What a page is in the story: the words that a person, or a script, calls it by. */
export const ROLES = [
  'sign-in',
  'rejected',
  'home',
  'eligibility',
  'member-not-found',
  'coverage',
  'claim-status',
  'claim-not-found',
  'claim',
  'step',
] as const;
export type Role = (typeof ROLES)[number];

export interface RecordedAction extends ToldAction {
  readonly frame: string | undefined;
}

export interface RecordedPage {
  readonly role: Role;
  /** Its name in the files, e.g. `claim-list`; the role's own when it is null. */
  readonly name: string | null;
  readonly url: string;
  readonly html: string;
  readonly frame: string | undefined;
  /** Whether it came as a document of its own, and in a window of its own. */
  readonly isLoaded: boolean;
  readonly isWindow: boolean;
  readonly actions: RecordedAction[];
}

export interface Recording {
  readonly pages: readonly RecordedPage[];
  /** Names the page that is in view now; what is done from now on is done on it. */
  name(role: Role, name?: string | null): Promise<void>;
  /** The window that is in front. */
  front(): Page;
  /** Forgets what was done since the last named page: a detour. */
  forget(): void;
}

export async function startRecording(context: BrowserContext): Promise<Recording> {
  const pages: RecordedPage[] = [];
  const windows: Page[] = [];
  let isLoaded = true;
  await context.exposeBinding(TELL, ({ frame }, told: ToldAction) => {
    pages.at(-1)?.actions.push({ ...told, frame: nameOf(frame) });
  });
  await context.addInitScript(LISTEN);
  context.on('page', (page) => {
    windows.push(page);
    page.on('framenavigated', () => (isLoaded = true));
    page.on('close', () => void windows.splice(windows.indexOf(page), 1));
  });
  const front = (): Page => {
    const page = windows.at(-1);
    if (!page) throw new Error('The window of the recording was closed.');
    return page;
  };
  return {
    pages,
    front,
    forget: () => void pages.at(-1)?.actions.splice(0),
    name: async (role, name = null) => {
      const page = front();
      const frame = await fullest(page);
      const html = await frame.evaluate<string>(`(${SNAPSHOT})()`);
      const isWindow = windows.length > 1;
      pages.push({ role, name, url: frame.url(), html, frame: nameOf(frame), isLoaded, isWindow, actions: [] });
      isLoaded = false;
    },
  };
}

const nameOf = (frame: Frame): string | undefined => (frame.parentFrame() ? frame.name() || undefined : undefined);

/** The document that says most: the window's own, or that of a frame in it. */
async function fullest(page: Page): Promise<Frame> {
  const lengths = await Promise.all(
    page.frames().map(async (frame) => ({
      frame,
      length: await frame.evaluate<number>("(document.body?.innerText ?? '').length").catch(() => 0),
    })),
  );
  return lengths.reduce((most, each) => (each.length > most.length ? each : most)).frame;
}
