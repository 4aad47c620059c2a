/**
 * Turning a page: go, then wait for an expected page, a signal, or neither. Nothing is ever taken for an answer
 * because something else is missing: a page that we do not know is `unknown-page`, not "not found".
 */
import type { Frame, Response } from 'playwright';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { Alternative, PageFile, Signal } from '../selectors/page.ts';
import { documentOf, firstServing, scopeOf, toLocator } from './locate.ts';
import type { Visit } from './portal.ts';

/** Where a step may lead: one of these pages, unless a signal of theirs or of the portal says otherwise. */
export interface Destination<F extends PageFile> {
  readonly pages: readonly F[];
  /** The page the step is taken from: the portal may show it again with a message. */
  readonly from?: PageFile;
  /** What may show on any page of the portal at this point. Checked before the pages' own signals. */
  readonly signals: readonly Signal[];
}

/**
 * Takes a step that turns the page, and waits for the next page to be read.
 * @param go what turns the page: a click or an address.
 * @returns which of the expected pages it is.
 * @throws WorkException of a signal; `rate-limited` (429), `portal-error` (5xx), `unknown-page`.
 */
export async function arrive<F extends PageFile>(
  visit: Visit,
  destination: Destination<F>,
  go: () => Promise<unknown>,
): Promise<F> {
  const { page, timeoutMs } = visit;
  const { answers } = await watchAnswers(
    visit,
    (response) => response.request().isNavigationRequest(),
    () => Promise.all([page.waitForEvent('domcontentloaded', { timeout: timeoutMs }), go()]),
  );
  if (answers === 0) throw new WorkException('portal-error', 'The portal could not be reached.');
  return (await look(visit, destination)) ?? awaitMark(visit, destination);
}

/** Goes to a page by its own address. Throws as `arrive` does. */
export const open = <F extends PageFile>(
  visit: Visit,
  page: PageFile & { readonly path: string },
  destination: Destination<F>,
): Promise<F> => arrive(visit, destination, () => visit.page.goto(visit.baseUrl + page.path, { waitUntil: 'commit' }));

/**
 * Takes a step that a script of the page carries out: it changes a part, or turns the page in the end. No mark of where
 * it leads may stand on the page before. Throws as `arrive` does.
 */
export async function unfold<F extends PageFile>(
  visit: Visit,
  destination: Destination<F>,
  go: () => Promise<unknown>,
): Promise<F> {
  const { outcome } = await watchAnswers(
    visit,
    (response) => response.request().method() === 'POST' || response.request().isNavigationRequest(),
    async () => {
      await go();
      return awaitMark(visit, destination);
    },
    framesOf(destination),
  );
  return outcome;
}

/**
 * Takes a step that loads another document into the frame of the pages, so that a mark of the document before cannot be
 * taken for one of the next. Throws as `arrive` does.
 */
export const turnFrame = <F extends PageFile & { readonly frame: string }>(
  visit: Visit,
  destination: Destination<F>,
  go: () => Promise<unknown>,
): Promise<F> =>
  unfold(visit, destination, () => {
    const isOurs = (frame: Frame): boolean => destination.pages.some((page) => page.frame === frame.name());
    const turned = visit.page.waitForEvent('framenavigated', { predicate: isOurs, timeout: visit.timeoutMs });
    return Promise.all([turned, go()]);
  });

/** Looks once whether the portal says something else than an answer. @throws WorkException of a signal. */
export async function heedSignals(visit: Visit, destination: Destination<PageFile>): Promise<void> {
  const signal = await findSignal(visit, destination);
  if (signal) await raise(visit, signal, destination.from ?? null);
}

/**
 * Does work that turns no page, unless the portal says something else meanwhile: signed out, closed, slow down.
 * @param from the page that it is done on; its own signals count too. Throws as the work does, or as a signal says.
 */
export async function unlessTold<T>(
  visit: Visit,
  from: PageFile,
  signals: readonly Signal[],
  work: () => Promise<T>,
): Promise<T> {
  const isSilence = (error: unknown): boolean =>
    error instanceof WorkException && (error.code === 'unknown-page' || error.code === 'navigation-timeout');
  const over = new AbortController();
  const told = awaitMark(visit, { pages: [], from, signals }, over.signal).catch((error: unknown) => {
    if (!over.signal.aborted && !isSilence(error)) throw error;
    return new Promise<never>(() => undefined);
  });
  return Promise.race([work(), told]).finally(() => over.abort());
}

/**
 * Waits for any mark of where the step may lead, then looks. One wait for all, so that none hides another.
 * @param over ends the wait, which then rejects: nobody waits any more.
 */
async function awaitMark<F extends PageFile>(
  visit: Visit,
  destination: Destination<F>,
  over?: AbortSignal,
): Promise<F> {
  // A wait that nobody needs any more would search its page, and slow it, until the time is up.
  const seen = new AbortController();
  const signal = over ? AbortSignal.any([seen.signal, over]) : seen.signal;
  const signals = signalsOf(destination).map(({ when }) => when);
  const waits = framesOf(destination).map((frame) => {
    const pages = destination.pages.filter((page) => page.frame === frame);
    const marks = textsInOne([...pages.flatMap((page) => [...page.isHere]), ...signals])
      .map((mark) => toLocator(scopeOf(visit, inFrame(frame)), mark))
      .reduce((either, mark) => either.or(mark));
    return marks.filter({ visible: true }).first().waitFor({ timeout: visit.timeoutMs, signal });
  });
  const isMarked = await Promise.any(waits).then(() => true, falseOnTimeout);
  seen.abort();
  const page = isMarked ? await look(visit, destination) : null;
  if (page) return page;
  if ((await isLoading(visit, destination)) || (await isBusy(visit, destination)))
    throw new WorkException('navigation-timeout', 'The portal did not answer in time.');
  throw unknownPage(destination.pages[0]);
}

/** For each text by itself the whole page would be searched. */
function textsInOne(marks: readonly Alternative[]): readonly Alternative[] {
  const isPlain = (mark: Alternative): mark is { text: RegExp } => 'text' in mark && mark.text.flags === '';
  const texts = marks.filter(isPlain).map(({ text }) => `(?:${text.source})`);
  const others = marks.filter((mark) => !isPlain(mark));
  return texts.length === 0 ? others : [...others, { text: new RegExp(texts.join('|')) }];
}

/** Frames that a step may change, the window itself first: any page of a portal may say its signals there. */
const framesOf = ({ pages, from }: Destination<PageFile>): readonly (string | undefined)[] => [
  ...new Set([undefined, ...pages.map((page) => page.frame), from?.frame]),
];

const inFrame = (frame: string | undefined): { readonly frame?: string } => (frame === undefined ? {} : { frame });

/** A document whose scripts have not all run has not said yet what it is. */
async function isLoading(visit: Visit, destination: Destination<PageFile>): Promise<boolean> {
  const frames = framesOf(destination).flatMap((frame) => documentOf(visit, inFrame(frame)) ?? []);
  const states = await Promise.all(
    frames.map((frame) => frame.evaluate<string>('document.readyState').catch(loadingIfTurned)),
  );
  return states.some((state) => state !== 'complete');
}

/** A document that is replaced while it is asked has not come yet either. */
function loadingIfTurned(error: unknown): string {
  if (error instanceof Error && error.message.includes('Execution context was destroyed')) return 'loading';
  throw error;
}

/** A page that waits may refresh itself, and shows nothing between two pictures. */
const REFRESH_MS = 2_000;

async function isBusy(visit: Visit, { pages, from }: Destination<PageFile>): Promise<boolean> {
  const marks = [...pages, ...(from ? [from] : [])].flatMap((page) =>
    (page.busy ?? []).map((mark) =>
      toLocator(scopeOf(visit, page), mark)
        .first()
        .waitFor({ timeout: REFRESH_MS })
        .then(() => true, falseOnTimeout),
    ),
  );
  return (await Promise.all(marks)).includes(true);
}

const signalsOf = ({ pages, from, signals }: Destination<PageFile>): readonly Signal[] => [
  ...signals,
  ...[...pages, ...(from ? [from] : [])].flatMap((page) => page.signals ?? []),
];

const unknownPage = (expected: PageFile | undefined): WorkException =>
  new WorkException('unknown-page', 'The portal showed a page that we do not know; see the screenshot.', {
    ...(expected && { page: expected.name }),
  });

/** One look, all questions at once: signals first, then whose page it is. */
async function look<F extends PageFile>(visit: Visit, destination: Destination<F>): Promise<F | null> {
  const { pages, from } = destination;
  const [signal, isBack, ...served] = await Promise.all([
    findSignal(visit, destination),
    from ? firstServing(scopeOf(visit, from), from.isHere) : null,
    ...pages.map((page) => firstServing(scopeOf(visit, page), page.isHere)),
  ]);
  const at = served.findIndex((each) => each !== null);
  const page = pages[at] ?? null;
  if (signal) await raise(visit, signal, page ?? from ?? null);
  if (!page && isBack) throw unknownPage(from);
  const alternative = served[at]?.alternative ?? 0;
  if (page && alternative > 0) visit.onDrift(page.name, 'isHere', alternative);
  return page;
}

/** Texts are looked for line by line in what is visible, all in one round trip; elements each by their own. */
async function findSignal(visit: Visit, destination: Destination<PageFile>): Promise<Signal | undefined> {
  const signals = signalsOf(destination);
  const found = await Promise.all(
    framesOf(destination).map(async (frame) => {
      const scope = scopeOf(visit, inFrame(frame));
      const isShown = async ({ when }: Signal, text: Promise<string>): Promise<boolean> => {
        if (!('text' in when)) return toLocator(scope, when).first().isVisible();
        return (await text).split(/\n|\t/).some((line) => when.text.test(line.trim()));
      };
      const document = documentOf(visit, inFrame(frame));
      const text = document?.evaluate<string>("document.body?.innerText ?? ''") ?? Promise.resolve('');
      // Where no signal is a text nobody waits for it, and the page may go meanwhile.
      text.catch(() => undefined);
      return Promise.all(signals.map((signal) => isShown(signal, text)));
    }),
  );
  return signals.find((_, at) => found.some((shown) => shown[at]));
}

/** What the portal says of our question is evidence, as an answer is. */
async function raise(visit: Visit, { code, message }: Signal, page: PageFile | null): Promise<never> {
  if (policyOf(code).family === 'business') await visit.capture();
  throw new WorkException(code, message, page ? { page: page.name } : {});
}

/**
 * Does the work while it watches what the server answers: an error ends the work at once, since an error without a
 * body never becomes a page to be recognized.
 */
async function watchAnswers<T>(
  { page }: Visit,
  isOurs: (response: Response) => boolean,
  work: () => Promise<T>,
  frames: readonly (string | undefined)[] = [],
): Promise<{ readonly outcome: T; readonly answers: number }> {
  let answers = 0;
  let note: (response: Response) => void = () => undefined;
  const refused = new Promise<never>((_, refuse) => {
    note = (response) => {
      const frame = response.frame();
      if (frame !== page.mainFrame() && !frames.includes(frame.name())) return;
      if (!isOurs(response)) return;
      answers += 1;
      const failure = failureOf(response);
      if (failure) refuse(failure);
    };
  });
  page.on('response', note);
  const outcome = await Promise.race([work(), refused]).finally(() => page.off('response', note));
  return { outcome, answers };
}

/** An error page is no page of the portal. `until` counts from the server's own clock. */
function failureOf(response: Response): WorkException | null {
  if (response.status() === 429) {
    const until = retryTime(response.headers());
    return new WorkException('rate-limited', 'The portal asks us to slow down.', until === null ? {} : { until });
  }
  if (response.status() < 500) return null;
  return new WorkException('portal-error', `The portal answered with an error (HTTP ${response.status()}).`);
}

/** RFC 9110 Retry-After: seconds, or a date. */
function retryTime(headers: Readonly<Record<string, string>>): string | null {
  const after = headers['retry-after'];
  if (after === undefined) return null;
  const ms = /^\d+$/.test(after) ? Date.parse(headers['date'] ?? '') + Number(after) * 1000 : Date.parse(after);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

const falseOnTimeout = (error: unknown): false => {
  const reasons: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  if (reasons.every((reason) => reason instanceof Error && reason.name === 'TimeoutError')) return false;
  throw error;
};
