/** The registers' entries: which portals may be worked and how, and which portal serves which payer. */
import { z } from 'zod';
import { crosswalkEntrySchema } from './crosswalk.ts';
import { isoDateSchema } from './dates.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be HH:MM');

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const portalRegisterSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  url: z.url(),
  /** What the portal's own terms say about robots, who read them and when. Missing or forbidden = refused. */
  policy: z.strictObject({
    automation: z.enum(['allowed', 'consent', 'forbidden']),
    termsUrl: z.url(),
    /** Null = nobody has read them yet: refused. */
    readOn: isoDateSchema.nullable(),
    readBy: z.string().min(1).nullable(),
    /** For `consent`: who gave it. */
    consentBy: z.string().nullable(),
  }),
  /** When the portal may be asked, in its own time zone; `24:00` closes the day. */
  hours: z
    .strictObject({
      timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as America/New_York'),
      days: z.array(z.number().int().min(0).max(6)).min(1, 'must name at least one day'),
      from: timeOfDay,
      to: timeOfDay,
    })
    .refine(({ from, to }) => from < to, 'must open before it closes'),
  /** At most `lookups` per `perSeconds` for one login. Null = as fast as the portal answers. */
  pace: z.strictObject({ lookups: z.number().int().positive(), perSeconds: z.number().positive() }).nullable(),
  /** Look-ups of one login a day, by the portal's own rules; missing = no limit. */
  dailyCap: z.number().int().positive().optional(),
  /** When the portal is down by plan, in the time zone of `hours`. */
  maintenance: z
    .array(z.strictObject({ days: z.array(z.number().int().min(0).max(6)), from: timeOfDay, to: timeOfDay }))
    .optional(),
  session: z
    .strictObject({
      /** Minutes without a request after which the portal ends a session. */
      idleMinutes: z.number().positive(),
      /** Whether a session that is left without its log-out is punished. */
      mustSignOut: z.boolean(),
    })
    .optional(),
  /** Days after which the portal wants a new password, disables a login that nobody used, or wants its user confirmed. */
  passwordDays: z.number().int().positive().optional(),
  disableAfterDays: z.number().int().positive().optional(),
  recertifyDays: z.number().int().positive().optional(),
  /** Whether the terms let a sign-in be made only to keep the login alive. */
  mayKeepAlive: z.boolean().optional(),
  /** Bad passwords that the portal itself allows before it locks; ours stays below. */
  lockoutAfter: z.number().int().min(2),
});
export type PortalRegister = z.infer<typeof portalRegisterSchema>;

/** @returns whether the portal's own terms, which somebody has read, let a robot in: allowed, or consent that somebody has given. */
export const mayAutomate = ({ policy }: Pick<PortalRegister, 'policy'>): boolean =>
  policy.readOn !== null &&
  policy.readBy !== null &&
  (policy.automation === 'allowed' || (policy.automation === 'consent' && policy.consentBy !== null));

export const payerRegisterSchema = z.strictObject({
  /** Our key for the payer, stable over renamings. */
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string(),
  /** Ids that claims carry in NM1*PR09, and names as printed, compared without case. */
  ids: z.array(z.string()),
  names: z.array(z.string()),
  portal: z.string(),
  timelyFilingDays: z.number().int().positive(),
  /** Days from the remittance within which the payer hears an appeal; missing = not known. */
  appealDays: z.number().int().positive().optional(),
  /** The payer's own remark and adjustment codes, each as group and CARC. */
  crosswalk: z.array(crosswalkEntrySchema).optional(),
});
export type PayerRegister = z.infer<typeof payerRegisterSchema>;

export interface Registers {
  readonly portals: readonly PortalRegister[];
  readonly payers: readonly PayerRegister[];
}

const portal = portalRegisterSchema.shape;
/** What an office may change of a portal: its terms, hours, pace and cap. Where it is and when it locks stay in the register file. */
export const portalChangesSchema = z.strictObject({
  policy: portal.policy.optional(),
  hours: portal.hours.optional(),
  pace: portal.pace.optional(),
  /** Null: no limit. */
  dailyCap: z.number().int().positive().nullable().optional(),
});
export type PortalChanges = z.infer<typeof portalChangesSchema>;

const payer = payerRegisterSchema.shape;
/** What an office may change of a payer; a payer of its own has all but the crosswalk. */
export const payerChangesSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  ids: payer.ids.optional(),
  names: payer.names.optional(),
  portal: payer.portal.optional(),
  timelyFilingDays: payer.timelyFilingDays.optional(),
  /** Null: not known. */
  appealDays: z.number().int().positive().nullable().optional(),
});
export type PayerChanges = z.infer<typeof payerChangesSchema>;

export interface RegisterChanges {
  readonly portals: ReadonlyMap<string, PortalChanges>;
  readonly payers: ReadonlyMap<string, PayerChanges>;
}

/** @returns the registers as the office has changed them; a change that fits no entry is left out. */
export function withChanges(base: Registers, changes: RegisterChanges): Registers {
  const own = [...changes.payers].filter(([key]) => !base.payers.some((known) => known.key === key));
  return {
    portals: base.portals.map((known) => changed(known, changes.portals.get(known.name))),
    payers: [
      ...base.payers.map((known) => changed(known, changes.payers.get(known.key))),
      ...own.flatMap(([key, entry]) => {
        const read = payerRegisterSchema.safeParse(changed({ key }, entry));
        return read.success ? [read.data] : [];
      }),
    ],
  };
}

/** A null takes out what may be missing; `pace` alone is null by itself. */
function changed<T extends object>(known: T, changes: object | undefined): T {
  if (!changes) return known;
  const merged = Object.entries({ ...known, ...changes });
  return Object.fromEntries(
    merged.filter(([name, value]) => value !== undefined && (value !== null || name === 'pace')),
  ) as T;
}
