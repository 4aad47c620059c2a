/** Northfield Medicaid provider portal: state-Medicaid style WebForms. */
import type { Portal } from '../../portal.ts';
import { claimStatus } from './claim-status.ts';
import { eligibility } from './eligibility.ts';
import { saved } from './saved.ts';
import { isSignedIn, signIn } from './sign-in.ts';

export const northfield: Portal = { name: 'northfield', signIn, isSignedIn, eligibility, claimStatus, saved };
