/** Opening one of Harborlink's tools for the payer that is asked about: the choice of a payer loads the tool again. */
import { WorkException } from '../../../domain/exceptions.ts';
import { PAYER_PAGES, type PayerPages } from '../../../selectors/harborlink/payers.ts';
import { homePage, menu } from '../../../selectors/harborlink/shell.ts';
import { whileSignedIn } from '../../../selectors/harborlink/signals.ts';
import type {
  claimForms,
  eligibilityForms,
  eligibilityStart,
  remittanceForm,
} from '../../../selectors/harborlink/tools.ts';
import type { PageFile } from '../../../selectors/page.ts';
import { turnFrame } from '../../arrive.ts';
import { chosenIn, pickOption } from '../../fill.ts';
import { locate } from '../../locate.ts';
import type { Visit } from '../../portal.ts';
import { openHome } from './sign-in.ts';

type Form = (typeof eligibilityForms)['modern'] | (typeof claimForms)['modern'] | typeof remittanceForm;
type Start = typeof eligibilityStart;

interface Tool<F extends Form> {
  readonly link: keyof typeof menu.elements;
  readonly start: Start;
  readonly form: F;
  /** The entry of this tool's payer list. */
  readonly entry: string;
}

/** @throws WorkException `wrong-payer` for a payer that this portal is not known to serve. */
export function pagesOf({ payer }: Visit): PayerPages {
  const pages = PAYER_PAGES[payer];
  if (pages) return pages;
  throw new WorkException('wrong-payer', 'We do not know this payer on Harborlink. Route it to another portal.');
}

/** Opens a tool afresh and makes sure that it works for our payer. */
export async function openTool<F extends Form>(visit: Visit, { link, start, form, entry }: Tool<F>): Promise<F> {
  if (!visit.page.url().startsWith(visit.baseUrl)) await requireHome(visit);
  const item = await locate(visit, menu, link);
  const destination = { pages: [form, start], signals: whileSignedIn } as const;
  const opened = await turnFrame<F | Start>(visit, destination, () => item.click());
  if ((await chosenIn(visit, opened as PageFile, 'payer', 'payerShown')) === entry) return form;
  visit.step('Choose the payer');
  const exactly = new RegExp(`^${entry.replace(/\W/g, '\\$&')}$`);
  await turnFrame(visit, { from: start, pages: [form], signals: whileSignedIn }, () =>
    pickOption(visit, opened as PageFile, 'payer', exactly, entry),
  );
  if ((await chosenIn(visit, form as PageFile, 'payer', 'payerShown')) === entry) return form;
  throw new WorkException('selector-missing', 'The portal shows another payer than the one we chose.', {
    page: form.name,
    element: 'payer',
  });
}

async function requireHome(visit: Visit): Promise<void> {
  if ((await openHome(visit)) === homePage) return;
  throw new WorkException('session-expired', 'The portal asks us to sign in again.', { page: homePage.name });
}
