/** Sign-in, three pages: user id, challenge question with the kind of computer, password. */
import { esc } from '../../page-text.ts';
import type { Call, PageDefinition, Reply } from '../site.ts';
import { goOn } from './interstitials.ts';

const LOCKED: Reply = { notice: 'locked' };

export const signIn: PageDefinition = {
  name: 'sign-in',
  title: 'Home',
  path: '/hcp/provider/Home/tabid/135/Default.aspx',
  stage: 'signed-out',
  view: ({ controls, drift }) => ({
    heading: 'Provider Portal Login',
    body: `<p>Providers and their delegates: log in with your portal User ID.</p>
${controls.textBox('UserID', drift === 'labels' ? 'Portal User Name' : 'User ID', { isRequired: true })}
${controls.submit('LogInButton', 'Log In')}
<p>Forgot User ID? Register Now. Where do I enter my password? You are asked for it on a later page.</p>`,
  }),
  postBack: (call) => {
    const { site, session } = call;
    const username = call.field('UserIDCmnTextBox_Control');
    if (!username) return { errors: ['User ID is required.'] };
    const account = site.accounts.find(username);
    if (!account) return { errors: ['The User ID entered is not valid.'] };
    if (account.isLocked || call.faults.lockedOut) return LOCKED;
    session.username = account.username;
    session.question = site.random.pick(Object.keys(account.answers));
    session.stage = 'challenge';
    return { page: 'challenge' };
  },
};

export const challenge: PageDefinition = {
  name: 'challenge',
  title: 'Challenge Question',
  path: '/hcp/provider/Home/ChallengeQuestion/tabid/186/Default.aspx',
  stage: 'challenge',
  view: ({ controls, session, drift }) => {
    const radio = (value: string, text: string): string =>
      `<div><input type="radio" name="${controls.name('ComputerType')}" id="${controls.id(`ComputerType_${value}`)}" value="${value}"><label for="${controls.id(`ComputerType_${value}`)}">${text}</label></div>`;
    return {
      heading: 'Security Challenge Question',
      body: `<p>Answer the challenge question to verify your identity.</p>
<p>Challenge Question: <span id="${controls.id('ChallengeQuestion_Label')}" class="challenge-question">${esc(session.question)}</span></p>
${controls.textBox('ChallengeAnswer', drift === 'labels' ? 'Secret Answer' : 'Your Answer', { isRequired: true, type: 'password' })}
<fieldset><legend>What type of computer are you using?</legend>
${radio('personal', 'This is a personal computer. Register it now.')}
${radio('public', 'This is a public computer. Do not register it.')}</fieldset>
${controls.submit('ContinueButton', 'Continue')}`,
    };
  },
  postBack: (call) => {
    const { site, session } = call;
    const account = site.accounts.find(session.username ?? '');
    if (!account) return { notice: 'session-ended' };
    if (account.isLocked) return LOCKED;
    const answer = call.field('ChallengeAnswerCmnTextBox_Control');
    const errors = [
      ...(answer ? [] : ['Your Answer is required.']),
      ...(call.field('ComputerType') ? [] : ['Select the type of computer you are using.']),
    ];
    if (errors.length > 0) return { errors };
    if (answer.toUpperCase() !== (account.answers[session.question ?? ''] ?? '').toUpperCase()) {
      site.counters.badAnswers += 1;
      if (site.accounts.countBadTry(account)) return LOCKED;
      return { errors: ['The answer to the challenge question is incorrect.'] };
    }
    session.stage = 'password';
    return { page: 'password' };
  },
};

export const password: PageDefinition = {
  name: 'password',
  title: 'Confirm Site Token and Password',
  path: '/hcp/provider/Home/SiteToken/tabid/188/Default.aspx',
  stage: 'password',
  view: ({ controls, drift }) => ({
    heading: 'Confirm Site Token and Password',
    body: `<p>Site Token: <strong>green barn</strong>. If this is not your site token, do not enter your password.</p>
${controls.textBox('Password', drift === 'labels' ? 'Passphrase' : 'Password', { isRequired: true, type: 'password', maxLength: 128 })}
${controls.submit('SignInButton', 'Sign In')}`,
  }),
  postBack: submitPassword,
};

function submitPassword(call: Call): Reply {
  const { site, session, faults } = call;
  const account = site.accounts.find(session.username ?? '');
  if (!account) return { notice: 'session-ended' };
  const given = call.field('PasswordCmnTextBox_Control');
  if (!given) return { errors: ['Password is required.'] };
  site.counters.passwordSubmits += 1;
  if (account.isRejected) site.counters.submitsAfterRejection += 1;
  if (account.isLocked || faults.lockedOut) return LOCKED;
  if (given !== account.password) {
    site.counters.badPasswords += 1;
    account.isRejected = true;
    if (site.accounts.countBadTry(account)) return LOCKED;
    return { errors: ['The password entered is incorrect. Your account is locked after three incorrect attempts.'] };
  }
  Object.assign(account, { badTries: 0, isRejected: false });
  return goOn(call);
}
