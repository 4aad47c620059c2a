/** Pages that may stand between the password and the provider choice; all but the news are for a person to deal with. */
import type { Call, PageDefinition, PageName, Reply } from '../site.ts';

/** What may stand between the password and the choice of a provider, in this order; `done`: what was dealt with before. */
export function goOn({ session, faults }: Call, done?: PageName): Reply {
  const pages = [
    ['password-expired', faults.passwordExpired],
    ['terms', faults.termsPage],
    ['whats-new', faults.whatsNew],
  ] as const;
  const next = pages.slice(pages.findIndex(([page]) => page === done) + 1).find(([, isOn]) => isOn)?.[0] ?? 'provider';
  session.stage = next === 'provider' ? 'provider' : 'interstitial';
  return { page: next };
}

export const passwordExpired: PageDefinition = {
  name: 'password-expired',
  title: 'Change Password',
  path: '/hcp/provider/Account/ChangePassword/tabid/171/Default.aspx',
  stage: 'interstitial',
  view: ({ controls }) => ({
    heading: 'Change Password',
    body: `<p>Your password has expired. You must choose a new password before you continue.</p>
${controls.textBox('CurrentPassword', 'Current Password', { type: 'password' })}
${controls.textBox('NewPassword', 'New Password', { type: 'password' })}
${controls.textBox('ConfirmPassword', 'Confirm New Password', { type: 'password' })}
${controls.submit('ChangePasswordButton', 'Change Password')}`,
  }),
  postBack: () => ({ errors: ['The new password does not meet the password rules.'] }),
};

export const terms: PageDefinition = {
  name: 'terms',
  title: 'Terms of Use',
  path: '/hcp/provider/Account/TermsOfUse/tabid/160/Default.aspx',
  stage: 'interstitial',
  view: ({ controls }) => ({
    heading: 'Terms of Use',
    body: `<p>The terms of use have changed. You must read and accept them to continue.</p>
<p>The portal is for authorized users. Each user has a User ID of their own.</p>
${controls.submit('AcceptButton', 'I Accept')} ${controls.submit('DeclineButton', 'I Decline')}`,
  }),
  postBack: (call, control) => (control === 'AcceptButton' ? goOn(call, 'terms') : { notice: 'signed-out' }),
};

export const whatsNew: PageDefinition = {
  name: 'whats-new',
  title: "What's New",
  path: '/hcp/provider/Home/WhatsNew/tabid/137/Default.aspx',
  stage: 'interstitial',
  view: ({ controls, drift }) => ({
    heading: "What's New in the Portal",
    body: `<p>Provider manuals have moved to the Resources page.</p>
${controls.submit('ContinueButton', drift === 'labels' ? 'Next' : 'Continue')}`,
  }),
  postBack: (call) => goOn(call, 'whats-new'),
};
