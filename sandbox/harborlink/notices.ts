/** What Harborlink says in place of what was asked for: in the window, in the frame of a tool, or to a page's script. */
import { esc } from '../page-text.ts';
import type { NoticeModel } from './model.ts';

export type Notice =
  | 'maintenance'
  | 'down'
  | 'rate-limit'
  | 'unusual-activity'
  | 'captcha'
  | 'session-ended'
  | 'kicked'
  | 'signed-out'
  | 'verify-again';

export const NOTICES: Readonly<Record<Notice, NoticeModel & { readonly status: number }>> = {
  maintenance: {
    heading: 'We will be right back',
    text: 'Harborlink is undergoing scheduled maintenance. Please try again after 6:00 AM Eastern.',
    status: 200,
  },
  down: { heading: 'Something went wrong', text: 'An unexpected error occurred on our side. Error 500.', status: 500 },
  'rate-limit': {
    heading: 'Too many requests',
    text: 'You have exceeded the number of requests allowed. Wait a minute and try again.',
    status: 429,
  },
  'unusual-activity': {
    heading: 'Unusual activity',
    text: 'We detected unusual activity from your account and have limited it for now. Try again later.',
    status: 200,
  },
  captcha: {
    heading: 'Security check',
    text: 'Before you continue, show that you are a person: choose every picture with a boat.',
    status: 200,
  },
  'session-ended': {
    heading: 'Session timed out',
    text: 'Your session has timed out. Sign in again to continue.',
    status: 401,
  },
  kicked: {
    heading: 'Signed out',
    text: 'You were signed out because your user ID signed in on another device.',
    status: 401,
  },
  'signed-out': { heading: 'Signed out', text: 'You have signed out of Harborlink.', status: 200 },
  'verify-again': {
    heading: 'Verify that it is you',
    text: 'You are working at an unusual time. Sign in again with a verification code to continue.',
    status: 403,
  },
};

/** The same words as a document of its own. */
export const noticeDocument = ({ heading, text }: NoticeModel): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harborlink</title><link rel="icon" href="data:,">
<style>body{font:15px/1.5 system-ui,sans-serif;margin:48px;color:#14323d}</style></head>
<body><main class="notice"><h1>${esc(heading)}</h1><p>${esc(text)}</p></main></body></html>`;
