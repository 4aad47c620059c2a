/** Signs in logins that the portal would soon disable for lack of use, where its terms let that be done. */
import { pauseLogin } from '../adapters/logins.ts';
import { faultOf } from '../adapters/log.ts';
import { portalPause } from '../adapters/portal-health.ts';
import { policyOf } from '../domain/exceptions.ts';
import { comingDue } from '../domain/login-dates.ts';
import type { Login } from '../domain/login.ts';
import { openReviewItem } from '../review/items.ts';
import { readTerms } from './admission.ts';
import { trySignIn } from './lookup.ts';
import type { Hands } from './lookup.ts';
import type { Stores } from './stores.ts';

/** Never rejects. At most one sign-in a day for a login, over all hosts. @returns how many were signed in. */
export async function keepLoginsAlive(stores: Stores, hands: Hands): Promise<number> {
  let kept = 0;
  try {
    for (const login of await stores.logins.list()) {
      if (isDue(stores, login) && (await keepAlive(stores, hands, login))) kept += 1;
    }
  } catch (error) {
    stores.log.warn({ fault: faultOf(error) }, 'could not look after idle logins; trying again');
  }
  return kept;
}

function isDue({ clock, registers }: Stores, login: Login): boolean {
  const register = registers.portals.find((portal) => portal.name === login.portal);
  if (!register?.mayKeepAlive || login.pausedCode || !login.usedAt) return false;
  const { disableAfterDays } = register;
  return comingDue({ disableAfterDays }, login, clock.now()).length > 0;
}

async function keepAlive(stores: Stores, hands: Hands, login: Login): Promise<boolean> {
  const { clock, db, log, logins } = stores;
  if (await portalPause(db, login.portal)) return false;
  try {
    readTerms(stores, login.portal);
  } catch {
    // Closed now: the next round looks again.
    return false;
  }
  if (!(await logins.claimKeepAlive(login.id, clock.now()))) return false;
  const why = await trySignIn(stores, hands, login);
  log.info({ login: login.id, portal: login.portal, code: why?.code ?? null }, 'signed in to keep a login alive');
  if (!why || policyOf(why.code).queue !== 'pause-login') return !why;
  await db.transaction(async (tx) => {
    await pauseLogin(tx, login.id, why.code, clock.now());
    await openReviewItem(
      tx,
      {
        code: why.code,
        portal: login.portal,
        subject: `login:${login.id}`,
        workItemId: null,
        loginId: login.id,
        message: why.message,
        evidenceId: null,
      },
      clock.now(),
    );
  });
  return false;
}
