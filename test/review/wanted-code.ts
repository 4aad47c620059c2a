/** A page of the robot's that waits for a code only a person has. */
import { randomUUID } from 'node:crypto';
import { insertCodeRequest } from '../../adapters/code-requests.ts';
import { openReviewItem } from '../../review/items.ts';
import { eligibility, type Office } from './office.ts';

export const WHAT = 'The portal texted a code to the phone that ends in 44.';

/** @returns the review item, the request, and the work item whose run asks. */
export async function wantCode({ db, clock }: Office, loginId: string, patienceMs = 120_000) {
  const now = clock.now();
  const workItemId = randomUUID();
  await db.query(
    `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, attempt, available_at, asked_at)
     values ($1, $5, 'eligibility', 'running', 'pinecrest', $2, 'Tamarack Health', $3, 3, $4, $4)`,
    [workItemId, loginId, JSON.stringify(eligibility()), now, workItemId],
  );
  const closesAt = new Date(now.getTime() + patienceMs);
  const run = { workItemId, attempt: 3 };
  const requestId = await insertCodeRequest(db, { loginId, run, digits: 6, closesAt }, now);
  const { id: itemId } = await openReviewItem(
    db,
    {
      code: 'mfa-required',
      portal: 'pinecrest',
      subject: `code:${requestId}`,
      workItemId,
      loginId,
      message: WHAT,
      evidenceId: null,
    },
    now,
  );
  return { itemId, requestId, workItemId };
}

/** For a page of the browser: the tab is behind others from now on; what the browser is asked to sound and to show is kept beside. */
export const LOOK_AWAY_AND_LISTEN = `
  globalThis.told = [];
  globalThis.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      told.push(title + ': ' + options.body + ' (' + options.tag + ')');
    }
  };
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function (...at) {
    told.push('tone');
    return start.apply(this, at);
  };
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
`;
