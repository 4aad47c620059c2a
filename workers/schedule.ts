/** Eligibility for the coming appointments: asked ahead of the visit, once per appointment and day. */
import { listAppointments } from '../adapters/claims.ts';
import type { NewWorkItem } from '../adapters/work-items.ts';
import { addDays, dayIn } from '../domain/dates.ts';
import { eligibilityInquiry } from '../domain/inquiries.ts';
import { ask } from './ask.ts';
import type { Asked } from './ask.ts';
import type { Stores } from './stores.ts';

/** How far ahead a schedule is asked; an answer of last month says nothing of next month. */
const DAYS_AHEAD = 7;

/** @param days `coming`: visits of the next days that have no answer yet. `all`: every appointment kept, past ones too. */
export async function askSchedule(stores: Stores, days: 'coming' | 'all'): Promise<Asked & { withoutPortal: number }> {
  const today = dayIn(stores.clock.now(), stores.settings.timeZone);
  const range = days === 'all' ? null : { from: today, to: addDays(today, DAYS_AHEAD) };
  const logins = await stores.logins.list();
  let withoutPortal = 0;
  const items = (await listAppointments(stores.db, range)).flatMap(
    ({ id, payer, portal, appointment }): NewWorkItem[] => {
      const login = logins.find((one) => one.portal === portal);
      if (portal && login)
        return [{ portal, loginId: login.id, payer, inquiry: eligibilityInquiry(appointment), appointmentId: id }];
      withoutPortal += 1;
      return [];
    },
  );
  return { ...(await ask(stores, items)), withoutPortal };
}
