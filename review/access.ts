/** The office's rules of who gets in and how. */
import type { Role } from '../domain/permissions.ts';
import type { IdentityProvider } from '../adapters/identity-provider.ts';

export interface AccessRules {
  /** Roles that must have a second factor: without one they set it up before anything else. */
  readonly secondFactorRoles: readonly Role[];
  /** Whether everybody may sign in by password; else only `emergencyName` may. */
  readonly isPasswordOpen: boolean;
  /** The administrator who signs in by password when single sign-on does not work. */
  readonly emergencyName: string | null;
  readonly singleSignOn: SingleSignOn | null;
}

export interface SingleSignOn {
  readonly provider: IdentityProvider;
  /** On the button: `Sign in with ...`. */
  readonly title: string;
  /** The claim that is a person's name here. */
  readonly nameClaim: string;
  /** The claim whose values give a role; null: only people who were added get in. */
  readonly roleClaim: string | null;
  /** Which value of that claim is which role. */
  readonly roles: ReadonlyMap<string, Role>;
}

export const OPEN_ACCESS: AccessRules = {
  secondFactorRoles: [],
  isPasswordOpen: true,
  emergencyName: null,
  singleSignOn: null,
};
