/** Harborlink's shell: the home page that says signed in, its menu of tools, and what may lie over it. */
import type { PageFile } from '../page.ts';

export const homePage = {
  name: 'harborlink/home',
  path: '/home',
  isHere: [{ role: 'heading', name: /^Harborlink home$/ }],
  elements: {},
} as const satisfies PageFile;

/** The menu, on every page of someone signed in. */
export const menu = {
  name: 'harborlink/menu',
  isHere: [{ role: 'navigation', name: /^Main$/ }],
  elements: {
    eligibility: [{ role: 'link', name: /^Eligibility and Benefits$/ }],
    claims: [{ role: 'link', name: /^Claim Status$/ }],
    remittances: [{ role: 'link', name: /^Remittance Viewer$/ }],
  },
} as const satisfies PageFile;

/** Covers the page in a browser that has not answered it. */
export const cookieBanner = {
  name: 'harborlink/cookies',
  isHere: [{ role: 'button', name: /^Only necessary cookies$/ }],
  elements: { onlyNecessary: [{ role: 'button', name: /^Only necessary cookies$/ }] },
} as const satisfies PageFile;

/** News over the home page. Harmless. */
export const newsDialog = {
  name: 'harborlink/news',
  isHere: [{ role: 'button', name: /^Continue to Harborlink$/ }],
  elements: { goOn: [{ role: 'button', name: /^Continue to Harborlink$/ }] },
} as const satisfies PageFile;
