/** Settings and registers as the office has them now: the environment and the files, with what an administrator changed. */
import { officeSettings } from '../adapters/office-settings.ts';
import type { Query } from '../adapters/query.ts';
import { registerChanges } from '../adapters/register-changes.ts';
import type { Settings } from '../config/settings.ts';
import type { OfficeSettings } from '../domain/office-settings.ts';
import { withChanges } from '../domain/registers.ts';
import type { Registers } from '../domain/registers.ts';

export interface LiveOffice {
  /** What the environment says, with what is set over it at the moment it is asked. */
  readonly settings: Settings;
  readonly registers: Registers;
  /** As the environment and the register files say them. */
  readonly defaults: OfficeSettings;
  readonly files: Registers;
  /** Asks the database now; every process does so every few seconds. */
  refresh(): Promise<void>;
}

/** Reads what is set, and gives settings and registers that follow it. Rejects with the database's error. */
export async function openLiveOffice(db: Query, settings: Settings, files: Registers): Promise<LiveOffice> {
  const defaults = defaultsOf(settings);
  let now = defaults;
  let registers = files;
  const refresh = async (): Promise<void> => {
    now = await officeSettings(db, defaults);
    registers = withChanges(files, await registerChanges(db));
  };
  await refresh();
  return {
    defaults,
    files,
    refresh,
    settings: {
      ...settings,
      get writeOffLimitCents() {
        return now.writeOffLimitCents ?? undefined;
      },
      get isDepositRequired() {
        return now.isDepositRequired;
      },
      get postingConfidence() {
        return now.postingConfidence;
      },
      get sweepCron() {
        return now.sweepCron;
      },
      get canaryMs() {
        return now.canaryMinutes === defaults.canaryMinutes ? settings.canaryMs : now.canaryMinutes * 60_000;
      },
      get evidenceDays() {
        return now.evidenceDays;
      },
      get documentDays() {
        return now.documentDays;
      },
    },
    registers: {
      get portals() {
        return registers.portals;
      },
      get payers() {
        return registers.payers;
      },
    },
  };
}

const defaultsOf = (settings: Settings): OfficeSettings => ({
  writeOffLimitCents: settings.writeOffLimitCents ?? null,
  isDepositRequired: settings.isDepositRequired,
  postingConfidence: settings.postingConfidence,
  sweepCron: settings.sweepCron,
  canaryMinutes: Math.round(settings.canaryMs / 60_000),
  evidenceDays: settings.evidenceDays,
  documentDays: settings.documentDays,
});
