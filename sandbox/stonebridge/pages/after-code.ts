/** What may stand between the sign-in and the home page, and the home page. */
import { esc } from '../../page-text.ts';
import { PROVIDER_NAME, PTAN } from '../layout.ts';
import type { Answer, Call, PageDefinition } from '../site.ts';
import { DELIVERY_PATH, HOME_PATH } from './paths.ts';

/** The code was right: news and terms first, then the session is live. */
export function enter({ site, session, faults, account }: Call, passed: 'code' | 'terms' | 'news' = 'code'): Answer {
  if (faults.termsPage && passed === 'code') {
    session.stage = 'terms';
    return { goTo: terms.path };
  }
  if (faults.whatsNew && passed !== 'news') {
    session.stage = 'news';
    return { goTo: whatsNew.path };
  }
  const username = account?.username ?? '';
  if (site.sessions.live(username) > 0) return { notice: 'concurrent' };
  session.stage = 'signed-in';
  site.counters.signIns += 1;
  site.counters.maxLiveSessions = Math.max(site.counters.maxLiveSessions, site.sessions.live(username));
  return { goTo: HOME_PATH };
}

export const terms: PageDefinition = {
  name: 'terms',
  path: '/portal/terms',
  stage: 'terms',
  get: ({ markup, session }) => ({
    view: {
      title: 'Terms of Use',
      body: markup.form(
        terms.path,
        session.formToken,
        `<p>You must review and accept the terms of use before you continue.</p><p>This system is for authorized users only.</p>
${markup.button('accept', ['Accept', 'I Agree'])} ${markup.button('decline', ['Decline', 'I Do Not Agree'])}`,
      ),
    },
  }),
  post: (call) => (call.field('act') === 'accept' ? enter(call, 'terms') : { notice: 'logged-out' }),
};

export const whatsNew: PageDefinition = {
  name: 'whats-new',
  path: '/portal/news',
  stage: 'news',
  get: ({ markup, session }) => ({
    view: {
      title: 'Important Messages',
      body: markup.form(
        whatsNew.path,
        session.formToken,
        `<p>New this month: the portal will not be available during maintenance on the second Sunday.</p>
${markup.button('continue', ['Continue', 'Proceed'])}`,
      ),
    },
  }),
  post: (call) => enter(call, 'news'),
};

export const passwordExpired: PageDefinition = {
  name: 'password-expired',
  path: '/portal/password',
  stage: 'change-password',
  get: (call) => ({ view: changeForm(call, []) }),
  post: (call) => {
    const { site, session, account } = call;
    if (!account) return { notice: 'timed-out' };
    const fresh = call.field('new-password');
    if (call.field('old-password') !== account.password || fresh !== call.field('again'))
      return { view: changeForm(call, ['The passwords that you entered do not match.']) };
    if (fresh.length < 12 || fresh === account.password)
      return { view: changeForm(call, ['Choose a password of at least 12 characters that you have not used before.']) };
    site.accounts.setPassword(account.username, fresh);
    session.stage = 'delivery';
    return { goTo: DELIVERY_PATH };
  },
};

const changeForm = ({ markup, session }: Call, errors: readonly string[]) => ({
  title: 'Change Your Password',
  errors,
  body: markup.form(
    '/portal/password',
    session.formToken,
    `<p>Your password has expired. Passwords must be changed every 60 days.</p>
${markup.box({ name: 'old-password', label: ['Current Password', 'Old Password'], type: 'password' })}
${markup.box({ name: 'new-password', label: ['New Password', 'Next Password'], type: 'password' })}
${markup.box({ name: 'again', label: ['Confirm New Password', 'Next Password Again'], type: 'password' })}
${markup.button('change', ['Change Password', 'Save'])}`,
  ),
});

export const home: PageDefinition = {
  name: 'home',
  path: HOME_PATH,
  stage: 'signed-in',
  get: ({ account }) => ({
    view: {
      title: 'Welcome to the Portal',
      body: `<p>You act for ${PROVIDER_NAME}, NPI ${esc(account?.providerNpi ?? '')}, PTAN ${PTAN}.</p>
<p>Eligibility can be asked for dates from 12 months back to 4 months ahead. Enter names exactly as on the Medicare card.</p>`,
    },
  }),
};

export const logOut: PageDefinition = {
  name: 'log-out',
  path: '/portal/logout',
  stage: 'anonymous',
  get: ({ site, session }) => {
    site.sessions.end(session);
    return { notice: 'logged-out' };
  },
};
