/** Ashgrove ERA & Claims Exchange: a clearinghouse of the old kind, with frames and report windows. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { eob } from './remittance.ts';
import { saved } from './saved.ts';
import { isSignedIn, signIn } from './sign-in.ts';

export const ashgrove: Portal = { name: 'ashgrove', signIn, isSignedIn, eob, eligibility, claimStatus, saved };
