/** Pages that say something other than what was asked for. */
import type { PortalFaults } from '../faults.ts';
import type { Ending } from './sessions.ts';
import { document, FONT } from './paper.ts';

const NOTICES = {
  'idle-session': { title: 'Session Ended', text: 'Your session has ended. Please log on again.', status: 200 },
  'logged-off': { title: 'Logged Off', text: 'You have logged off. Thank you for using the Exchange.', status: 200 },
  'used-elsewhere': {
    title: 'Session Closed',
    text: 'This User ID has logged on from another workstation. This session was closed.',
    status: 200,
  },
  revoked: {
    title: 'User ID Revoked',
    text: 'This User ID has been revoked. Call the Exchange Help Desk to have it restored.',
    status: 200,
  },
  maintenance: {
    title: 'System Unavailable',
    text: 'The Exchange is down for its weekly maintenance window. Please come back later.',
    status: 200,
  },
  down: { title: 'Error 500', text: 'Error 500: javax.servlet.ServletException in the Exchange.', status: 500 },
  'rate-limit': { title: 'Busy', text: 'Too many transactions from this User ID. Wait 60 seconds.', status: 429 },
  'unusual-activity': {
    title: 'Access Limited',
    text: 'Unusual activity was noticed for this User ID. Access is limited for now.',
    status: 200,
  },
  captcha: { title: 'Verification', text: 'Type the characters shown to prove that you are a person.', status: 200 },
  expired: { title: 'Report Expired', text: 'This report is no longer available. Run the inquiry again.', status: 200 },
} as const;
export type NoticeName = keyof typeof NOTICES;

export function renderNotice(name: NoticeName): { html: string; status: number } {
  const { title, text, status } = NOTICES[name];
  const extra = name === 'captcha' ? '<p><img src="data:," alt="characters"> <input type="text" name="chars"></p>' : '';
  const content = `<p>${FONT}${text}</font></p>${extra}<p>${FONT}<a href="/aex/logon.jsp" target="_top">Log on</a></font></p>`;
  return { html: document(`Ashgrove - ${title}`, content), status };
}

export const noticeOfEnding = (ending: Ending): NoticeName => {
  if (ending === 'kicked') return 'used-elsewhere';
  return ending === 'logged-off' ? 'logged-off' : 'idle-session';
};

/** The faults that stand in place of any page, the gravest first. */
export const BLOCKING: readonly (readonly [
  keyof PortalFaults & ('down' | 'rateLimit' | 'maintenance' | 'unusualActivity' | 'captcha'),
  NoticeName,
])[] = [
  ['down', 'down'],
  ['rateLimit', 'rate-limit'],
  ['maintenance', 'maintenance'],
  ['unusualActivity', 'unusual-activity'],
  ['captcha', 'captcha'],
];
