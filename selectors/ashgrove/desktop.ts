/** Ashgrove's desktop: a frameset with the menu at the left and the work in the main frame. */
import type { PageFile } from '../page.ts';

export const MAIN = 'main';

export const desktopPage = {
  name: 'ashgrove/desktop',
  path: '/aex/desktop.jsp',
  isHere: [{ css: 'frame[name="main"]', why: 'a frameset has no words of its own' }],
  elements: {},
} as const satisfies PageFile;

export const homePage = {
  name: 'ashgrove/home',
  frame: MAIN,
  isHere: [{ text: /^Submitter Desktop$/ }],
  elements: {},
} as const satisfies PageFile;

export const menuPage = {
  name: 'ashgrove/menu',
  frame: 'menu',
  isHere: [{ css: 'a[href$="logoff.do"]', why: 'the one entry that every menu has, whatever it is called' }],
  elements: {
    eligibility: [
      { role: 'link', name: /^Eligibility Inquiry$/ },
      { css: 'a[href$="elg_inq.jsp"]', why: 'the address outlives the words' },
    ],
    claims: [
      { role: 'link', name: /^Claim Inquiry$/ },
      { css: 'a[href$="clm_inq.jsp"]', why: 'the address outlives the words' },
    ],
  },
} as const satisfies PageFile;
