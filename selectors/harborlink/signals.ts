/** What Harborlink says in place of what was asked for, in the window or in the frame of a tool. Whole sentences. */
import type { Signal } from '../page.ts';

/** Trouble at any time, signed in or not. */
export const trouble: readonly Signal[] = [
  {
    code: 'login-locked',
    when: { text: /^Your account is locked\. / },
    message: "The portal says that this login is locked. Have the organization's administrator unlock it.",
  },
  {
    code: 'portal-maintenance',
    when: { text: /^Harborlink is undergoing scheduled maintenance\./ },
    message: 'The portal is closed for maintenance.',
  },
  {
    code: 'rate-limited',
    when: { text: /^You have exceeded the number of requests allowed\./ },
    message: 'The portal asks us to slow down.',
  },
  {
    code: 'rate-limited',
    when: { text: /^We detected unusual activity from your account\b/ },
    message: 'The portal limits this login because of unusual activity. Slow this portal down if it comes back.',
  },
  {
    code: 'captcha',
    when: { text: /^Before you continue, show that you are a person\b/ },
    message: 'The portal asks whether we are a robot. Sign in by hand, then resolve this item.',
  },
  {
    code: 'password-expired',
    when: { text: /^Your password has expired\. / },
    message: 'The portal wants a new password. Change it by hand, store the new one, then resolve this item.',
  },
  {
    code: 'terms-to-accept',
    when: { text: /^The Terms of Use have changed\. / },
    message: 'The portal has new terms of use. Someone with authority must read them; then resolve this item.',
  },
  {
    code: 'portal-error',
    when: { text: /^An unexpected error occurred on our side\./ },
    message: 'The portal shows an error of its own.',
  },
  {
    code: 'signed-in-elsewhere',
    when: { text: /^You were signed out because your user ID signed in on another device\.$/ },
    message: 'Somebody else signed in with this login, and the portal ended our session.',
  },
];

const sessionOver: readonly Signal[] = [
  {
    code: 'session-expired',
    when: { text: /^Your session has timed out\. / },
    message: 'The portal ended our session.',
  },
  {
    code: 'session-expired',
    when: { text: /^You are working at an unusual time\. / },
    message: 'The portal wants a new sign-in with a code at this time of day.',
  },
  {
    code: 'session-expired',
    when: { text: /^You have signed out of Harborlink\.$/ },
    message: 'The portal signed us out.',
  },
];

export const anywhere: readonly Signal[] = [...trouble, ...sessionOver];

/** Once signed in, the sign-in page means that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  {
    code: 'session-expired',
    when: { text: /^Welcome to Harborlink$/ },
    message: 'The portal asks us to sign in again.',
  },
];
