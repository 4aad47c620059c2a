/** The frameset: banner above, menu at the left, the work in the main frame. */
import { document, FONT } from '../paper.ts';
import { heading, type PageDefinition, sessionOf, word } from '../site.ts';

export const desktop: PageDefinition = {
  name: 'desktop',
  answer: () => ({
    html: `<html><head><title>Ashgrove ERA &amp; Claims Exchange</title><link rel="icon" href="data:,"></head>
<frameset rows="48,*" border="0"><frame name="banner" src="/aex/banner.jsp" scrolling="no" noresize>
<frameset cols="170,*" border="0"><frame name="menu" src="/aex/menu.jsp" noresize><frame name="main" src="/aex/home.jsp"></frameset>
<noframes><body>This site needs a browser with frames.</body></noframes></frameset></html>`,
  }),
};

export const banner: PageDefinition = {
  name: 'banner',
  isDecoration: true,
  answer: () => ({
    html: `<html><body bgcolor="#003366" text="#FFFFFF"><font face="Arial" size="4"><b>Ashgrove ERA &amp; Claims Exchange</b></font> <font size="1">(practice)</font></body></html>`,
  }),
};

const MENU = [
  ['Eligibility Inquiry', '/aex/elg_inq.jsp', 'main'],
  ['Claim Inquiry', '/aex/clm_inq.jsp', 'main'],
  ['Log Off', '/aex/logoff.do', '_top'],
] as const;

export const menu: PageDefinition = {
  name: 'menu',
  isDecoration: true,
  answer: (call) => ({
    html: `<html><body bgcolor="#DDE6EE"><table border="0">${MENU.map(
      ([text, path, target]) =>
        `<tr><td>${FONT}<a href="${path}" target="${target}">${word(call, text)}</a></font></td></tr>`,
    ).join('\n')}</table></body></html>`,
  }),
};

export const home: PageDefinition = {
  name: 'home',
  answer: (call) => ({
    html: document(
      'Home',
      `${heading(call, 'Submitter Desktop')}<p>${FONT}Logged on as ${sessionOf(call).username}. Choose from the menu.</font></p>`,
    ),
  }),
};
