/** Harborlink's way in: password, then a code on a new browser or at an unusual time, then what stands between. */
import type { Account } from './accounts.ts';
import type { Answer, ShellModel } from './model.ts';
import { type Session, token } from './sessions.ts';
import { faultsOf, isUnusualTime, type PageName, type Site } from './site.ts';
import { shellWords } from './words.ts';

const LOCKED = "Your account is locked. Ask your organization's administrator to unlock it.";
const WRONG_PASSWORD = 'The user ID or password you entered is incorrect.';
const WRONG_CODE = 'The code you entered is not valid.';

export function signInWith(site: Site, session: Session, username: string, password: string): Answer {
  if (site.faults.at({ username, page: 'sign-in' }).lockedOut) {
    site.counters.passwordSubmits += 1;
    return { errors: [LOCKED] };
  }
  const account = site.accounts.tryPassword(username, password);
  if (account === 'locked') return { errors: [LOCKED] };
  if (account === 'rejected') return { errors: [WRONG_PASSWORD] };
  session.account = account;
  const isKnown = session.device !== null && account.devices.has(session.device);
  if (isKnown && !isUnusualTime(site)) return passed(site, session, account);
  session.stage = 'verify';
  return { shell: shellModel(site, session) };
}

export function verifyWith(site: Site, session: Session, code: string, isBackup: boolean): Answer {
  const { account } = session;
  if (session.stage !== 'verify' || !account) return { shell: shellModel(site, session) };
  const outcome = site.accounts.tryCode(account, code.trim(), isBackup);
  if (outcome === 'locked') return { errors: [LOCKED] };
  if (outcome === 'rejected') return { errors: [WRONG_CODE] };
  session.device ??= token();
  account.devices.add(session.device);
  session.isVerifiedForNow = isUnusualTime(site);
  return passed(site, session, account);
}

function passed(site: Site, session: Session, account: Account): Answer {
  const faults = site.faults.at({ username: account.username, page: 'sign-in' });
  if (faults.passwordExpired) session.stage = 'password-expired';
  else if (faults.termsPage) session.stage = 'terms';
  else {
    session.hasNews = faults.whatsNew;
    site.sessions.signedIn(session);
  }
  return { shell: shellModel(site, session) };
}

/** Which of its own pages the shell shows. */
export function shellModel(site: Site, session: Session | null): ShellModel {
  const stage = session?.stage ?? 'signed-out';
  const view = stage === 'signed-out' ? 'sign-in' : stage === 'signed-in' ? 'home' : stage;
  const page: PageName = view === 'sign-in' || view === 'verify' ? view : 'home';
  const { drift } = faultsOf(site, session, page);
  return {
    view: drift === 'redesign' ? 'redesign' : view,
    ...shellWords(drift),
    isUnusualTime: isUnusualTime(site),
    hasNews: session?.hasNews ?? false,
    organization: 'Larkspur Family Practice',
  };
}
