/** What an office may set while everything runs: each key with its kind and its bounds; the one list. */
import { z } from 'zod';
import { isCron } from './cron.ts';

const days = z.number().int('must be whole days').min(1, 'must be at least one day').max(36_500);

export const officeSettingsSchema = z.strictObject({
  /** A larger write-off on one claim waits for a person, in cents; null = no limit. */
  writeOffLimitCents: z.number().int().min(0).max(100_000_000_000).nullable(),
  /** Whether a payment posts only once an imported deposit shows it. */
  isDepositRequired: z.boolean(),
  /** Fields of paper that were read less surely hold their claim. */
  postingConfidence: z.number().min(0.95, 'must be 0.95 or more').max(1, 'must be 1 or less'),
  /** When the sweep runs, in the practice's time zone: minute, hour, day, month, weekday. */
  sweepCron: z.string().trim().max(100).refine(isCron, 'must be five fields such as 0 5 * * 1-5'),
  /** How often a known member is asked about when nothing else asks; 0 = only before sweeps and on a paused portal. */
  canaryMinutes: z.number().int('must be whole minutes').min(0).max(10_080),
  /** How long screenshots and read values are kept. */
  evidenceDays: days,
  /** How long remittance files and pictures of their pages are kept. */
  documentDays: days,
});

export type OfficeSettings = z.infer<typeof officeSettingsSchema>;
export type OfficeSettingKey = keyof OfficeSettings;

export const OFFICE_SETTING_KEYS = officeSettingsSchema.keyof().options;

/** @returns the value as it is kept, or the sentence that says what is wrong with it. */
export function readOfficeSetting<K extends OfficeSettingKey>(
  key: K,
  value: unknown,
): { readonly value: OfficeSettings[K] } | { readonly why: string } {
  const read = officeSettingsSchema.shape[key].safeParse(value);
  if (read.success) return { value: read.data as OfficeSettings[K] };
  return { why: read.error.issues[0]?.message ?? 'cannot be used' };
}
