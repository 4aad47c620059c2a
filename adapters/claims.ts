/** Claims and appointments in the database. A file is imported once, a claim or appointment is kept once. */
import { randomUUID } from 'node:crypto';
import { appointmentSchema, claimSchema } from '../domain/claim.ts';
import type { Appointment, Claim } from '../domain/claim.ts';
import { appointmentIdentity, claimIdentity } from '../domain/claim-identity.ts';
import type { ClaimState } from '../domain/claim-status.ts';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

/** Where a claim's questions go; `portal` null = no portal is registered for its payer. */
export interface Routed<T> {
  readonly of: T;
  readonly payer: string;
  readonly portal: string | null;
}

export interface SourceFile {
  readonly sha256: string;
  readonly fileName: string;
}

export interface Imported {
  readonly rowsRead: number;
  readonly rowsNew: number;
  /** When the same bytes were imported before: the day it happened. */
  readonly sameFileAsOf: Date | null;
  /** Row ids in the order given, of new and known ones. */
  readonly ids: string[];
}

/** All or nothing. The same file again, or the same claim in another file, changes nothing. */
export async function importClaims(
  tx: Query,
  file: SourceFile,
  claims: readonly Routed<Claim>[],
  now: Date,
): Promise<Imported> {
  const rows = claims.map(({ of: claim, payer, portal }) => ({
    id: randomUUID(),
    identity: sha256(claimIdentity(claim)),
    kind: claim.kind,
    patient_control_number: claim.patientControlNumber,
    payer,
    portal,
    member_id: claim.memberId,
    billed_cents: claim.billedCents,
    service_from: claim.serviceFrom,
    service_to: claim.serviceTo,
    submitted_on: claim.submittedOn,
    document: claim,
  }));
  return importRows(tx, file, 'claims', rows, now, (importId) =>
    tx.query(
      `insert into claim (id, import_file_id, identity, kind, patient_control_number, payer, portal, member_id, billed_cents, service_from, service_to, submitted_on, document)
       select id, $2, identity, kind, patient_control_number, payer, portal, member_id, billed_cents, service_from, service_to, submitted_on, document
       from jsonb_to_recordset($1::jsonb) as row (id uuid, identity text, kind text, patient_control_number text, payer text, portal text, member_id text,
         billed_cents bigint, service_from date, service_to date, submitted_on date, document jsonb)
       on conflict (identity) do nothing`,
      [JSON.stringify(rows), importId],
    ),
  );
}

/** The same for a schedule. */
export async function importAppointments(
  tx: Query,
  file: SourceFile,
  appointments: readonly Routed<Appointment>[],
  now: Date,
): Promise<Imported> {
  const rows = appointments.map(({ of: appointment, payer, portal }) => ({
    id: randomUUID(),
    identity: sha256(appointmentIdentity(appointment)),
    payer,
    portal,
    service_date: appointment.serviceDate,
    document: appointment,
  }));
  return importRows(tx, file, 'schedule', rows, now, (importId) =>
    tx.query(
      `insert into appointment (id, import_file_id, identity, payer, portal, service_date, document)
       select id, $2, identity, payer, portal, service_date, document
       from jsonb_to_recordset($1::jsonb) as row (id uuid, identity text, payer text, portal text, service_date date, document jsonb)
       on conflict (identity) do nothing`,
      [JSON.stringify(rows), importId],
    ),
  );
}

async function importRows(
  tx: Query,
  file: SourceFile,
  kind: 'claims' | 'schedule',
  rows: readonly { identity: string }[],
  now: Date,
  insert: (importId: string) => Promise<{ rowCount: number }>,
): Promise<Imported> {
  const known = await tx.query<{ id: string; at: Date }>(
    'select id, imported_at as at from import_file where sha256 = $1',
    [file.sha256],
  );
  const importId = known.rows[0]?.id ?? randomUUID();
  if (known.rows.length === 0) {
    await tx.query(
      'insert into import_file (id, sha256, kind, file_name, imported_at, rows_read, rows_new) values ($1, $2, $3, $4, $5, $6, 0)',
      [importId, file.sha256, kind, file.fileName, now, rows.length],
    );
  }
  const { rowCount } = await insert(importId);
  await tx.query('update import_file set rows_new = rows_new + $2 where id = $1', [importId, rowCount]);
  const table = kind === 'claims' ? 'claim' : 'appointment';
  const stored = await tx.query<{ id: string; identity: string }>(
    `select id, identity from ${table} where identity = any($1::text[])`,
    [rows.map((row) => row.identity)],
  );
  const byIdentity = new Map(stored.rows.map((row) => [row.identity, row.id]));
  return {
    rowsRead: rows.length,
    rowsNew: rowCount,
    sameFileAsOf: known.rows[0]?.at ?? null,
    ids: rows.map((row) => byIdentity.get(row.identity)!),
  };
}

/** A claim as the sweep planner sees it. */
export interface OpenClaim {
  readonly id: string;
  readonly payer: string;
  readonly portal: string | null;
  readonly patientControlNumber: string;
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  readonly submittedOn: string | null;
  readonly billedCents: number;
  readonly state: ClaimState | null;
  readonly askedAt: Date | null;
  readonly isClosed: boolean;
  /** Whether an unanswered question about it lies with a robot or a person. */
  readonly isBeingAsked: boolean;
}

/** Every claim, closed ones too: the plan says why it leaves a claim out. */
export async function listClaims(db: Query): Promise<OpenClaim[]> {
  const { rows } = await db.query<OpenClaim>(
    `select id, payer, portal, patient_control_number as "patientControlNumber", service_from as "serviceFrom", service_to as "serviceTo",
       submitted_on as "submittedOn", billed_cents as "billedCents", state, asked_at as "askedAt", closed_at is not null as "isClosed",
       exists (select 1 from work_item where claim_id = claim.id and work_item.state in ('queued', 'running', 'waiting', 'review')) as "isBeingAsked"
     from claim order by service_from, id`,
  );
  return rows;
}

/** @returns the claims in the order of the ids. */
export async function loadClaims(
  db: Query,
  ids: readonly string[],
): Promise<{ id: string; payer: string; portal: string | null; claim: Claim }[]> {
  const { rows } = await db.query<{ id: string; payer: string; portal: string | null; document: unknown }>(
    'select id, payer, portal, document from claim where id = any($1::uuid[])',
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ id, payer: row.payer, portal: row.portal, claim: claimSchema.parse(row.document) }] : [];
  });
}

/** @returns a claim by our number (CLM01), the newest when several bear it. */
export async function findClaim(db: Query, patientControlNumber: string, portal: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'select id from claim where patient_control_number = $1 and portal = $2 order by service_from desc nulls last limit 1',
    [patientControlNumber, portal],
  );
  return rows[0]?.id ?? null;
}

/** Appointments in the order of their days. @param range unanswered ones of these days only; null = all. */
export async function listAppointments(
  db: Query,
  range: { from: string; to: string } | null,
): Promise<{ id: string; payer: string; portal: string | null; appointment: Appointment }[]> {
  const { rows } = await db.query<{ id: string; payer: string; portal: string | null; document: unknown }>(
    `select id, payer, portal, document from appointment
     where $1::date is null or (service_date between $1 and $2
       and not exists (select 1 from work_item where appointment_id = appointment.id and state = 'done'))
     order by service_date, id`,
    [range?.from ?? null, range?.to ?? null],
  );
  return rows.map(({ document, ...row }) => ({ ...row, appointment: appointmentSchema.parse(document) }));
}
