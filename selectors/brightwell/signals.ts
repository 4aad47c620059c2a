/** What any page of Brightwell may say in place of what was asked for. Whole lines, so that a notice about it is none. */
import type { Signal } from '../page.ts';

/** Trouble at any time, signed in or not. */
export const anywhere: readonly Signal[] = [
  {
    code: 'signed-in-elsewhere',
    when: { text: /^You were signed out because your account signed in on another device\b/ },
    message:
      'Somebody else signed in with this login, and the portal ended our session. It is left to them for a while.',
  },
  {
    code: 'session-expired',
    when: { text: /^Your session has expired\b/ },
    message: 'The portal ended our session.',
  },
  {
    code: 'login-locked',
    when: { text: /^Your account is locked after too many failed attempts\b/ },
    message: 'The portal says that this login is locked. Have Provider Web Support unlock it, then resolve this item.',
  },
  {
    code: 'portal-maintenance',
    when: { text: /^The portal is down for scheduled maintenance\b/ },
    message: 'The portal is closed for maintenance.',
  },
  {
    code: 'rate-limited',
    when: { text: /^Too many requests\. Wait\b/ },
    message: 'The portal asks us to slow down.',
  },
  {
    code: 'rate-limited',
    when: { text: /^We noticed unusual activity from your account\b/ },
    message: 'The portal limits this login because of unusual activity. Slow this portal down if it comes back.',
  },
  {
    code: 'captcha',
    when: { text: /^Confirm you are human\b/ },
    message: 'The portal asks whether we are a robot. Sign in by hand, then resolve this item.',
  },
  {
    code: 'password-expired',
    when: { text: /^Your password has expired\b/ },
    message: 'The portal wants a new password. Change it by hand, store the new one, then resolve this item.',
  },
  {
    code: 'terms-to-accept',
    when: { text: /^Our terms of use have changed\b/ },
    message: 'The portal has new terms of use. Someone with authority must read them; then resolve this item.',
  },
  {
    code: 'portal-error',
    when: { text: /^We can't complete your request right now\b/ },
    message: 'The portal shows an error of its own.',
  },
];

/** Once signed in, the sign-in page means that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  {
    code: 'session-expired',
    when: { text: /^Sign in to Brightwell$/ },
    message: 'The portal asks us to sign in again.',
  },
];
