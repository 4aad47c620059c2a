/** Brightwell home: the landmark that says signed in, and for whom. */
import type { PageFile } from '../page.ts';

export const homePage = {
  name: 'brightwell/home',
  path: '/provider',
  isHere: [{ role: 'heading', name: /^Welcome to Brightwell$/ }],
  elements: {
    /** "Larkspur Family Practice | TIN 99-0000000 | NPI 1234567893" */
    currentOrganization: [
      { text: /\| TIN \S+ \| NPI \d+$/ },
      { css: 'header .who', why: 'the only part of the bar that is no button' },
    ],
    signOut: [{ role: 'button', name: /^Sign out$/ }],
  },
} as const satisfies PageFile;

export const signedOutPage = {
  name: 'brightwell/signed-out',
  isHere: [{ text: /^You have signed out of the portal\.$/ }],
  elements: {},
} as const satisfies PageFile;
