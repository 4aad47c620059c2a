import type { Session } from '../api/schema.ts';

type Role = Session['role'];

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  biller: 'biller',
  supervisor: 'supervisor',
  administrator: 'administrator',
  auditor: 'auditor',
};

/** What each role is for, where it is chosen. */
export const ROLE_CHOICES: readonly { value: Role; label: string }[] = [
  { value: 'biller', label: 'Biller: works on items and remittances' },
  { value: 'supervisor', label: 'Supervisor: gives work out, approves, sees reports' },
  { value: 'administrator', label: 'Administrator: everything, people and settings too' },
  { value: 'auditor', label: 'Auditor: reads everything, changes nothing' },
];
