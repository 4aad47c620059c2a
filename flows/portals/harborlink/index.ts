/** Harborlink Provider Exchange: a clearinghouse of many payers, its tools in a frame of a shell. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { eob } from './eob.ts';
import { saved } from './saved.ts';
import { isSignedIn, signIn } from './sign-in.ts';

export const harborlink: Portal = { name: 'harborlink', signIn, isSignedIn, eligibility, claimStatus, eob, saved };
