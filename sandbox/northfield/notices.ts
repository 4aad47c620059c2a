/** Pages that say something other than what was asked for; none has a form. */
import { type Frame, renderPage } from './layout.ts';
import type { Notice } from './site.ts';

export type FaultNotice = 'maintenance' | 'down' | 'rate-limit' | 'unusual-activity' | 'captcha';

interface NoticeText {
  readonly heading: string;
  readonly text: string;
  readonly status: number;
}

const NOTICES: Readonly<Record<Notice | FaultNotice, NoticeText>> = {
  'session-ended': {
    heading: 'Session Ended',
    text: 'Your session has ended because there was no activity for some time. Please log in again.',
    status: 200,
  },
  'signed-out': { heading: 'Logged Out', text: 'You have logged out of the portal.', status: 200 },
  locked: {
    heading: 'Account Locked',
    text: 'Your account is locked after too many incorrect attempts. Call the Provider Help Desk to have it unlocked.',
    status: 200,
  },
  'page-expired': {
    heading: 'Page Expired',
    text: 'This page has expired. Do not use the Back button of your browser; choose from the menu instead.',
    status: 200,
  },
  'used-elsewhere': {
    heading: 'Session Closed',
    text: 'Your User ID was used to log in from another computer, so this session was closed.',
    status: 200,
  },
  maintenance: {
    heading: 'Scheduled Maintenance',
    text: 'The portal is unavailable while scheduled maintenance is performed. Please try again in 2 hours.',
    status: 200,
  },
  down: {
    heading: "Server Error in '/' Application.",
    text: 'Runtime Error. An application error occurred on the server.',
    status: 500,
  },
  'rate-limit': {
    heading: 'Too Many Requests',
    text: 'You have sent too many requests. Please wait 60 seconds.',
    status: 429,
  },
  'unusual-activity': {
    heading: 'Unusual Activity',
    text: 'We have noticed unusual activity on your account. Access is limited for now. Please try again later.',
    status: 200,
  },
  captcha: {
    heading: 'Security Check',
    text: 'Please confirm that you are not a robot. Type the characters that you see in the picture.',
    status: 200,
  },
};

export function renderNotice(
  notice: Notice | FaultNotice,
  signedInAs: Frame['signedInAs'],
): { html: string; status: number } {
  const { heading, text, status } = NOTICES[notice];
  const extra =
    notice === 'captcha' ? '<img src="data:," alt="Security picture"><input type="text" aria-label="Characters">' : '';
  const body = `<p class="notice">${text}</p>${extra}<p><a href="/hcp/provider/Home/tabid/135/Default.aspx">Return to Home</a></p>`;
  return { html: renderPage({ title: heading, view: { heading, body }, errors: [], form: null, signedInAs }), status };
}
