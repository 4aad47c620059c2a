/** What any page of Ashgrove may say in place of what was asked for. Whole lines. */
import type { Signal } from '../page.ts';

/** Trouble at any time, logged on or not. */
export const trouble: readonly Signal[] = [
  {
    code: 'login-locked',
    when: { text: /^This User ID has been revoked\b/ },
    message: 'The portal says that this User ID is revoked. Have its Help Desk restore it, then resolve this item.',
  },
  {
    code: 'signed-in-elsewhere',
    when: { text: /^This User ID has logged on from another workstation\b/ },
    message: 'Somebody signed in with this User ID elsewhere, which ended our session.',
  },
  {
    code: 'portal-maintenance',
    when: { text: /^The Exchange is down for its weekly maintenance window\b/ },
    message: 'The portal is closed for maintenance.',
  },
  {
    code: 'rate-limited',
    when: { text: /^Too many transactions from this User ID\b/ },
    message: 'The portal asks us to slow down.',
  },
  {
    code: 'rate-limited',
    when: { text: /^Unusual activity was noticed for this User ID\b/ },
    message: 'The portal limits this login because of unusual activity. Slow this portal down if it comes back.',
  },
  {
    code: 'captcha',
    when: { text: /^Type the characters shown to prove that you are a person\b/ },
    message: 'The portal asks whether we are a robot. Log on by hand, then resolve this item.',
  },
  {
    code: 'password-expired',
    when: { text: /^Your password has expired\b/ },
    message: 'The portal wants a new password. Change it by hand, store the new one, then resolve this item.',
  },
  {
    code: 'terms-to-accept',
    when: { text: /^The submitter agreement has changed\b/ },
    message: 'The portal has a new agreement. Someone with authority must read it; then resolve this item.',
  },
  {
    code: 'portal-error',
    when: { text: /^Error 500: / },
    message: 'The portal shows an error of its own.',
  },
  {
    code: 'portal-error',
    when: { text: /^This report is no longer available\b/ },
    message: 'The portal lost the report that we had just opened.',
  },
];

const sessionOver: readonly Signal[] = [
  {
    code: 'session-expired',
    when: { text: /^Your session has ended\. Please log on again\.$/ },
    message: 'The portal ended our session.',
  },
  {
    code: 'session-expired',
    when: { text: /^You have logged off\./ },
    message: 'The portal logged us off.',
  },
];

export const anywhere: readonly Signal[] = [...trouble, ...sessionOver];

/** Once logged on, the log-on page means that the session is gone. */
export const whileSignedIn: readonly Signal[] = [
  ...anywhere,
  {
    code: 'session-expired',
    when: { text: /^Submitter Log On$/ },
    message: 'The portal asks us to log on again.',
  },
];
