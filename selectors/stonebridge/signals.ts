/** What any page of Stonebridge may say in place of what was asked for. Whole lines, so that a notice about it is none. */
import type { Signal } from '../page.ts';

/** Trouble at any time, signed in or not. */
export const trouble: readonly Signal[] = [
  {
    code: 'login-locked',
    when: { text: /^Your account has been locked\b/ },
    message: 'The portal says that this login is locked. Have it unlocked by the help desk, then resolve this item.',
  },
  {
    code: 'signed-in-elsewhere',
    when: { text: /^This user ID is already logged in, or the last session was closed without Log Out\b/ },
    message: 'The portal has a session of this login that was not logged out. It takes the login again in 15 minutes.',
  },
  {
    code: 'signed-in-elsewhere',
    when: { text: /^Your session was ended because this user ID logged in from another location\b/ },
    message: 'Somebody signed in with this login elsewhere.',
  },
  {
    code: 'portal-maintenance',
    when: { text: /^The portal is not available because of system maintenance\b/ },
    message: 'The portal is closed for maintenance.',
  },
  {
    code: 'rate-limited',
    when: { text: /^Too many inquiries were sent\b/ },
    message: 'The portal asks us to slow down.',
  },
  {
    code: 'rate-limited',
    when: { text: /^Unusual activity was detected for this user ID\b/ },
    message: 'The portal limits this login because of unusual activity. Slow this portal down if it comes back.',
  },
  {
    code: 'captcha',
    when: { text: /^To show that you are not a robot\b/ },
    message: 'The portal asks whether we are a robot. Sign in by hand, then resolve this item.',
  },
  {
    code: 'password-expired',
    when: { text: /^Your password has expired\b/ },
    message: 'The portal wants a new password. Change it by hand, store the new one, then resolve this item.',
  },
  {
    code: 'terms-to-accept',
    when: { text: /^You must review and accept the terms of use\b/ },
    message: 'The portal has terms of use to accept. Someone with authority must read them; then resolve this item.',
  },
  {
    code: 'portal-error',
    when: { text: /^This form was submitted twice\b/ },
    message: 'The portal cancelled our inquiry because it came twice.',
  },
];

const timedOut: Signal = {
  code: 'session-expired',
  when: { text: /^Your session has timed out\b/ },
  message: 'The portal ended our session.',
};

export const anywhere: readonly Signal[] = [...trouble, timedOut];

/** Once signed in, the sign-in page and the log-out page mean that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  {
    code: 'session-expired',
    when: { text: /^Log In to the Portal$/ },
    message: 'The portal asks us to sign in again.',
  },
  {
    code: 'session-expired',
    when: { text: /^You have successfully logged out\b/ },
    message: 'The portal signed us out.',
  },
];
