/** Pages that say something other than what was asked for; none has a form. */
import type { Notice, View } from './site.ts';

export type FaultNotice = 'maintenance' | 'down' | 'rate-limit' | 'unusual-activity' | 'captcha';

interface NoticeText {
  readonly title: string;
  readonly text: string;
  readonly status?: number;
}

const NOTICES: Readonly<Record<Notice | FaultNotice, NoticeText>> = {
  'timed-out': {
    title: 'Session Timed Out',
    text: 'Your session has timed out after 15 minutes without activity. Log in again.',
  },
  'logged-out': { title: 'Logged Out', text: 'You have successfully logged out of the portal.' },
  locked: {
    title: 'Account Locked',
    text: 'Your account has been locked. Contact your Provider Administrator or the help desk to have it unlocked.',
  },
  concurrent: {
    title: 'Concurrent Session',
    text: 'This user ID is already logged in, or the last session was closed without Log Out. Try again in 15 minutes.',
  },
  kicked: {
    title: 'Session Ended',
    text: 'Your session was ended because this user ID logged in from another location.',
  },
  twice: { title: 'Duplicate Submission', text: 'This form was submitted twice, so the inquiry was cancelled.' },
  maintenance: {
    title: 'Portal Maintenance',
    text: 'The portal is not available because of system maintenance. Please come back later.',
  },
  down: { title: 'Internal Server Error', text: 'The request could not be processed.', status: 500 },
  'rate-limit': { title: 'Too Many Inquiries', text: 'Too many inquiries were sent. Slow down.', status: 429 },
  'unusual-activity': {
    title: 'Access Limited',
    text: 'Unusual activity was detected for this user ID. Inquiries are limited for some time.',
  },
  captcha: { title: 'Security Verification', text: 'To show that you are not a robot, type the text in the picture.' },
};

export function noticeView(notice: Notice | FaultNotice): { view: View; status: number } {
  const { title, text, status = 200 } = NOTICES[notice];
  const picture =
    notice === 'captcha' ? '<img src="data:," alt="Text in a picture"><input type="text" aria-label="Text">' : '';
  return {
    status,
    view: { title, body: `<p>${text}</p>${picture}<p><a href="/portal/login">Go to the log in page</a></p>` },
  };
}

/** What a page looks like after a redesign that nobody announced: no known heading, label or id is left. */
export const redesigned = (): View => ({
  title: 'The new Stonebridge experience',
  body: '<section><p>Ask me anything about your beneficiaries.</p><input placeholder="Start typing"><button type="button">Go</button></section>',
});
