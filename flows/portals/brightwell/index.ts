/** Brightwell provider portal: a big insurer's single page application. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { eob } from './eob.ts';
import { saved } from './saved.ts';
import { isSignedIn, signIn, signOut } from './sign-in.ts';

export const brightwell: Portal = {
  name: 'brightwell',
  signIn,
  isSignedIn,
  signOut,
  eob,
  eligibility,
  claimStatus,
  saved,
};
