/** What any page of Northfield may say in place of what was asked for. Whole lines, so that a notice about it is none. */
import type { Signal } from '../page.ts';

/** Trouble at any time, signed in or not. */
export const trouble: readonly Signal[] = [
  {
    code: 'login-locked',
    when: { text: /^Your account is locked\b/ },
    message:
      'The portal says that this login is locked. Have the Provider Help Desk unlock it, then resolve this item.',
  },
  {
    code: 'signed-in-elsewhere',
    when: { text: /^Your User ID was used to log in from another computer\b/ },
    message: 'Somebody signed in with this User ID elsewhere, which ended our session.',
  },
  {
    code: 'portal-maintenance',
    when: { text: /^The portal is unavailable while scheduled maintenance is performed\b/ },
    message: 'The portal is closed for maintenance.',
  },
  {
    code: 'rate-limited',
    when: { text: /^You have sent too many requests\b/ },
    message: 'The portal asks us to slow down.',
  },
  {
    code: 'rate-limited',
    when: { text: /^We have noticed unusual activity on your account\b/ },
    message: 'The portal limits this login because of unusual activity. Slow this portal down if it comes back.',
  },
  {
    code: 'captcha',
    when: { text: /^Please confirm that you are not a robot\b/ },
    message: 'The portal asks whether we are a robot. Sign in by hand, then resolve this item.',
  },
  {
    code: 'password-expired',
    when: { text: /^Your password has expired\b/ },
    message: 'The portal wants a new password. Change it by hand, store the new one, then resolve this item.',
  },
  {
    code: 'terms-to-accept',
    when: { text: /^The terms of use have changed\b/ },
    message: 'The portal has new terms of use. Someone with authority must read them; then resolve this item.',
  },
  {
    code: 'portal-error',
    when: { text: /^Server Error in '\/' Application\.$/ },
    message: 'The portal shows an error of its own.',
  },
];

const sessionOver: readonly Signal[] = [
  {
    code: 'session-expired',
    when: { text: /^Your session has ended\b/ },
    message: 'The portal ended our session.',
  },
  {
    code: 'session-expired',
    when: { text: /^You have logged out of the portal\.$/ },
    message: 'The portal signed us out.',
  },
  {
    code: 'session-expired',
    when: { text: /^This page has expired\b/ },
    message: 'The portal says that our page has expired.',
  },
];

export const anywhere: readonly Signal[] = [...trouble, ...sessionOver];

/** Once signed in, the sign-in page means that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  {
    code: 'session-expired',
    when: { text: /^Provider Portal Login$/ },
    message: 'The portal asks us to sign in again.',
  },
];
