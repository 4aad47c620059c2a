/** A login: one credential on one portal, the thing that can be locked out. */
import { z } from 'zod';

export const credentialsSchema = z.object({
  username: z.string().min(1),
  password: z.string().min(1),
  /** Challenge question, as the portal prints it, to its answer. */
  answers: z.record(z.string(), z.string()).default({}),
  /** The authenticator's secret in base 32, or the whole otpauth:// address. */
  totpSecret: z.string().min(1).optional(),
  backupCodes: z.array(z.string().min(1)).optional(),
  /** What answers a portal that asks for a passkey: made at the portal by "claimwright login passkey". All bytes in base 64. */
  passkey: z
    .object({
      /** The portal that it is good for, as the portal names itself: a domain. */
      rpId: z.string().min(1),
      credentialId: z.base64().min(1),
      /** Who it signs in; null where the portal names the credential when it asks. */
      userHandle: z.base64().min(1).nullable(),
      /** ECDSA P-256, PKCS#8. */
      privateKey: z.base64().min(1),
      /** How often it had signed when it was kept; uses since then are counted in the login's row. */
      signCount: z.int().nonnegative(),
    })
    .optional(),
  /** The practice's own mailbox that the portal mails codes to. */
  mailbox: z
    .object({
      host: z.string().min(1),
      port: z.number().int().positive(),
      isTls: z.boolean(),
      user: z.string().min(1),
      password: z.string().min(1),
      /** Who the portal's mails come from, as in their From line; any part of it. */
      from: z.string().min(1),
    })
    .optional(),
});
export type Credentials = z.infer<typeof credentialsSchema>;
export type Passkey = NonNullable<Credentials['passkey']>;

const { shape } = credentialsSchema;
/** What changes of a login's credentials; what is not named stays as it is, null takes it out. */
export const credentialChangesSchema = z.strictObject({
  username: shape.username.optional(),
  password: shape.password.optional(),
  answers: z.record(z.string(), z.string()).optional(),
  totpSecret: z.string().min(1).nullable().optional(),
  backupCodes: z.array(z.string().min(1)).nullable().optional(),
  passkey: shape.passkey.nullable().optional(),
  mailbox: shape.mailbox.nullable().optional(),
});
export type CredentialChanges = z.infer<typeof credentialChangesSchema>;

/** What a login signs in with, told without any of it. */
export interface SignInMeans {
  /** Challenge questions with an answer. */
  readonly answers: number;
  readonly hasTotp: boolean;
  /** Those that were given; some may be spent. */
  readonly backupCodes: number;
  readonly hasPasskey: boolean;
  readonly hasMailbox: boolean;
}

export interface Login {
  readonly id: string;
  readonly portal: string;
  readonly label: string;
  readonly providerNpi: string | null;
  readonly pausedCode: string | null;
  readonly rejectedSubmits: number;
  readonly unseenSubmits: number;
  readonly submitBudget: number;
  readonly signIns: number;
  /** Passwords that the portal rejected since it last let this login in, over all its secrets. */
  readonly portalRejections: number;
  /** When its secret was given, its user confirmed by the portal, and the portal last let it in. */
  readonly secretAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly usedAt: Date | null;
}

/** Every text of the credentials that no screenshot, log or message may show. */
export const secretTexts = (credentials: Credentials): string[] => [
  credentials.password,
  ...Object.values(credentials.answers),
  ...(credentials.totpSecret ? [credentials.totpSecret] : []),
  ...(credentials.backupCodes ?? []),
  ...(credentials.passkey ? [credentials.passkey.privateKey] : []),
  ...(credentials.mailbox ? [credentials.mailbox.password] : []),
];
