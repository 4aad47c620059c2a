/** Plays saved pages to a flow as the portal did: whatever turns the page brings the next one, whatever its address. */
import type { BrowserContext, Frame, Route } from 'playwright';
import { NOWHERE } from './stage.ts';

export interface ReplayStep {
  readonly html: string;
  /** The frame that it is drawn in; undefined = the window. */
  readonly frame?: string | undefined;
}

export interface Replay {
  /** Pages asked for so far. */
  readonly turns: () => number;
}

const NEXT = `${NOWHERE}/next`;
const INNER = `${NOWHERE}/inner`;

/** Marks a control that was clicked without turning the page. */
export const STAYS = 'data-kit-stays';

/** Runs in each page: scripts of the portal are gone, so that this one says what a click does. */
const TURN = `<script>
addEventListener('click', (event) => {
  const control = event.target.closest('a, button, [role=button], [role=link], [role=option], input[type=submit], input[type=button], input[type=image]');
  if (!control) return;
  event.preventDefault();
  if (!control.hasAttribute('${STAYS}')) location.href = '${NEXT}';
}, true);
addEventListener('submit', (event) => { event.preventDefault(); location.href = '${NEXT}'; }, true);
</script>`;

/** @param steps the pages in order; the last one is brought again and again. */
export async function openReplay(context: BrowserContext, steps: readonly ReplayStep[]): Promise<Replay> {
  let turns = 0;
  const at = (): ReplayStep => steps[Math.min(turns, steps.length) - 1] ?? { html: '' };
  const answer = async (route: Route): Promise<void> => {
    const request = route.request();
    if (!request.isNavigationRequest()) return route.abort();
    const frame = request.frame();
    if (request.url() === INNER) return give(route, playable(at().html));
    turns += 1;
    const { html, frame: name } = at();
    if (name === nameOf(frame)) return give(route, playable(html));
    // The window turns with the frame: what was drawn around it is not kept.
    if (nameOf(frame) !== undefined) return giveUp(route, frame, () => (turns -= 1));
    return give(
      route,
      `<iframe name="${name}" src="${INNER}" style="width: 1240px; height: 3000px; border: 0"></iframe>`,
    );
  };
  await context.route('**/*', answer);
  return { turns: () => turns };
}

const nameOf = (frame: Frame): string | undefined => (frame.parentFrame() ? frame.name() : undefined);

const give = (route: Route, body: string): Promise<void> =>
  route.fulfill({ contentType: 'text/html; charset=utf-8', body });

/** The frame hands the step to its window, which then asks for the page itself. */
async function giveUp(route: Route, frame: Frame, takeBack: () => void): Promise<void> {
  takeBack();
  await route.fulfill({ status: 204 });
  await frame.page().evaluate(`location.href = '${NEXT}'`);
}

const playable = (html: string): string => `${html}${TURN}`;
