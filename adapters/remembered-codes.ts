/** Payers' own codes that a person of the office has translated once. */
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

export interface RememberedCode {
  /** As `payerKey` of the payer's name or id. */
  readonly payer: string;
  readonly printedCode: string;
  /** The sha256 of the legend's words, or empty. */
  readonly textHash: string;
  readonly group: string | null;
  /** CARC. */
  readonly reason: string;
}

/** @returns the same for spellings that differ in blanks and case only; empty without a text. */
export const legendHash = (text: string | null): string => {
  const plain = (text ?? '').toUpperCase().replace(/\s+/g, ' ').trim();
  return plain ? sha256(plain) : '';
};

/** A later decision on the same code and words replaces the earlier one. */
export async function rememberCode(tx: Query, code: RememberedCode, decidedBy: string, now: Date): Promise<void> {
  await tx.query(
    `insert into remembered_code (payer, printed_code, text_hash, group_code, reason, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (payer, printed_code, text_hash)
     do update set group_code = excluded.group_code, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [code.payer, code.printedCode, code.textHash, code.group, code.reason, decidedBy, now],
  );
}

/** @returns what the office remembers of one payer. */
export async function rememberedCodes(db: Query, payer: string): Promise<RememberedCode[]> {
  const { rows } = await db.query<RememberedCode>(
    `select payer, printed_code as "printedCode", text_hash as "textHash", group_code as "group", reason
     from remembered_code where payer = $1 order by printed_code, text_hash`,
    [payer],
  );
  return rows;
}
