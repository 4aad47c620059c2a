/** What an administrator sets: each change checked, kept once, and in the audit trail with what stood before. */
import { fourEyesLimits, keepFourEyes, type FourEyes } from '../adapters/approvals.ts';
import { lockAdministration, officeSettings, setOfficeSetting } from '../adapters/office-settings.ts';
import { pausePortalByHand, resumePortal } from '../adapters/portal-health.ts';
import type { Query } from '../adapters/query.ts';
import { keepChanges, registerChanges } from '../adapters/register-changes.ts';
import { dayIn } from '../domain/dates.ts';
import { readOfficeSetting, type OfficeSettingKey, type OfficeSettings } from '../domain/office-settings.ts';
import { payerRegisterSchema, withChanges } from '../domain/registers.ts';
import type { PayerChanges, PortalChanges, PortalRegister, Registers } from '../domain/registers.ts';
import { noteAudit, type AuditAction } from './audit.ts';
import { actorOf, type Desk, type Person } from './desk.ts';
import { keepPayerLimits } from './weighing.ts';

/** `stale`: somebody changed it since the page was loaded. */
export type Change =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'not-found' | 'stale' }
  | { readonly outcome: 'refused'; readonly why: string };

const DONE: Change = { outcome: 'done' };
const refused = (why: string): Change => ({ outcome: 'refused', why });
const isSame = (a: unknown, b: unknown): boolean => spelled(a) === spelled(b);

/** The same text for the same value, in whatever order its fields stand. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

interface Noted {
  readonly action: AuditAction;
  readonly subject: string;
  readonly detail: Record<string, unknown>;
}

/** One change, alone, with its entry in the trail; then this host follows at once and the others within seconds. */
async function change(
  desk: Desk,
  person: Person,
  body: (tx: Query, by: { id: string; now: Date }) => Promise<Change | Noted>,
): Promise<Change> {
  const now = desk.clock.now();
  const outcome = await desk.db.transaction(async (tx): Promise<Change> => {
    await lockAdministration(tx);
    const done = await body(tx, { id: person.id, now });
    if ('outcome' in done) return done;
    await noteAudit(tx, person, done.action, done.subject, now, done.detail);
    return DONE;
  });
  if (outcome.outcome === 'done') await desk.administration.refresh();
  return outcome;
}

/** @param value undefined: as the environment says it. @param before what the page showed. */
export const changeSetting = (
  desk: Desk,
  person: Person,
  key: OfficeSettingKey,
  { value, before }: { value: unknown; before: unknown },
): Promise<Change> =>
  change(desk, person, async (tx, by) => {
    const { defaults } = desk.administration;
    const stands = (await officeSettings(tx, defaults))[key];
    if (!isSame(stands, before)) return { outcome: 'stale' };
    const read = value === undefined ? { value: undefined } : readOfficeSetting(key, value);
    if ('why' in read) return refused(`The value ${read.why}.`);
    await setOfficeSetting<OfficeSettingKey>(tx, key, read.value, by);
    const after: OfficeSettings[OfficeSettingKey] = read.value === undefined ? defaults[key] : read.value;
    return { action: 'setting-changed', subject: `setting:${key}`, detail: { before: stands, after } };
  });

export const changeFourEyes = (desk: Desk, person: Person, limits: FourEyes, before: FourEyes): Promise<Change> =>
  change(desk, person, async (tx, { now }) => {
    const stands = await fourEyesLimits(tx);
    if (!isSame(stands, before)) return { outcome: 'stale' };
    await keepFourEyes(tx, limits, actorOf(person), now);
    return { action: 'setting-changed', subject: 'setting:fourEyes', detail: { before: stands, after: limits } };
  });

/** @param changes all of what the office has otherwise than the register file; null: nothing. */
export const changePortal = (
  desk: Desk,
  person: Person,
  name: string,
  changes: PortalChanges | null,
  before: PortalRegister,
): Promise<Change> =>
  change(desk, person, async (tx, by) => {
    const { files } = desk.administration;
    const stands = withChanges(files, await registerChanges(tx)).portals.find((portal) => portal.name === name);
    const file = files.portals.find((portal) => portal.name === name);
    if (!stands || !file) return { outcome: 'not-found' };
    if (!isSame(stands, before)) return { outcome: 'stale' };
    const why = changes?.policy && whyNoPolicy(changes.policy, dayIn(by.now, desk.timeZone));
    if (why) return refused(why);
    await keepChanges(tx, 'portal', name, changes, by);
    const after = { ...file, ...changes };
    const fields = (['policy', 'hours', 'pace', 'dailyCap'] as const).filter(
      (field) => !isSame(stands[field] ?? null, after[field] ?? null),
    );
    const of = (entry: object) =>
      Object.fromEntries(Object.entries(entry).filter(([key]) => fields.some((field) => field === key)));
    return { action: 'portal-changed', subject: `portal:${name}`, detail: { before: of(stands), after: of(after) } };
  });

/** A robot is let in only by terms that somebody has read, or by consent that somebody has given. */
function whyNoPolicy(policy: PortalRegister['policy'], today: string): string | null {
  if (policy.automation === 'forbidden') return null;
  if (!policy.readOn || !policy.readBy)
    return 'Say who read the terms and when; until then no robot may work this portal.';
  if (policy.readOn > today) return 'The day on which the terms were read lies in the future; correct it.';
  if (policy.automation === 'consent' && !policy.consentBy)
    return 'Say who at the portal agreed, or choose "forbidden".';
  return null;
}

export const setPortalPaused = (desk: Desk, person: Person, name: string, isPaused: boolean): Promise<Change> =>
  change(desk, person, async (tx, { now }) => {
    if (!desk.administration.files.portals.some((portal) => portal.name === name)) return { outcome: 'not-found' };
    if (!isPaused) await resumePortal(tx, name, 'person', now);
    else if (!(await pausePortalByHand(tx, name, now))) return refused('This portal is paused already.');
    return { action: isPaused ? 'portal-paused' : 'portal-resumed', subject: `portal:${name}`, detail: {} };
  });

/** @param changes as with portals; for a payer that no file names, all of it. What is open is weighed by its days at once. */
export async function changePayer(
  desk: Desk,
  person: Person,
  key: string,
  changes: PayerChanges | null,
): Promise<Change> {
  const done = await change(desk, person, (tx, by) => payerChange(desk, tx, key, changes, by));
  if (done.outcome === 'done') {
    const { payers } = withChanges(desk.administration.files, await registerChanges(desk.db));
    await keepPayerLimits(desk.db, payers);
  }
  return done;
}

async function payerChange(
  desk: Desk,
  tx: Query,
  key: string,
  changes: PayerChanges | null,
  by: { id: string; now: Date },
): Promise<Change | Noted> {
  const { files } = desk.administration;
  const known = await registerChanges(tx);
  const stands = payerIn(withChanges(files, known), key);
  if (!stands && !changes) return { outcome: 'not-found' };
  const payers = new Map(known.payers);
  if (changes) payers.set(key, changes);
  else payers.delete(key);
  const next = withChanges(files, { ...known, payers });
  const after = payerIn(next, key);
  const why = changes && whyNoPayer(next, key);
  if (why) return refused(why);
  await keepChanges(tx, 'payer', key, changes, by);
  return {
    action: 'payer-changed',
    subject: `payer:${key}`,
    detail: { before: stands ?? null, after: after ?? null },
  };
}

const payerIn = ({ payers }: Registers, key: string) => payers.find((payer) => payer.key === key);

function whyNoPayer(next: Registers, key: string): string | null {
  const payer = payerIn(next, key);
  if (!payer || !payerRegisterSchema.safeParse(payer).success)
    return 'A payer needs a key of small letters, a name, a portal and its timely-filing days.';
  if (!next.portals.some(({ name }) => name === payer.portal))
    return 'There is no such portal; choose one of the list.';
  const marks = (entry: typeof payer): string[] =>
    [...entry.ids, entry.name, ...entry.names].map((text) => text.trim().toUpperCase());
  const own = new Set(marks(payer));
  const twin = next.payers.find((other) => other.key !== key && marks(other).some((mark) => own.has(mark)));
  return twin ? `An id or a name of this payer belongs to ${twin.name} already; a claim could go to either.` : null;
}
