/** Log-on, and what may stand between the password and the desktop. */
import type { PortalFaults } from '../../faults.ts';
import type { Session, Stage } from '../sessions.ts';
import { document, FONT } from '../paper.ts';
import {
  alarm,
  type Answer,
  box,
  button,
  type Call,
  formRow,
  heading,
  type PageDefinition,
  sessionOf,
} from '../site.ts';

export const LOGON_PATH = '/aex/logon.jsp';
export const DESKTOP_PATH = '/aex/desktop.jsp';

export const STAGE_PATHS: Readonly<Record<Stage, string>> = {
  'password-change': '/aex/pwchange.jsp',
  terms: '/aex/agreement.jsp',
  news: '/aex/news.jsp',
  on: DESKTOP_PATH,
};

const logonPage = (call: Call, error: string): Answer => ({
  html: document(
    'Ashgrove ERA & Claims Exchange',
    `<table border="0" width="500" align="center"><tr><td>${heading(call, 'Submitter Log On')}${alarm(error)}
<form method="post" action="/aex/logon.do"><table border="0">
${formRow(call, 'User ID:', box(call, 'uid'))}
${formRow(call, 'Password:', box(call, 'pwd', 20, 'password'))}
<tr><td></td><td>${button(call, 'Log On')}</td></tr></table></form>
<p>${FONT}A practice site: all people and claims are invented. See the <a href="/terms">terms</a>.</font></p></td></tr></table>`,
  ),
});

export const logon: PageDefinition = { name: 'logon', isPublic: true, answer: (call) => logonPage(call, '') };

export const logonSubmit: PageDefinition = {
  name: 'logon',
  isPublic: true,
  answer: (call) => {
    const { site, faults, field } = call;
    const account = site.accounts.find(field('uid'));
    if (!field('uid') || !field('pwd')) return logonPage(call, 'Enter your User ID and password.');
    site.counters.passwordSubmits += 1;
    if (!account) return logonPage(call, 'Logon failed. The User ID or password is not valid.');
    if (faults.lockedOut) return { notice: 'revoked' };
    const said = site.accounts.check(account, field('pwd'));
    if (said === 'revoked') return { notice: 'revoked' };
    if (said === 'wrong') return logonPage(call, 'Logon failed. The User ID or password is not valid.');
    const session = site.sessions.open(account.username, account.providerNpi);
    session.stage = stageAfterPassword(faults);
    site.counters.signIns += 1;
    site.counters.maxLiveSessions = Math.max(site.counters.maxLiveSessions, site.sessions.most());
    return { redirect: STAGE_PATHS[session.stage], cookie: session.id };
  },
};

function stageAfterPassword({ passwordExpired, termsPage, whatsNew }: PortalFaults): Stage {
  if (passwordExpired) return 'password-change';
  if (termsPage) return 'terms';
  return whatsNew ? 'news' : 'on';
}

const advance = (session: Session, faults: PortalFaults): Answer => {
  session.stage = session.stage === 'terms' && faults.whatsNew ? 'news' : 'on';
  return { redirect: STAGE_PATHS[session.stage] };
};

export const passwordChange: PageDefinition = {
  name: 'pwchange',
  answer: (call) => ({
    html: document(
      'Ashgrove - Password',
      `${heading(call, 'Password Change')}<p>${FONT}Your password has expired. Choose a new one to continue.</font></p>
<form method="post" action="/aex/pwchange.jsp"><table border="0">${formRow(call, 'New Password:', box(call, 'npwd', 20, 'password'))}</table>${button(call, 'Change')}</form>`,
    ),
  }),
};

export const agreement: PageDefinition = {
  name: 'agreement',
  answer: (call) =>
    call.field('agree')
      ? advance(sessionOf(call), call.faults)
      : {
          html: document(
            'Ashgrove - Agreement',
            `${heading(call, 'Submitter Agreement')}<p>${FONT}The submitter agreement has changed. It must be accepted to continue.</font></p>
<form method="post" action="/aex/agreement.jsp"><input type="hidden" name="agree" value="1">${button(call, 'I Accept')}</form>`,
          ),
        },
};

export const news: PageDefinition = {
  name: 'news',
  answer: (call) =>
    call.field('read')
      ? advance(sessionOf(call), call.faults)
      : {
          html: document(
            'Ashgrove - News',
            `${heading(call, 'News for Submitters')}<p>${FONT}Remittances are now kept for 24 months.</font></p>
<form method="post" action="/aex/news.jsp"><input type="hidden" name="read" value="1">${button(call, 'Continue')}</form>`,
          ),
        },
};

export const logoff: PageDefinition = {
  name: 'logoff',
  answer: (call) => {
    call.site.sessions.end(sessionOf(call), 'logged-off');
    return { notice: 'logged-off' };
  },
};

export const terms: PageDefinition = {
  name: 'terms',
  isPublic: true,
  answer: (call) => ({
    html: document(
      'Ashgrove - Terms',
      `${heading(call, 'Terms of Use')}<p>${FONT}This is a practice site. Automated use is allowed.</font></p>`,
    ),
  }),
};
