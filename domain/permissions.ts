/** Who may do what in the review app: the one table of roles and permissions. */
import { z } from 'zod';

export const ROLES = ['biller', 'supervisor', 'administrator', 'auditor'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const PERMISSIONS = [
  /** One's own session, profile, second factor, saved views. Everyone. */
  'own',
  'items.read',
  /** Bring in claims, appointments and deposits; ask portals; run a sweep. */
  'inquiries.ask',
  /** Claim, release, answer, resolve, send back, post, note, postpone. */
  'items.decide',
  /** Give work to others, take it from them, escalations, bulk over other people's work. */
  'items.assign',
  /** The second pair of eyes; reopening and reversing what was decided. */
  'approvals.give',
  'remittances.read',
  /** Upload, retry, split, reorder. */
  'remittances.work',
  'reports.read',
  'audit.read',
  'people.manage',
  'logins.manage',
  'portals.manage',
  /** Payers, schedules, thresholds, retention. */
  'settings.manage',
  /** API tokens and webhooks. */
  'integrations.manage',
  /** Bull Board, dead letters. */
  'queues.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READING: readonly Permission[] = ['own', 'items.read', 'remittances.read'];
const WORKING: readonly Permission[] = [...READING, 'inquiries.ask', 'items.decide', 'remittances.work'];
const LEADING: readonly Permission[] = [...WORKING, 'items.assign', 'approvals.give', 'reports.read'];

/** An administrator of a small office is often its supervisor too; four-eyes still needs two people. */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  biller: WORKING,
  supervisor: LEADING,
  administrator: PERMISSIONS,
  auditor: [...READING, 'reports.read', 'audit.read'],
};

export const may = (role: Role, permission: Permission): boolean => GRANTS[role].includes(permission);

export const permissionsOf = (role: Role): readonly Permission[] => GRANTS[role];

/**
 * What a program may be given. Never one's own session, people, tokens or the second pair of eyes: a program that could
 * make accounts or tokens would widen its own reach, and an approval is a person's.
 */
export const TOKEN_SCOPES = [
  'items.read',
  'inquiries.ask',
  'items.decide',
  'items.assign',
  'remittances.read',
  'remittances.work',
  'reports.read',
  'audit.read',
  'logins.manage',
  'portals.manage',
  'settings.manage',
] as const satisfies readonly Permission[];
export type TokenScope = (typeof TOKEN_SCOPES)[number];
