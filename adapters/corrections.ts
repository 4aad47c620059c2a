/** What people changed of a reading: each change with what stood before, and the reading with the corrected values. */
import type { RemittanceClaim, RemittanceDocument, RemittancePayment } from '../domain/remittance.ts';
import type { Query } from './query.ts';

/** One value, or a whole line, claim or adjustment that was added or taken out. */
export interface Change {
  /** JSON pointer into the document as it stood before. */
  readonly pointer: string;
  /** Null: nothing was stated there. */
  readonly before: unknown;
  /** Null: it was taken out, or is not stated. */
  readonly after: unknown;
}

/** @param actor `reviewer:<id>`. */
export async function noteCorrections(
  tx: Query,
  about: { readonly itemId: string; readonly documentId: string; readonly actor: string },
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into correction (at, actor, review_item_id, document_id, pointer, before, after)
     select $1, $2, $3, $4, pointer, nullif(before, 'null'), nullif(after, 'null')
     from jsonb_to_recordset($5::jsonb) as row (pointer text, before jsonb, after jsonb)`,
    [now, about.actor, about.itemId, about.documentId, JSON.stringify(changes)],
  );
}

export interface StoredCorrection extends Change {
  readonly by: string;
  readonly at: Date;
}

/** @returns what people changed of a document, in order. */
export async function correctionsOf(db: Query, documentId: string): Promise<StoredCorrection[]> {
  const { rows } = await db.query<StoredCorrection>(
    `select c.pointer, c.before, c.after, c.at, coalesce(w.name, 'someone') as by
     from correction c left join reviewer w on c.actor = 'reviewer:' || w.id where c.document_id = $1 order by c.id`,
    [documentId],
  );
  return rows;
}

/**
 * Puts corrected values into a reading: one claim or one payment and its fields, nothing else, so that two people
 * who correct two claims of one document lose nothing.
 */
export async function storeCorrected(
  tx: Query,
  documentId: string,
  part: {
    /** Where it stands: `payments`, place, `claims`, place. */
    readonly path: readonly string[];
    readonly value: RemittancePayment | RemittanceClaim;
    readonly fields: RemittanceDocument['fields'];
  },
): Promise<void> {
  const under = `/${part.path.join('/')}/`;
  await tx.query(
    `update remittance_document d set document = jsonb_set(jsonb_set(d.document, $2::text[], $3::jsonb), '{fields}',
       coalesce((select jsonb_object_agg(key, value) from jsonb_each(d.document -> 'fields') where not starts_with(key, $4)), '{}')
         || $5::jsonb) where d.id = $1`,
    [documentId, part.path, JSON.stringify(part.value), under, JSON.stringify(part.fields)],
  );
}
