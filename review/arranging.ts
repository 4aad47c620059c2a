/** Laying the pages of a scan anew: each part becomes a document that is read and posted by itself; what was posted stays as it is. */
import {
  findArrangedFile,
  insertArrangement,
  insertPart,
  lockFile,
  setAside,
  tiesOf,
  withdrawPayments,
  type ArrangedFile,
  type FileDocument,
} from '../adapters/page-arrangements.ts';
import type { Query } from '../adapters/query.ts';
import { arrangementFault, leftOutOf, partKey, type PlacedPage } from '../domain/page-arrangement.ts';
import { corePages, placesOf, whyFixed } from './arranged-pages.ts';
import { noteAudit } from './audit.ts';
import { holderOf } from './claims.ts';
import { Refused, wake, withRefusal } from './decisions.ts';
import type { Desk, Person } from './desk.ts';

export interface Arrangement {
  /** The version that the person saw. */
  readonly version: number;
  /** The pages of each part in their order. Pages that are in none are left out. */
  readonly parts: readonly (readonly PlacedPage[])[];
}

export type ArrangeOutcome =
  | {
      readonly outcome: 'arranged';
      /** One a part, in their order. */
      readonly documents: readonly { readonly id: string; readonly isNew: boolean }[];
      readonly isChanged: boolean;
    }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'refused'; readonly why: string };

/**
 * Arranges the pages of a file. A document that stands already, page for page, is not touched. One that has posted keeps the pages
 * of what was posted and may give the others away. Every other document of the file is set aside, as it was read; the new parts
 * take the way of any document.
 * @param id the document that came with the file, or any part of it.
 */
export async function arrangePages(
  desk: Desk,
  person: Person,
  id: string,
  { version, parts: wanted }: Arrangement,
): Promise<ArrangeOutcome> {
  const now = desk.clock.now();
  const done = await withRefusal(desk, async (tx): Promise<ArrangeOutcome> => {
    await lockFile(tx, id);
    const file = await findArrangedFile(tx, desk.documents, id);
    if (!file) return { outcome: 'not-found' };
    if (file.pageCount === null) throw new Refused('This document has no pages to arrange.');
    if (!file.isKept) throw new Refused('The file is no longer kept, so its pages cannot be read again.');
    if (version !== file.version)
      throw new Refused('Somebody else has arranged these pages meanwhile; look at them again.');
    const fault = arrangementFault(wanted, file.pageCount);
    if (fault) throw new Refused(fault);
    const parts = wanted.map((pages) => pages.map((page) => asItStands(file, page)));
    const change = changeOf(file, parts);
    if (change.leaving.length + change.trimmed.length === 0 && !change.standing.includes(undefined))
      return {
        outcome: 'arranged',
        documents: change.standing.map((each) => ({ id: each!.id, isNew: false })),
        isChanged: false,
      };
    const number = file.version + 1;
    await takeAway(desk, tx, person, change, number, now);
    const documents: { id: string; isNew: boolean }[] = [];
    for (const [at, pages] of parts.entries()) {
      const stands = change.standing[at];
      documents.push(
        stands
          ? { id: stands.id, isNew: false }
          : { id: await insertPart(tx, desk.documents, file, pages, now), isNew: true },
      );
    }
    const after = parts.map((pages, at) => ({ documentId: documents[at]!.id, pages }));
    const leftOut = leftOutOf(parts, file.pageCount);
    await insertArrangement(tx, file.id, { number, parts: after, leftOut }, person.id, now);
    await noteAudit(tx, person, 'pages-arranged', `remittance:${file.id}`, now, {
      number,
      before: file.documents.map((each) => ({ document: each.id, pages: partKey(placesOf(each.pages)) })),
      after: after.map((each) => ({ document: each.documentId, pages: partKey(each.pages) })),
      leftOut,
    });
    return { outcome: 'arranged', documents, isChanged: true };
  });
  if (done.outcome === 'arranged' && done.isChanged) wake(desk);
  return done;
}

/** A page that nobody turns stays as it is shown. */
const asItStands = ({ documents }: ArrangedFile, { page, turn }: PlacedPage): PlacedPage => ({
  page,
  turn: turn ?? documents.flatMap(({ pages }) => pages).find(({ filePage }) => filePage === page)?.turn ?? null,
});

interface Change {
  /** The document that a part is already, one a part. */
  readonly standing: readonly (FileDocument | undefined)[];
  /** They keep what was posted, and give away the rest. */
  readonly trimmed: readonly FileDocument[];
  readonly leaving: readonly FileDocument[];
  /** Payments that are read anew. */
  readonly payments: readonly string[];
}

function changeOf(file: ArrangedFile, parts: Arrangement['parts']): Change {
  const whole = new Map(file.documents.map((each) => [partKey(placesOf(each.pages)), each]));
  const cores = new Map(
    file.documents.flatMap((each) => {
      const core = corePages(each);
      return core.length > 0 ? [[partKey(placesOf(core)), each] as const] : [];
    }),
  );
  const standing = parts.map((part) => whole.get(partKey(part)) ?? cores.get(partKey(part)));
  const trimmed = [...cores].flatMap(([key, each]) =>
    standing.includes(each) && key !== partKey(placesOf(each.pages)) && parts.some((part) => partKey(part) === key)
      ? [each]
      : [],
  );
  const leaving = file.documents.filter((each) => !standing.includes(each));
  for (const each of [...leaving, ...trimmed]) {
    const why = whyFixed(each, leaving.includes(each) ? each.pages : []);
    if (why) throw new Refused(why);
  }
  const outside = (each: FileDocument) => {
    const core = new Set(corePages(each).map(({ filePage }) => filePage));
    return each.payments.filter(({ pages }) => pages.length > 0 && !pages.some((page) => core.has(page)));
  };
  const payments = [...leaving.flatMap((each) => each.payments), ...trimmed.flatMap(outside)].map((each) => each.id);
  return { standing, trimmed, leaving, payments };
}

interface Waiting {
  id: string;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
}

/** Sets aside what is read anew: its payments count no more, and what waited for a person waits no more. */
async function takeAway(
  desk: Desk,
  tx: Query,
  person: Person,
  { leaving, trimmed, payments }: Change,
  number: number,
  now: Date,
): Promise<void> {
  const documents = leaving.map((each) => each.id);
  const { isReliedOn, isProposed } = await tiesOf(tx, payments);
  if (isProposed)
    throw new Refused('A decision about these pages waits for a second person: it must be approved or rejected first.');
  if (isReliedOn)
    throw new Refused(
      'Another document was taken for the same payment and relies on these pages; correct the fields instead.',
    );
  const { rows } = await tx.query<Waiting>(
    `select r.id, r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", p.name as "claimedName"
     from review_item r left join reviewer p on p.id = r.claimed_by
     where r.resolution is null and (r.document_id = any($1::uuid[]) or r.payment_id = any($2::uuid[])) order by r.id`,
    [documents, payments],
  );
  for (const row of rows) {
    const holder = holderOf(row, person, now);
    if (holder && !holder.isMine) throw new Refused(`${holder.by} is working on these pages; ask them first.`);
    await tx.query(
      `update review_item set resolution = 'resolved', resolution_note = 'The pages were arranged anew.', resolved_by = $2,
         resolved_at = $3, claimed_by = null, claimed_at = null where id = $1`,
      [row.id, person.id, now],
    );
    await noteAudit(tx, person, 'resolved', `review-item:${row.id}`, now, { arrangement: number });
  }
  await withdrawPayments(tx, payments);
  await setAside(tx, documents, now);
  for (const each of trimmed) await desk.posting.settle(tx, each.id, now);
}
