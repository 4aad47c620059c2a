/** Stonebridge claim status: find the claim, open what can be it, make sure that it is ours, read it. */
import type { ClaimStatusAnswer } from '../../../domain/claim-status.ts';
import { WorkException } from '../../../domain/exceptions.ts';
import type { ClaimStatusInquiry } from '../../../domain/work-item.ts';
import { claimAmbiguous, listedClaim, readClaims } from '../../ambiguous.ts';
import { type ClaimReading, isOneChain, together, withoutBoxes } from '../../claim-reading.ts';
import type { Reading, Visit } from '../../portal.ts';
import { checkClaims } from '../../same-claim.ts';
import { tidied } from './ask-beneficiary.ts';
import { type ListedClaim, type Search, searchesFor } from './choose-claim.ts';
import { listClaims, openClaim, showList } from './claim-list.ts';

/** More rows than this that can be one claim are a question for a person. */
const MOST_OPENED = 6;

export async function claimStatus(visit: Visit, inquiry: ClaimStatusInquiry): Promise<Reading<ClaimStatusAnswer>> {
  return together(await findClaim(visit, inquiry));
}

/**
 * Our claim, or the chain of claims that replaced one another, in the portal's order; the first is in view at the end.
 * Boxes of pages that are gone would mislead, so only the first has them.
 */
export async function findClaim(visit: Visit, asked: ClaimStatusInquiry): Promise<readonly ClaimReading[]> {
  const inquiry = { ...asked, member: tidied(asked.member) };
  const searches = searchesFor(inquiry);
  if (searches.length === 0) {
    throw new WorkException(
      'inquiry-rejected',
      "To find the claim, give the payer's claim number, or the Medicare number, the name and the dates of service.",
    );
  }
  for (const search of searches) {
    visit.step(search.step);
    const found = await runSearch(visit, inquiry, search);
    if (found.length > 0) return found;
  }
  await visit.capture();
  throw new WorkException('claim-not-found', 'The portal has no claim of ours under any key that we know.');
}

async function runSearch(visit: Visit, inquiry: ClaimStatusInquiry, search: Search): Promise<readonly ClaimReading[]> {
  const listed = await listClaims(visit, inquiry.member, search.keys);
  const rows = listed.filter(search.mayBe);
  if (rows.length > MOST_OPENED) throw await claimAmbiguous(visit, rows.map(listedClaim));
  const opened = await openAll(visit, rows, listed.at(-1)?.listPage);
  const ours = search.ours(opened.map(({ reading }) => reading));
  const [first] = ours;
  if (!first) return [];
  if (ours.length > 1 && !isOneChain(ours)) {
    await showList(visit, 1);
    throw await claimAmbiguous(visit, readClaims(ours));
  }
  const shown = await inView(visit, opened, first);
  await visit.capture();
  checkClaims(inquiry, ours);
  return [shown, ...ours.slice(1).map((reading) => ({ ...reading, fields: withoutBoxes(reading.fields) }))];
}

interface Opened {
  readonly row: ListedClaim;
  readonly reading: ClaimReading;
}

/** The first listed is opened last, so that it is in view at the end. */
async function openAll(
  visit: Visit,
  rows: readonly ListedClaim[],
  listPageInView: number | undefined,
): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  let inViewNow = listPageInView ?? 0;
  for (const row of rows.toReversed()) {
    visit.step('Open a claim and read it');
    if (row.listPage !== inViewNow) await showList(visit, row.listPage);
    inViewNow = 0;
    opened.unshift({ row, reading: await openClaim(visit, row) });
  }
  return opened;
}

/** The claim as it stands on the page that is shown now; opened again when another one is in view. */
async function inView(visit: Visit, opened: readonly Opened[], wanted: ClaimReading): Promise<ClaimReading> {
  const at = opened.findIndex(({ reading }) => reading === wanted);
  const entry = opened[at];
  if (!entry || at === 0) return wanted;
  await showList(visit, entry.row.listPage);
  return openClaim(visit, entry.row);
}
