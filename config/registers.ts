/** The registers: which portals may be worked and how, and which portal serves which payer. One JSON file each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { crosswalkEntrySchema } from '../domain/crosswalk.ts';
import { isoDateSchema } from '../domain/dates.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'must be HH:MM');

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
  hours: z.strictObject({
    timeZone: z.string(),
    days: z.array(z.number().int().min(0).max(6)),
    from: timeOfDay,
    to: timeOfDay,
  }),
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
export const mayAutomate = ({ policy }: PortalRegister): boolean =>
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

/** @throws an Error naming the file and what is wrong with it. */
export function readRegisters(folder: string = import.meta.dirname): Registers {
  return {
    portals: readAll(join(folder, 'portals'), portalRegisterSchema),
    payers: readAll(join(folder, 'payers'), payerRegisterSchema),
  };
}

function readAll<T>(folder: string, schema: z.ZodType<T>): T[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const file = join(folder, name);
    try {
      return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      throw new Error(`The register file ${file} cannot be used: ${why}`, { cause: error });
    }
  });
}

const same = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

/** Finds a payer by the id a claim carries, else by its exact name. @returns undefined for a payer nobody registered. */
export function findPayer(registers: Registers, payer: { name: string; id: string | null }): PayerRegister | undefined {
  const { id } = payer;
  const byId = id ? registers.payers.find((entry) => entry.ids.some((known) => same(known, id))) : undefined;
  return (
    byId ?? registers.payers.find((entry) => [entry.name, ...entry.names].some((known) => same(known, payer.name)))
  );
}
