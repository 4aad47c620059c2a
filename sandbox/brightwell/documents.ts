/** The document library: remittances of paid claims, 24 months back, searched by any window of 90 days. */
import { addDays, daysBetween } from '../../domain/dates.ts';
import type { Random } from '../random.ts';
import { bytesOf, type LibraryDocument } from './library.ts';
import { happens, ok, refused, type Reply, type SignedInCall } from './site.ts';
import { isOwnOrganization } from './sign-in.ts';

const WINDOW_DAYS = 90;
const MONTHS_KEPT = 24;
/** A claim number matches in part when it begins so. */
const ALIKE = 7;
const MOST_ROWS = 25;

export function searchDocuments(call: SignedInCall, tickets: Tickets): Reply {
  const { site, session, text } = call;
  if (happens(call, 'neverAnswers')) return 'never';
  const [from, to, number] = [text('from'), text('to'), text('claimNumber').toUpperCase()];
  if (!from || !to || !number) return refused(422, 'MISSING', 'Enter a claim number and both dates.');
  if (from > to || daysBetween(from, to) > WINDOW_DAYS)
    return refused(422, 'WINDOW', `Choose dates that are at most ${WINDOW_DAYS} days apart.`);
  if (from < addDays(site.today, -MONTHS_KEPT * 31))
    return refused(422, 'TOO_OLD', `Documents are kept for ${MONTHS_KEPT} months.`);
  const inWindow = isOwnOrganization(session) ? site.documents.filter(({ date }) => from <= date && date <= to) : [];
  const isExact = (document: LibraryDocument): boolean => document.claimNumber === number;
  const partial = inWindow.filter((each) => !isExact(each) && each.claimNumber.startsWith(number.slice(0, ALIKE)));
  session.documents = [...partial.slice(0, MOST_ROWS), ...inWindow.filter(isExact)].toSorted((a, b) =>
    b.date.localeCompare(a.date),
  );
  const form = call.faults.pdfForm;
  return ok({
    form,
    rows: session.documents.map((each) => ({
      claimNumber: each.claimNumber,
      memberId: each.memberId,
      date: each.date,
      fileName: each.fileName,
      address: tickets.give(each, form.startsWith('attachment')),
      match: isExact(each) ? 'Exact' : 'Partial',
    })),
  });
}

/** The same file for a script of the application, which sends its token along. */
export function documentBytes({ session, text }: SignedInCall): Reply {
  const document = session.documents[Number(text('row'))];
  if (!document) return refused(404, 'GONE', 'This document is no longer in your search results.');
  return { status: 200, body: bytesOf(document), headers: { 'content-type': 'application/pdf' } };
}

/** Addresses that the browser may fetch without the bearer token, for a minute. */
export interface Tickets {
  readonly give: (document: LibraryDocument, isAttachment: boolean) => string;
  readonly take: (ticket: string) => { readonly document: LibraryDocument; readonly isAttachment: boolean } | null;
}

const TICKET_MS = 60_000;

export function openTickets(now: () => Date, random: Random): Tickets {
  const given = new Map<string, { document: LibraryDocument; isAttachment: boolean; untilMs: number }>();
  return {
    give: (document, isAttachment) => {
      const ticket = `${random.int(100_000_000, 999_999_999)}${random.int(100_000_000, 999_999_999)}`;
      given.set(ticket, { document, isAttachment, untilMs: now().getTime() + TICKET_MS });
      return `/files/${ticket}`;
    },
    take: (ticket) => {
      const found = given.get(ticket);
      return found && found.untilMs >= now().getTime() ? found : null;
    },
  };
}
