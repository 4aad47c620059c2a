/** One remittance with all a person needs to decide it: pages, fields with their places, claims, what is held and why. */
import { loadReading } from '../../adapters/document-rows.ts';
import { correctionsOf, type StoredCorrection } from '../../adapters/corrections.ts';
import { lastArrangement } from '../../adapters/page-arrangements.ts';
import { pagesOf } from '../../adapters/page-rows.ts';
import type { Query } from '../../adapters/query.ts';
import { pagesInWords } from '../../domain/page-arrangement.ts';
import type { ExceptionNote, RemittanceClaim, RemittanceDocument } from '../../domain/remittance.ts';
import { holderOf } from '../claims.ts';
import type { Desk, Person } from '../desk.ts';
import { detailOf, remittanceTextOf } from '../remittance-texts.ts';
import { changeInWords, labelOf, valueAt, written } from '../read-fields.ts';
import { differencesOf } from '../validation.ts';
import { asRemittanceRow, DOCUMENTS, type StoredDocument } from './remittance-list.ts';
import type {
  PaymentOutcome,
  Remittance,
  RemittanceCorrection,
  RemittanceField,
  RemittanceItem,
  RemittanceNote,
} from './remittance-schema.ts';

/** Below this an amount holds its claim; texts have no arithmetic to vouch for them, and other keys beside them. */
const SURE_AMOUNT = 0.99;
const SURE_TEXT = 0.9;

/** @returns null when there is no such document. */
export async function findRemittance(desk: Desk, person: Person, id: string, now: Date): Promise<Remittance | null> {
  const { rows } = await desk.db.query<StoredDocument>(`${DOCUMENTS} where d.id = $1`, [id]);
  const row = rows[0];
  if (!row) return null;
  const document = await loadReading(desk.db, id);
  const pages = await pagesOf(desk.db, id);
  const { outcomes, booked } = document ? await outcomesOf(desk.db, id, document) : NOTHING;
  const text = row.code ? remittanceTextOf(row.code) : null;
  return {
    ...asRemittanceRow(desk, row),
    at: now.toISOString(),
    title: text?.title ?? null,
    whatToDo: text?.whatToDo ?? null,
    canRetry: row.state === 'failed',
    arranged: await arrangedOf(desk.db, id),
    pages: pages.map(({ page, filePage, state, sight, imageFile }) => ({
      page,
      filePage,
      state,
      width: sight?.width ?? null,
      height: sight?.height ?? null,
      hasImage: imageFile !== null,
      remarks: [...(sight?.remarks ?? [])],
    })),
    payments: (document?.payments ?? []).map((payment, place) => ({
      ...payment,
      claims: payment.claims.map((claim, at) => booked.get(`${place}/${at}`) ?? claim),
    })),
    outcomes,
    fields: document ? fieldsOf(document, outcomes) : [],
    items: await itemsOf(desk.db, person, id, now),
    differences: (document?.payments ?? []).flatMap((payment, place) =>
      differencesOf(payment, place).map(({ place: at, ...rest }) => ({
        ...rest,
        pointer: at.pointer,
        missing: [...rest.missing],
      })),
    ),
    corrections: (await correctionsOf(desk.db, id)).map(asCorrection),
  };
}

async function arrangedOf(db: Query, id: string): Promise<Remittance['arranged']> {
  const { rows } = await db.query<{ fileId: string }>(
    'select coalesce(file_id, id) as "fileId" from remittance_document where id = $1',
    [id],
  );
  const last = rows[0] && (await lastArrangement(db, rows[0].fileId));
  if (!last) return null;
  return {
    fileId: rows[0]!.fileId,
    by: last.by,
    at: last.at.toISOString(),
    parts: last.parts.map(({ documentId, pages }) => ({ documentId, pages: pagesInWords(pages) })),
    leftOut: last.leftOut.length,
  };
}

/** @returns the picture of one page, or null when none is kept. */
export async function findPageImage(desk: Desk, id: string, page: number): Promise<Buffer | null> {
  const { rows } = await desk.db.query<{ file: string | null }>(
    'select image_file as file from remittance_page where document_id = $1 and page = $2',
    [id, page],
  );
  const file = rows[0]?.file;
  return file ? desk.documents.openImage(file) : null;
}

function fieldsOf(document: RemittanceDocument, outcomes: readonly PaymentOutcome[]): RemittanceField[] {
  return Object.entries(document.fields)
    .map(([pointer, source]) => ({
      pointer,
      label: labelOf(pointer),
      value: written(pointer, valueAt(document, pointer)),
      confidence: source.confidence,
      via: source.via,
      page: source.page ?? null,
      box: source.box ?? null,
      isDoubtful:
        source.confidence < (pointer.endsWith('Cents') ? SURE_AMOUNT : SURE_TEXT) && !isDecided(pointer, outcomes),
    }))
    .toSorted(asOnPage);
}

/** What is posted needs nobody's look any more. */
function isDecided(pointer: string, outcomes: readonly PaymentOutcome[]): boolean {
  const [, payment, claim] = /^\/payments\/(\d+)(?:\/claims\/(\d+))?/.exec(pointer) ?? [];
  const outcome = outcomes[Number(payment)];
  const state = claim === undefined ? outcome?.state : outcome?.claims[Number(claim)]?.state;
  return state === 'posted' || state === 'part' || state === 'released' || state === 'attached';
}

/** From the top of the first page to the foot of the last. */
const asOnPage = (a: RemittanceField, b: RemittanceField): number =>
  (a.page ?? 0) - (b.page ?? 0) || (a.box?.[1] ?? 0) - (b.box?.[1] ?? 0) || (a.box?.[0] ?? 0) - (b.box?.[0] ?? 0);

interface StoredOutcome {
  id: string;
  place: number;
  state: NonNullable<PaymentOutcome['state']>;
  exceptions: ExceptionNote[];
  postedCents: number | null;
  unappliedCents: number | null;
  claims:
    | {
        id: string;
        place: number;
        state: 'posted' | 'held' | 'released';
        exceptions: ExceptionNote[];
        /** As it was booked, with the payer's own codes as they were taken; null while it waits. */
        document: RemittanceClaim | null;
      }[]
    | null;
}

interface Outcomes {
  outcomes: PaymentOutcome[];
  /** By `payment/claim`, places from 0. */
  booked: Map<string, RemittanceClaim>;
}
const NOTHING: Outcomes = { outcomes: [], booked: new Map() };

async function outcomesOf(db: Query, id: string, document: RemittanceDocument): Promise<Outcomes> {
  const { rows } = await db.query<StoredOutcome>(
    `select p.id, p.place, p.state, p.exceptions, e.posted as "postedCents", e.unapplied as "unappliedCents",
       (select jsonb_agg(jsonb_build_object('id', c.id, 'place', c.place, 'state', c.state, 'exceptions', c.exceptions,
          'document', case when c.state <> 'held' then c.document end) order by c.place) from payment_claim c where c.payment_id = p.id) as claims
     from payment p left join lateral (
       select sum(amount_cents) filter (where kind <> 'unapplied')::bigint as posted,
         coalesce(sum(amount_cents) filter (where kind = 'unapplied'), 0)::bigint as unapplied
       from ledger_entry e where e.payment_id = p.id
         and kind in ('payment', 'interest', 'take-back', 'provider-adjustment', 'unapplied') having count(*) > 0) e on true
     where p.document_id = $1`,
    [id],
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  const outcomes = document.payments.map((payment, place) => {
    const stored = byPlace.get(place);
    const claims = new Map((stored?.claims ?? []).map((claim) => [claim.place, claim]));
    return {
      id: stored?.id ?? null,
      state: stored?.state ?? null,
      why: notes(stored?.exceptions ?? payment.exceptions),
      postedCents: stored?.postedCents ?? (stored?.unappliedCents === undefined ? null : 0),
      unappliedCents: stored?.unappliedCents ?? null,
      claims: payment.claims.map((claim, index) => {
        const kept = claims.get(index);
        return { id: kept?.id ?? null, state: kept?.state ?? null, why: notes(kept?.exceptions ?? claim.exceptions) };
      }),
    };
  });
  const booked = rows.flatMap(({ place, claims }) =>
    (claims ?? []).flatMap((claim) => (claim.document ? [[`${place}/${claim.place}`, claim.document] as const] : [])),
  );
  return { outcomes, booked: new Map(booked) };
}

type Noted = ExceptionNote & { readonly pointers?: readonly string[] };

const notes = (exceptions: readonly Noted[]): RemittanceNote[] =>
  exceptions.map(({ code, differenceCents, ...note }) => ({
    code,
    detail: detailOf(note),
    ...(differenceCents === undefined ? {} : { differenceCents }),
    ...remittanceTextOf(code),
  }));

const asCorrection = ({ by, at, ...change }: StoredCorrection): RemittanceCorrection => ({
  ...changeInWords(change),
  pointer: change.pointer,
  by,
  at: at.toISOString(),
});

interface StoredItem {
  id: string;
  code: string;
  message: string;
  payment: number | null;
  claim: number | null;
  resolution: string | null;
  resolvedBy: string | null;
  note: string | null;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
  approvalId: string | null;
  proposerId: string | null;
  proposer: string | null;
}

async function itemsOf(db: Query, person: Person, id: string, now: Date): Promise<RemittanceItem[]> {
  const { rows } = await db.query<StoredItem>(
    `select r.id, r.code, r.message, p.place as payment, c.place as claim, r.resolution, w.name as "resolvedBy",
       r.resolution_note as note, r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", h.name as "claimedName",
       a.id as "approvalId", a.proposed_by as "proposerId", b.name as proposer
     from review_item r
       left join approval a on a.review_item_id = r.id and a.state = 'proposed'
       left join reviewer b on b.id = a.proposed_by
       left join reviewer h on h.id = r.claimed_by
       left join payment p on p.id = r.payment_id
       left join payment_claim c on r.subject = 'payment-claim:' || c.id
       left join reviewer w on w.id = r.resolved_by
     where r.document_id = $1
     order by p.place nulls first, c.place nulls first, r.resolution is not null, r.opened_at desc`,
    [id],
  );
  return rows.map(({ resolution, claimedBy, claimedAt, claimedName, approvalId, proposerId, proposer, ...row }) => ({
    ...row,
    proposal:
      approvalId === null ? null : { id: approvalId, by: proposer ?? 'someone', isMine: proposerId === person.id },
    ...remittanceTextOf(row.code),
    pointer:
      row.payment === null ? null : `/payments/${row.payment}${row.claim === null ? '' : `/claims/${row.claim}`}`,
    isOpen: resolution === null,
    holder: resolution === null ? holderOf({ claimedBy, claimedAt, claimedName }, person, now) : null,
  }));
}
