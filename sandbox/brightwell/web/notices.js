/** Pages that say something other than what was asked for. */
import { h } from './dom.js';

const NOTICES = {
  maintenance: ["We're making improvements", 'The portal is down for scheduled maintenance. Please check back later.'],
  'unusual-activity': [
    'Access limited',
    'We noticed unusual activity from your account and limited your access for now.',
  ],
  captcha: ['Security check', 'Confirm you are human. Select all pictures that show a bridge.'],
  expired: ['Session expired', 'Your session has expired. Sign in again to continue.'],
  superseded: [
    'Signed out',
    'You were signed out because your account signed in on another device. Only one session is allowed at a time.',
  ],
  locked: ['Account locked', 'Your account is locked after too many failed attempts. Call Provider Web Support.'],
  'too-many': ['Slow down', 'Too many requests. Wait a minute, then try again.'],
  error: ['Something went wrong', "We can't complete your request right now. Error 500."],
};

export function noticePage(refusal, app) {
  const [heading, text] = NOTICES[refusal.notice] ?? ['Something went wrong', refusal.message];
  const back = h('button', { class: 'link', type: 'button', onclick: () => app.go('/sign-in') }, 'Back to sign in');
  return [h('h1', {}, heading), h('p', {}, text), back];
}
