/** Sign-in: user ID and password, then how the code is delivered, then the code. */
import { esc } from '../../page-text.ts';
import type { Account } from '../accounts.ts';
import type { Answer, Call, PageDefinition } from '../site.ts';
import { enter } from './after-code.ts';
import { CODE_PATH, DELIVERY_PATH, LOGIN_PATH } from './paths.ts';

const LOCKED: Answer = { notice: 'locked' };
const INVALID = 'The user ID or password that you entered is not valid. Three invalid attempts lock the account.';

export const signIn: PageDefinition = {
  name: 'sign-in',
  path: LOGIN_PATH,
  stage: 'anonymous',
  get: (call) => ({ view: logInForm(call, []) }),
  post: (call) => {
    const { site, session, faults } = call;
    const [username, password] = [call.field('user'), call.field('password')];
    if (!username || !password) return { view: logInForm(call, ['Enter your user ID and your password.']) };
    const account = site.accounts.find(username);
    site.counters.passwordSubmits += 1;
    if (account?.wasRejected) site.counters.submitsAfterRejection += 1;
    if (account?.isLocked || faults.lockedOut) return LOCKED;
    if (!account || account.password !== password) {
      site.counters.badPasswords += 1;
      if (account) account.wasRejected = true;
      if (account && site.accounts.countBadPassword(account)) return LOCKED;
      return { view: logInForm(call, [INVALID]) };
    }
    Object.assign(account, { badPasswordsAt: [], wasRejected: false });
    if (site.sessions.live(account.username) > 0) return { notice: 'concurrent' };
    session.username = account.username;
    const isExpired = faults.passwordExpired || site.accounts.isPasswordTooOld(account);
    session.stage = isExpired ? 'change-password' : 'delivery';
    return { goTo: isExpired ? '/portal/password' : DELIVERY_PATH };
  },
};

const logInForm = ({ markup, session }: Call, errors: readonly string[]) => ({
  title: 'Log In to the Portal',
  errors,
  body: `${markup.form(
    LOGIN_PATH,
    session.formToken,
    `${markup.box({ name: 'user', label: ['User ID', 'Portal Login Name'] })}
${markup.box({ name: 'password', label: ['Password', 'Passphrase'], type: 'password' })}
${markup.button('log-in', ['Log In', 'Sign On'])}`,
  )}
<p>User IDs may not be shared. An account is locked after three invalid attempts within 120 minutes.</p>`,
});

export const delivery: PageDefinition = {
  name: 'delivery',
  path: DELIVERY_PATH,
  stage: 'delivery',
  get: (call) => ({ view: deliveryForm(call, []) }),
  post: (call) => {
    const { site, session, account } = call;
    if (!account) return { notice: 'timed-out' };
    if (call.field('act') === 'have-code') return takeCode(session);
    if (call.field('delivery') === '') return { view: deliveryForm(call, ['Select how to receive the code.']) };
    if (call.field('delivery') === 'text')
      return { view: deliveryForm(call, ['Text messages are not available for this user ID. Select e-mail.']) };
    if (site.accounts.countCodeRequest(account)) {
      site.sessions.end(session);
      return LOCKED;
    }
    site.codes.send(account);
    return takeCode(session);
  },
};

function takeCode(session: Call['session']): Answer {
  session.stage = 'code';
  return { goTo: CODE_PATH };
}

function deliveryForm({ markup, session, account, site }: Call, errors: readonly string[]) {
  const radio = (value: string, text: string): string =>
    `<p><input type="radio" name="delivery" value="${value}" id="delivery-${value}"><label for="delivery-${value}">${text}</label></p>`;
  return {
    title: 'Multi-Factor Authentication',
    errors,
    body: markup.form(
      DELIVERY_PATH,
      session.formToken,
      `<p>A verification code is needed at every log in. A code is valid for ${site.codes.hours} hours. Asking for a new one makes an earlier one invalid, and asking too often locks the account.</p>
<fieldset><legend>How do you want to receive it?</legend>
${radio('email', `${markup.word(['E-mail', 'Electronic mail'])} to ${esc(masked(account))}`)}
${radio('text', `${markup.word(['Text message', 'SMS'])} to the phone on file`)}</fieldset>
${markup.button('send-code', ['Send Code', 'Deliver It'])} ${markup.button('have-code', ['I Already Have a Code', 'Enter an Earlier Code'])}`,
    ),
  };
}

const masked = (account: Account | null): string => (account?.email ?? '').replace(/^(.)[^@]*/, '$1*****');

export const code: PageDefinition = {
  name: 'code',
  path: CODE_PATH,
  stage: 'code',
  get: (call) => ({ view: codeForm(call, []) }),
  post: (call) => {
    const { site, session, account } = call;
    if (!account) return { notice: 'timed-out' };
    if (call.field('act') === 'new-code') {
      session.stage = 'delivery';
      return { goTo: DELIVERY_PATH };
    }
    if (account.isLocked) return LOCKED;
    if (!site.codes.isRight(account, call.field('code'))) {
      site.counters.badAnswers += 1;
      if (site.accounts.countBadCode(account)) return LOCKED;
      return { view: codeForm(call, ['The verification code is not valid or is no longer valid.']) };
    }
    account.badCodes = 0;
    return enter(call);
  },
};

const codeForm = ({ markup, session }: Call, errors: readonly string[]) => ({
  title: 'Enter Verification Code',
  errors,
  body: markup.form(
    CODE_PATH,
    session.formToken,
    `<p>Enter the eight digits of your verification code. A message may take up to 15 minutes to arrive.</p>
${markup.box({ name: 'code', label: ['Verification Code', 'Security Code'] })}
${markup.button('submit-code', ['Submit Code', 'Verify'])} ${markup.button('new-code', ['Request a New Code', 'Resend'])}`,
  ),
});
