/** The list of the practice portal's pages. */
import type { Stage } from '../sessions.ts';
import type { PageDefinition, PageName } from '../site.ts';
import { claimDetail } from './claim-detail.ts';
import { claimResults, claimSearch } from './claim-search.ts';
import { eligibilityResult } from './eligibility-result.ts';
import { eligibility } from './eligibility.ts';
import { home, provider } from './home.ts';
import { passwordExpired, terms, whatsNew } from './interstitials.ts';
import { challenge, password, signIn } from './sign-in.ts';

export const HOME_PATH = signIn.path;
export const LOG_OUT_PATH = '/hcp/provider/Home/LogOut/tabid/136/Default.aspx';

const PAGES: Readonly<Record<PageName, PageDefinition>> = {
  'sign-in': signIn,
  challenge,
  password,
  'password-expired': passwordExpired,
  terms,
  'whats-new': whatsNew,
  provider,
  home,
  eligibility,
  'eligibility-result': eligibilityResult,
  'claim-search': claimSearch,
  'claim-results': claimResults,
  'claim-detail': claimDetail,
};

export const pageNamed = (name: PageName): PageDefinition => PAGES[name];

/** @returns the page at a path for someone at a stage of signing in; the home path shows sign-in until signed in. */
export function pageAt(path: string, stage: Stage): PageDefinition | 'unknown' | 'forbidden' {
  if (path === HOME_PATH) return stage === 'signed-in' ? home : signIn;
  const page = Object.values(PAGES).find((one) => one.path.toLowerCase() === path.toLowerCase());
  if (!page) return 'unknown';
  return page.stage === stage || (page === provider && stage === 'signed-in') ? page : 'forbidden';
}

/** The WebForms module that a page's control ids name. */
export const moduleOf = (page: PageDefinition): string =>
  page.name
    .split('-')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
