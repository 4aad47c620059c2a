/** What the API takes and gives where people sign in, look after their own account, and are administered. */
import { z } from 'zod';
import { roleSchema } from '../../domain/permissions.ts';

const id = z.uuid();
const time = z.iso.datetime();
const count = z.number().int().min(0);
const password = z.string().min(1).max(500);

/** A half signed-in browser: the code comes next. */
export const nextStepSchema = z.object({ next: z.literal('second-factor') });
export type NextStep = z.infer<typeof nextStepSchema>;

/** Six digits of the authenticator, or a recovery code. */
export const codeGivenSchema = z.object({ code: z.string().trim().min(6).max(30) });

export const waysSchema = z.object({
  /** False: by single sign-on; a password is for the emergency administrator. */
  isPasswordOpen: z.boolean(),
  singleSignOn: z.object({ title: z.string() }).nullable(),
});
export type Ways = z.infer<typeof waysSchema>;

/** An address of this app to come back to. */
export const leaveQuerySchema = z.object({
  to: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[^\\\s]*$/)
    .default('/'),
});

const sessionRowSchema = z.object({
  id,
  device: z.string(),
  address: z.string(),
  by: z.enum(['password', 'single-sign-on']),
  beganAt: time,
  usedAt: time,
  isThis: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

export const meSchema = z.object({
  id,
  name: z.string(),
  role: roleSchema,
  by: z.enum(['password', 'single-sign-on']),
  secondFactor: z.object({ isSet: z.boolean(), isRequired: z.boolean(), recoveryCodesLeft: count }),
  leastPasswordLength: count,
  sessions: z.array(sessionRowSchema),
});
export type Me = z.infer<typeof meSchema>;

export const ownPasswordSchema = z.object({ password, next: password });
/** The own password once more: an open browser is not enough. */
export const provenSchema = z.object({ password });

export const offerSchema = z.object({
  secret: z.string(),
  /** The dark modules as an SVG path of unit squares, `size` a side. */
  qr: z.object({ size: count, path: z.string() }),
});
export type Offer = z.infer<typeof offerSchema>;
/** Shown once. */
export const recoveryCodesSchema = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;

export const idParamsSchema = z.object({ id });
export const endedSchema = z.object({ ended: count });

export const personRowSchema = z.object({
  id,
  name: z.string(),
  role: roleSchema,
  isYou: z.boolean(),
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  isBySingleSignOn: z.boolean(),
  createdAt: time,
  signedInAt: time.nullable(),
  /** After wrong tries; null: may try at once. */
  waitsUntil: time.nullable(),
});
export type PersonRow = z.infer<typeof personRowSchema>;
export const peopleSchema = z.object({ at: time, people: z.array(personRowSchema) });
export type People = z.infer<typeof peopleSchema>;

export const addPersonSchema = z.object({ name: z.string().trim().min(1).max(100), role: roleSchema });
export const roleBodySchema = z.object({ role: roleSchema });
/** The password is shown once; it must be changed at the first sign-in. */
export const givenPasswordSchema = z.object({ id, password: z.string() });
export type GivenPassword = z.infer<typeof givenPasswordSchema>;
export const doneSchema = z.object({ done: z.literal(true) });
