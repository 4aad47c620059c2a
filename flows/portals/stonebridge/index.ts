/** Stonebridge Medicare portal: Medicare-contractor style; must be left by Log Out. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { eob } from './eob.ts';
import { saved } from './saved.ts';
import { isSignedIn, signIn, signOut } from './sign-in.ts';

export const stonebridge: Portal = {
  name: 'stonebridge',
  signIn,
  isSignedIn,
  signOut,
  eligibility,
  claimStatus,
  eob,
  saved,
};
