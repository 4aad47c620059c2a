/** The settings of who gets into the review app and how: second factors, single sign-on, whether passwords do. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { roleSchema, type Role } from '../domain/permissions.ts';

const optional = z.string().trim().min(1).optional();

/** Part of the environment's schema. */
export const ACCESS_ENVIRONMENT = {
  SECOND_FACTOR_ROLES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((role) => role.trim() || []))
    .pipe(z.array(roleSchema)),
  SSO_ONLY: z.enum(['true', 'false']).default('false'),
  EMERGENCY_ADMINISTRATOR: optional,
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SSO_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => new URL(text).protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(new URL(text).hostname),
      'must be an https address',
    )
    .optional(),
  SSO_CLIENT_ID: optional,
  SSO_CLIENT_SECRET: optional,
  SSO_CLIENT_SECRET_FILE: optional,
  SSO_SCOPES: z.string().trim().default('openid profile email'),
  SSO_TITLE: z.string().trim().max(60).default('your organisation'),
  SSO_NAME_CLAIM: z.string().trim().default('preferred_username'),
  SSO_ROLE_CLAIM: optional,
  /** JSON: a value of the role claim to a role. */
  SSO_ROLES: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return z.record(z.string(), roleSchema).parse(JSON.parse(text));
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'must be JSON such as {"billing":"biller","leads":"supervisor"} with roles of the review app',
        });
        return z.NEVER;
      }
    }),
};

export interface AccessSettings {
  /** Roles that must have a second factor. */
  readonly secondFactorRoles: readonly Role[];
  readonly isPasswordOpen: boolean;
  /** Signs in by password even where nobody else may. */
  readonly emergencyName: string | null;
  readonly singleSignOn: SingleSignOnSettings | null;
}

export interface SingleSignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** To be registered at the identity provider. */
  readonly returnAddress: string;
  readonly title: string;
  readonly nameClaim: string;
  readonly roleClaim: string | null;
  readonly roles: ReadonlyMap<string, Role>;
}

type Value = z.output<z.ZodObject<typeof ACCESS_ENVIRONMENT>>;

/** Settings that only make sense together. */
export function checkAccess(value: Value, context: z.RefinementCtx<Value>): void {
  const wrong = (setting: string, message: string) => context.addIssue({ code: 'custom', path: [setting], message });
  if (value.SSO_ISSUER) {
    if (!value.SSO_CLIENT_ID) wrong('SSO_CLIENT_ID', 'is needed with SSO_ISSUER');
    if (!value.PUBLIC_URL) wrong('PUBLIC_URL', 'is needed with SSO_ISSUER: where browsers reach the review app');
    if (!value.SSO_CLIENT_SECRET && secretIn(value.SSO_CLIENT_SECRET_FILE) === null)
      wrong('SSO_CLIENT_SECRET', 'is needed with SSO_ISSUER, or a readable SSO_CLIENT_SECRET_FILE');
  }
  if (value.SSO_ONLY === 'true' && !(value.SSO_ISSUER && value.EMERGENCY_ADMINISTRATOR))
    wrong(
      'SSO_ONLY',
      'can be true only with SSO_ISSUER and an EMERGENCY_ADMINISTRATOR who gets in when the identity provider does not answer',
    );
  if ((value.SSO_ROLE_CLAIM === undefined) !== (Object.keys(value.SSO_ROLES).length === 0))
    wrong('SSO_ROLES', 'and SSO_ROLE_CLAIM are needed together');
}

export function accessOf(value: Value): AccessSettings {
  return {
    secondFactorRoles: value.SECOND_FACTOR_ROLES,
    isPasswordOpen: value.SSO_ONLY === 'false',
    emergencyName: value.EMERGENCY_ADMINISTRATOR ?? null,
    singleSignOn: value.SSO_ISSUER
      ? {
          issuer: value.SSO_ISSUER,
          clientId: value.SSO_CLIENT_ID ?? '',
          clientSecret: value.SSO_CLIENT_SECRET ?? secretIn(value.SSO_CLIENT_SECRET_FILE) ?? '',
          scopes: value.SSO_SCOPES,
          returnAddress: new URL('/api/v1/sign-in/sso/callback', value.PUBLIC_URL).href,
          title: value.SSO_TITLE,
          nameClaim: value.SSO_NAME_CLAIM,
          roleClaim: value.SSO_ROLE_CLAIM ?? null,
          roles: new Map(Object.entries(value.SSO_ROLES)),
        }
      : null,
  };
}

function secretIn(file: string | undefined): string | null {
  try {
    return file ? readFileSync(file, 'utf8').trim() || null : null;
  } catch {
    return null;
  }
}
