/** The list of the practice portal's pages. */
import type { PageDefinition } from '../site.ts';
import { home, logOut, passwordExpired, terms, whatsNew } from './after-code.ts';
import { chooseBeneficiary, submitted } from './beneficiary.ts';
import { claimDetail, remittance } from './claim-detail.ts';
import { claimList, claimSearch } from './claims.ts';
import { eligibility, eligibilityTabs } from './eligibility.ts';
import { code, delivery, signIn } from './sign-in.ts';

const PAGES: readonly PageDefinition[] = [
  signIn,
  delivery,
  code,
  passwordExpired,
  terms,
  whatsNew,
  home,
  eligibility,
  submitted,
  chooseBeneficiary,
  ...eligibilityTabs,
  claimSearch,
  claimList,
  claimDetail,
  remittance,
  logOut,
];

export const pageAt = (path: string): PageDefinition | undefined => PAGES.find((page) => page.path === path);
