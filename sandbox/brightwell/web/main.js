/** The application: where one is, who one is, and which page that shows. */
import { ask, Refusal, session } from './api.js';
import { alertOf, card, h, loading } from './dom.js';
import { noticePage } from './notices.js';
import { claimDetail, claimResults, claimSearch } from './pages/claims.js';
import { coverage, memberMatches, memberSearch } from './pages/members.js';
import { documents } from './pages/documents.js';
import { home, news, organization, passwordExpired, signIn, terms } from './pages/entry.js';
import { passkey } from './pages/passkey.js';
import { ui } from './words.js';

const ROUTES = {
  '/sign-in': { page: 'sign-in', draw: signIn },
  '/passkey': { page: 'sign-in', draw: passkey },
  '/whats-new': { page: 'sign-in', draw: news },
  '/terms': { page: 'sign-in', draw: terms },
  '/password': { page: 'sign-in', draw: passwordExpired },
  '/select-organization': { page: 'organization', draw: organization },
  '/provider': { page: 'home', draw: home },
  '/provider/eligibility': { page: 'member-search', draw: memberSearch },
  '/provider/eligibility/matches': { page: null, draw: memberMatches },
  '/provider/eligibility/coverage': { page: null, draw: coverage },
  '/provider/claims': { page: 'claim-search', draw: claimSearch },
  '/provider/claims/results': { page: null, draw: claimResults },
  '/provider/claims/detail': { page: null, draw: claimDetail },
  '/provider/documents': { page: 'documents', draw: documents },
};
const STAGES = {
  'signed-out': '/sign-in',
  passkey: '/passkey',
  'password-expired': '/password',
  terms: '/terms',
  'whats-new': '/whats-new',
  organization: '/select-organization',
};
const MENU = [
  ['Home', '/provider'],
  ['Eligibility', '/provider/eligibility'],
  ['Claims', '/provider/claims'],
  ['Documents', '/provider/documents'],
];

const root = document.body.firstElementChild;
let who = null;

const show = (...content) => {
  const words = ui.isRedesigned()
    ? [
        h('p', {}, 'Welcome to your new experience. Everything has moved.'),
        h('p', {}, 'Take the tour to find it again.'),
      ]
    : content;
  root.replaceChildren(h('bw-shell', {}, header(), h('main', {}, ...words)));
};

function header() {
  const working = who?.organization;
  const menu = MENU.map(([name, path]) => h('button', { type: 'button', onclick: () => app.go(path) }, name));
  const leave = h('button', { type: 'button', onclick: () => app.leave() }, 'Sign out');
  const whom = working ? `${working.name} | TIN ${working.tin} | NPI ${working.npi}` : '';
  return h(
    'header',
    {},
    h('strong', {}, 'Brightwell'),
    ...(working ? [...menu, leave, h('span', { class: 'who' }, whom)] : []),
  );
}

/** What pages are given. */
const app = {
  /** Goes to a page of the application without loading a document. */
  go: (path, state = null) => {
    history.pushState(null, '', path);
    return enter(path, state);
  },
  show,
  /** Shows what was refused: a page of its own, or a message above the form that was sent. */
  refuse: (error, messages) => {
    if (!(error instanceof Refusal)) throw error;
    if (error.notice === 'message' && messages) return messages.replaceChildren(alertOf(error.message));
    if (['expired', 'superseded', 'locked'].includes(error.notice)) {
      session.end();
      who = null;
    }
    return show(card(...noticePage(error, app)));
  },
  leave: async () => {
    await ask('sign-out').catch(() => null);
    session.end();
    who = null;
    show(card(h('h1', {}, 'Signed out'), h('p', {}, 'You have signed out of the portal.')));
  },
};

async function enter(path, state) {
  const route = ROUTES[path];
  if (!route) return app.go('/provider');
  try {
    if (route.page !== null) {
      show(loading());
      who = await ask('guard', { page: route.page });
      const wanted = STAGES[who.stage];
      if (wanted && wanted !== path) return await app.go(wanted);
      if (!wanted && Object.values(STAGES).includes(path) && path !== STAGES.organization)
        return await app.go('/provider');
    } else if (state === null) return await app.go(path.split('/').slice(0, 3).join('/'));
    return await route.draw(app, state, who);
  } catch (error) {
    return app.refuse(error, null);
  }
}

window.addEventListener('popstate', () => void enter(location.pathname, null));
await enter(location.pathname, null);
