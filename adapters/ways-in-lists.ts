/** Lists that other programs read: work items without a patient's data, postings with their entries. */
import type { Query } from './query.ts';

type After = { readonly at: string; readonly id: string } | null;

export interface ListedWorkItem {
  readonly id: string;
  readonly kind: 'eligibility' | 'claim-status';
  readonly state: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly portal: string;
  readonly payer: string;
  readonly claim: string | null;
  readonly appointment: string | null;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
}

export interface WorkItemFilter {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly portal?: string | undefined;
}

/** @param after the last of the page before. @returns newest first, at most `limit`. */
export async function listWorkItems(
  db: Query,
  { state, kind, portal }: WorkItemFilter,
  after: After,
  limit: number,
): Promise<ListedWorkItem[]> {
  const { rows } = await db.query<ListedWorkItem>(
    `select id, kind, state, code, message, portal, payer, claim_id as claim, appointment_id as appointment,
       asked_at as "askedAt", ended_at as "endedAt" from work_item
     where ($1::text is null or state = $1) and ($2::text is null or kind = $2) and ($3::text is null or portal = $3)
       and ($4::timestamptz is null or (asked_at, id) < ($4::timestamptz, $5::uuid))
     order by asked_at desc, id desc limit $6`,
    [state ?? null, kind ?? null, portal ?? null, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}

export interface ListedPosting {
  readonly id: string;
  readonly postedAt: Date;
  readonly actor: string;
  readonly part: number;
  readonly payment: string;
  readonly remittance: string;
  readonly paymentNumber: string | null;
  readonly entries: readonly {
    readonly id: number;
    readonly kind: string;
    readonly amountCents: number;
    readonly group: string | null;
    readonly reason: string | null;
    readonly line: number | null;
    readonly claim: string | null;
  }[];
}

/** @param remittance of this document only. @param after the last of the page before. @returns newest first, at most `limit`. */
export async function listPostings(
  db: Query,
  remittance: string | null,
  after: After,
  limit: number,
): Promise<ListedPosting[]> {
  const { rows } = await db.query<ListedPosting>(
    `select g.id, g.posted_at as "postedAt", g.actor, g.part, p.id as payment, p.document_id as remittance,
       p.number as "paymentNumber",
       (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'amountCents', e.amount_cents,
          'group', e.group_code, 'reason', e.reason, 'line', e.line_number, 'claim', e.claim_id) order by e.id), '[]')
        from ledger_entry e where e.posting_id = g.id) as entries
     from posting g join payment p on p.id = g.payment_id
     where ($1::uuid is null or p.document_id = $1)
       and ($2::timestamptz is null or (g.posted_at, g.id) < ($2::timestamptz, $3::uuid))
     order by g.posted_at desc, g.id desc limit $4`,
    [remittance, after?.at ?? null, after?.id ?? null, limit],
  );
  return rows;
}
