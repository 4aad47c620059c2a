/** Ashgrove log-on, and the harmless page of news that may follow it. */
import { beside, onlyButton } from './cells.ts';
import type { PageFile } from '../page.ts';

export const logonPage = {
  name: 'ashgrove/logon',
  path: '/aex/logon.jsp',
  isHere: [{ text: /^Submitter Log On$/ }],
  elements: {
    userId: beside('User ID:', 'input[type="text"]', 'uid'),
    password: beside('Password:', 'input[type="password"]', 'pwd'),
    logOn: onlyButton(/^Log On$/),
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^Logon failed\. The User ID or password is not valid\.$/ },
      message:
        'The portal rejected the User ID or the password. Store the right one, then resolve this item; nothing is tried until then.',
    },
  ],
} as const satisfies PageFile;

export const newsPage = {
  name: 'ashgrove/news',
  isHere: [{ text: /^News for Submitters$/ }],
  elements: { continue: onlyButton(/^Continue$/) },
} as const satisfies PageFile;

/** Shown once for a cookie whose session is over; the next page is the log-on page. */
export const sessionOverPage = {
  name: 'ashgrove/session-over',
  isHere: [{ text: /^Your session has ended\. Please log on again\.$/ }],
  elements: {},
} as const satisfies PageFile;
