/** What the pages of an administrator take and get; a secret goes in and never comes out. */
import { z } from 'zod';
import { credentialChangesSchema, credentialsSchema } from '../../domain/login.ts';
import { OFFICE_SETTING_KEYS } from '../../domain/office-settings.ts';
import {
  payerChangesSchema,
  payerRegisterSchema,
  portalChangesSchema,
  portalRegisterSchema,
} from '../../domain/registers.ts';

const text = z.string().nullable();
const time = z.iso.datetime();
const count = z.number().int().min(0);
const cents = z.number().int().min(0).max(100_000_000_000).nullable();
const note = z.object({ at: time, by: text }).nullable();

const valueSchema = z.union([z.number(), z.boolean(), z.string().max(200), z.null()]);
export type SettingValue = z.infer<typeof valueSchema>;
const settingKeySchema = z.enum(OFFICE_SETTING_KEYS);
export type SettingKey = z.infer<typeof settingKeySchema>;
export const settingParamsSchema = z.object({ key: settingKeySchema });
/** `before`: what the page showed. `value` missing: as the environment says it. */
export const settingBodySchema = z.strictObject({ before: valueSchema, value: valueSchema.optional() });

const fourEyesSchema = z.strictObject({ postingCents: cents, writeOffCents: cents, isTakeBack: z.boolean() });
export type FourEyesLimits = z.infer<typeof fourEyesSchema>;
export const fourEyesBodySchema = z.strictObject({ before: fourEyesSchema, limits: fourEyesSchema });

export const settingsSchema = z.object({
  timeZone: z.string(),
  settings: z.array(z.object({ key: settingKeySchema, value: valueSchema, default: valueSchema, set: note })),
  fourEyes: fourEyesSchema,
});
export type SettingsAnswer = z.infer<typeof settingsSchema>;

export const nameParamsSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/, 'is no name of the register'),
});

const portalSchema = z.object({
  /** As it stands: the register file with what the office changed. */
  register: portalRegisterSchema,
  changes: portalChangesSchema.nullable(),
  changed: note,
  /** Whether a robot may work it now, by its terms. */
  mayAutomate: z.boolean(),
  pausedCode: text,
  pausedAt: time.nullable(),
  logins: count,
});
export type PortalRow = z.infer<typeof portalSchema>;
export const portalsSchema = z.object({ at: time, portals: z.array(portalSchema) });
/** `changes` null: as the register file says it. */
export const portalBodySchema = z.strictObject({
  before: portalRegisterSchema,
  changes: portalChangesSchema.nullable(),
});

const payerSchema = z.object({
  register: payerRegisterSchema,
  changed: note,
  /** Of the office alone: no register file names it. */
  isOwn: z.boolean(),
});
export type PayerRow = z.infer<typeof payerSchema>;
export const payersSchema = z.object({
  payers: z.array(payerSchema),
  portals: z.array(z.object({ name: z.string(), title: z.string() })),
});
export const payerBodySchema = z.strictObject({ changes: payerChangesSchema.nullable() });

const short = z.string().trim().min(1).max(100);
const loginSchema = z.object({
  id: z.uuid(),
  portal: z.string(),
  label: z.string(),
  providerNpi: text,
  pausedCode: text,
  /** Of the sign-in budget: wrong or unseen submits, and how many are allowed. */
  spent: count,
  budget: count,
  /** Passwords that the portal rejected since it last let this login in, and after how many it locks. */
  rejections: count,
  lockoutAfter: count.nullable(),
  signIns: count,
  usedAt: time.nullable(),
  secretAt: time.nullable(),
  confirmedAt: time.nullable(),
  due: z.array(z.object({ what: z.enum(['password', 'idle', 'recertify']), at: time, days: z.number().int() })),
  /** Look-ups that wait for this login. */
  waiting: count,
  /** What it signs in with, nothing of it in the clear; null: it does not open with this master key. */
  means: z
    .object({
      answers: count,
      hasTotp: z.boolean(),
      backupCodes: count,
      hasPasskey: z.boolean(),
      hasMailbox: z.boolean(),
    })
    .nullable(),
});
export type LoginRow = z.infer<typeof loginSchema>;
export const loginsSchema = z.object({
  at: time,
  logins: z.array(loginSchema),
  portals: z.array(z.object({ name: z.string(), title: z.string() })),
});

export const loginParamsSchema = z.object({ id: z.uuid() });
export const loginBodySchema = z.strictObject({
  portal: short,
  label: short,
  providerNpi: z
    .string()
    .regex(/^\d{10}$/, 'must be ten digits')
    .nullable(),
  credentials: credentialsSchema,
});
export const secretBodySchema = z.strictObject({ changes: credentialChangesSchema });
/** `isSignedInByHand`: the person has just signed in with the stored password, so its rejections count no more. */
export const resumeBodySchema = z.strictObject({ isSignedInByHand: z.boolean().default(false) });
export const addedSchema = z.object({ id: z.uuid() });
