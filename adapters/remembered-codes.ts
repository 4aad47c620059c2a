/** Payers' own codes that a person of the office has translated once. */
import { crosswalkEntrySchema } from '../domain/crosswalk.ts';
import type { CrosswalkEntry } from '../domain/crosswalk.ts';
import type { Query } from './query.ts';

/** A later decision on the same code and words replaces the earlier one. @param payer as `payerKey` gives it. */
export async function rememberCode(
  tx: Query,
  payer: string,
  entry: CrosswalkEntry,
  decidedBy: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into remembered_code (payer, printed_code, legend, group_code, reason, remarks, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (payer, printed_code, legend) do update set group_code = excluded.group_code, reason = excluded.reason,
       remarks = excluded.remarks, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [
      payer,
      entry.code,
      entry.text ?? '',
      entry.group,
      entry.reason,
      JSON.stringify(entry.remarks ?? []),
      decidedBy,
      now,
    ],
  );
}

/** @returns what the office remembers of one payer, the newest first. */
export async function rememberedCodes(db: Query, payer: string): Promise<CrosswalkEntry[]> {
  const { rows } = await db.query<Record<string, unknown> & { text: string }>(
    `select printed_code as code, legend as text, group_code as "group", reason, remarks from remembered_code
     where payer = $1 order by decided_at desc, printed_code, legend`,
    [payer],
  );
  return rows.map(({ text, ...row }) => crosswalkEntrySchema.parse({ ...row, ...(text && { text }) }));
}
