/** Pages that may stand between the password and the provider choice; a person has to deal with them. */
import type { PageDefinition } from '../site.ts';

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
  postBack: ({ session }, control) => {
    if (control !== 'AcceptButton') return { notice: 'signed-out' };
    session.stage = 'provider';
    return { page: 'provider' };
  },
};
