/** An answer that was got through an element found by likeness: kept apart, and shown to a person with the proposed selector. */
import type { Exhibit } from '../adapters/evidence.ts';
import { noteProposal } from '../adapters/learned-selectors.ts';
import { freeDecided, quarantine } from '../adapters/quarantine.ts';
import type { Query } from '../adapters/query.ts';
import { endWork } from '../adapters/work-items.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { openReviewItem } from '../review/items.ts';
import type { Finding } from './lookup.ts';
import type { Settlement } from './settle.ts';
import { weighFault } from './stop-line.ts';
import type { Stores } from './stores.ts';

/** Whether a finding tells of coverage or a claim, and was got through a guess. Faults have policies of their own. */
export const isGuess = ({ outcome, proposals }: Finding): boolean =>
  proposals.length > 0 && (!(outcome instanceof WorkException) || policyOf(outcome.code).family === 'business');

/** The work item waits in review, whatever the portal said. */
export async function settleGuess(
  stores: Stores,
  item: WorkItem,
  finding: Finding,
  exhibit: Exhibit | null,
): Promise<Settlement> {
  const now = stores.clock.now();
  const message = messageOf(finding);
  let pauses: Settlement['pauses'] = 'nothing';
  const isWritten = await stores.db.transaction(async (tx) => {
    const ending = { state: 'review', code: 'selector-missing', message, triesSpent: 1 } as const;
    if (!(await endWork(tx, item, ending, now))) return false;
    if (exhibit) await stores.evidence.insert(tx, exhibit);
    const isOpen = await keepApart(tx, item, finding, exhibit, now);
    if (!isOpen) {
      // A person has decided meanwhile.
      await freeDecided(tx, item.portal, now);
      return true;
    }
    if ((await weighFault(stores, tx, item, 'selector-missing', now)) === 'pauses') pauses = 'portal';
    await askAbout(tx, item, finding, message, exhibit, now);
    return true;
  });
  return { verdict: { kind: 'ack' }, isWritten, pauses };
}

/** @returns whether a person must decide. */
async function keepApart(
  tx: Query,
  item: WorkItem,
  { outcome, proposals }: Finding,
  exhibit: Exhibit | null,
  now: Date,
): Promise<boolean> {
  const isAnswer = !(outcome instanceof WorkException);
  const rows = [];
  for (const proposal of proposals) rows.push(await noteProposal(tx, item.portal, proposal, now));
  const answer = {
    result: isAnswer ? outcome.result : null,
    fields: isAnswer ? withEvidence(outcome.fields, exhibit) : {},
    code: isAnswer ? null : outcome.code,
    evidenceId: exhibit?.id ?? null,
  };
  await quarantine(tx, item, answer, [...new Set(rows.map(({ id }) => id))], now);
  return rows.some(({ state }) => state === 'proposed');
}

const withEvidence = <T extends object>(fields: Readonly<Record<string, T>>, exhibit: Exhibit | null) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, from]) => [key, { ...from, ...(exhibit && { evidence: exhibit.id }) }]),
  ) as Record<string, T>;

/** One item for each page: all that is proposed on it is decided together. */
async function askAbout(
  tx: Query,
  item: WorkItem,
  { proposals }: Finding,
  message: string,
  exhibit: Exhibit | null,
  now: Date,
): Promise<void> {
  for (const page of new Set(proposals.map((proposal) => proposal.page))) {
    const about = { code: 'selector-missing', portal: item.portal, subject: `selectors:${page}` } as const;
    const links = { workItemId: item.id, loginId: null, evidenceId: exhibit?.id ?? null };
    await openReviewItem(tx, { ...about, ...links, message }, now);
  }
}

function messageOf({ outcome, proposals }: Finding): string {
  const names = [...new Set(proposals.map(({ page, element }) => `${element} on ${page}`))].join(', ');
  const said =
    outcome instanceof WorkException
      ? `The portal then said "${outcome.code}", which is not believed until someone has looked.`
      : 'The answer waits until someone has looked.';
  return `The portal has changed: ${names} was not found as we know it, and the likeliest element was used. ${said}`;
}
