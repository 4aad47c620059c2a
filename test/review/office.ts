/** A small office to review in: an embedded database, a clock that stands still, invented people and stopped work. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeyOf, padsOf } from '../../adapters/audit-chain.ts';
import { checkTrail } from '../../adapters/audit-check.ts';
import { fixedClock } from '../../adapters/clock.ts';
import { openDatabase, type Database } from '../../adapters/database.ts';
import { openQueueBoard } from '../../adapters/queue-board.ts';
import { openLogins } from '../../adapters/logins.ts';
import { openDocuments } from '../../adapters/documents.ts';
import type { OpenedEvidence } from '../../adapters/evidence.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { openVault } from '../../adapters/vault.ts';
import type { OfficeSettings } from '../../domain/office-settings.ts';
import type { Role } from '../../domain/permissions.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Inquiry } from '../../domain/work-item.ts';
import type { Desk, Person } from '../../review/desk.ts';
import { copyTemplate } from '../database-templates.ts';
import { openReviewItem } from '../../review/items.ts';
import { RobotsRefusal } from '../../review/robots.ts';

export const PASSWORD = 'correct horse battery staple';

export const eligibility = (changes: Partial<EligibilityInquiry['member']> = {}): EligibilityInquiry => ({
  kind: 'eligibility',
  member: { memberId: 'ZQ4471902', lastName: 'Ostrander', firstName: 'Maribel', birthDate: '1971-06-02', ...changes },
  serviceDate: '2026-11-24',
  providerNpi: '1993999998',
});

export const claimStatus = (changes: Partial<ClaimStatusInquiry> = {}): ClaimStatusInquiry => ({
  kind: 'claim-status',
  member: { memberId: 'ZQ8820164', lastName: 'Quillfeather', firstName: 'Tobias', birthDate: '1958-01-30' },
  patientControlNumber: 'PCN-20443',
  payerClaimControlNumber: null,
  serviceFrom: '2026-09-14',
  serviceTo: '2026-09-14',
  billedCents: 184_250,
  providerNpi: '1993999998',
  ...changes,
});

/** Of an office that has set nothing. */
const DEFAULTS: OfficeSettings = {
  writeOffLimitCents: null,
  isDepositRequired: false,
  postingConfidence: 0.99,
  sweepCron: '0 5 * * 1-5',
  canaryMinutes: 360,
  evidenceDays: 400,
  documentDays: 2555,
};

const noRobot = () => Promise.reject(new RobotsRefusal('This office has no robots.'));
const NO_ROBOTS: Desk['robots'] = {
  importFile: noRobot,
  ask: noRobot,
  answerOf: async () => null,
  planSweep: noRobot,
  runSweep: noRobot,
  export835: noRobot,
};

const NOTHING_HELD = { isPosted: false, isNew: false, message: 'Nothing is held.', why: [], claims: [] };

/** @param url a PostgreSQL database of the test's own; unset = embedded. */
export async function openOffice(url?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-review-'));
  if (!url) await copyTemplate(join(folder, 'db'));
  const clock = fixedClock('2026-11-23T15:00:00Z');
  const kept = new Map<string, OpenedEvidence>();
  let wakes = 0;
  const masterKey = Buffer.alloc(32, 7).toString('base64');
  const vault = await openVault({ masterKey, masterKeyFile: undefined, dataFolder: folder, mayMakeKey: false });
  const auditKey = auditKeyOf(vault);
  const db = await openDatabase({ url, folder: join(folder, 'db'), auditPads: padsOf(auditKey) });
  const documents = openDocuments({ folder: join(folder, 'documents'), vault, keepDays: 30 });
  const desk: Desk = {
    db,
    clock,
    timeZone: 'America/New_York',
    portals: [],
    evidence: { open: async (id) => kept.get(id) ?? null },
    documents,
    mostUploadBytes: 1024 * 1024,
    posting: {
      release: async () => NOTHING_HELD,
      reverse: async () => ({ why: 'Nothing is posted.' }),
      settle: async () => undefined,
    },
    seal: (plain, purpose) => vault.seal(plain, purpose),
    unseal: (sealed, purpose) => vault.open(sealed, purpose).toString(),
    mark: (text, purpose) => vault.mark(text, purpose),
    logins: (tx) => openLogins(tx, vault),
    administration: {
      defaults: DEFAULTS,
      files: { portals: [], payers: [] },
      refresh: async () => undefined,
      checkTrail: () => checkTrail(db, auditKey, []),
      board: openQueueBoard(async () => []),
    },
    robots: NO_ROBOTS,
    unqueue: async () => undefined,
    wake: async () => void wakes++,
  };
  return {
    db,
    clock,
    desk,
    kept,
    vault,
    wakes: () => wakes,
    person: (name: string, role: Role = 'administrator') => addPerson(db, name, clock.now(), role),
    login: (portal?: string) => addLogin(db, clock.now(), portal),
    stopped: (loginId: string, inquiry: Inquiry, code: ExceptionCode, options: StoppedOptions = {}) =>
      addStopped(db, kept, clock.now(), loginId, inquiry, code, options),
    close: async () => {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Office = Awaited<ReturnType<typeof openOffice>>;

async function addPerson(db: Database, name: string, now: Date, role: Role): Promise<Person> {
  await addReviewer(db, name, PASSWORD, now, role);
  const { rows } = await db.query<Person>('select id, name, role from reviewer where name = $1', [name]);
  return rows[0]!;
}

async function addLogin(db: Database, now: Date, portal = 'pinecrest'): Promise<string> {
  const id = randomUUID();
  await db.query('insert into login (id, portal, label, secret, created_at) values ($1, $2, $3, $4, $5)', [
    id,
    portal,
    `front desk ${id.slice(0, 4)}`,
    Buffer.from('sealed'),
    now,
  ]);
  return id;
}

interface StoppedOptions {
  /** Default: the work item itself. */
  subject?: string;
  portal?: string;
  message?: string;
  evidence?: OpenedEvidence;
  /** An answer of an earlier attempt. */
  result?: unknown;
}

/** A work item that stopped with a code, and its review item. */
async function addStopped(
  db: Database,
  kept: Map<string, OpenedEvidence>,
  now: Date,
  loginId: string,
  inquiry: Inquiry,
  code: ExceptionCode,
  options: StoppedOptions,
): Promise<{ itemId: string; workItemId: string; isNew: boolean }> {
  const { portal = 'pinecrest', message = 'No member matches what was asked.', evidence, result } = options;
  const workItemId = randomUUID();
  await db.query(
    `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, attempt, tries, code, message, available_at, asked_at, ended_at)
     values ($1, $2, $3, 'review', $4, $5, 'Tamarack Health', $6, 1, 1, $7, $8, $9, $9, $9)`,
    [workItemId, workItemId, inquiry.kind, portal, loginId, JSON.stringify(inquiry), code, message, now],
  );
  const evidenceId = evidence ? randomUUID() : null;
  if (evidence && evidenceId) {
    kept.set(evidenceId, evidence);
    await db.query(
      'insert into evidence (id, work_item_id, attempt, taken_at, keep_until) values ($1, $2, 1, $3, $3)',
      [evidenceId, workItemId, now],
    );
  }
  if (result) {
    await db.query(
      `insert into result (work_item_id, attempt, kind, result, fields, answered_at) values ($1, 1, $2, $3, '{}', $4)`,
      [workItemId, inquiry.kind, JSON.stringify(result), now],
    );
  }
  const subject = options.subject ?? `work-item:${workItemId}`;
  const { id, isNew } = await openReviewItem(
    db,
    { code, portal, subject, workItemId, loginId, message, evidenceId },
    now,
  );
  return { itemId: id, workItemId, isNew };
}
