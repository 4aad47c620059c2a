/** A code that the portal mails to the practice: the one that is still good, the one that comes late, or a new one. */
import type { Mailbox } from '../adapters/mailbox.ts';
import { openMailedCodes } from '../adapters/mailed-codes.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { MailedCode } from '../flows/portal.ts';
import type { Stores } from './stores.ts';

const HOUR_MS = 3_600_000;
/** A mail may take as long, and asking again makes it void: until then nobody asks again. */
const ASK_AGAIN_MS = 15 * 60_000;

export interface MailDesk {
  readonly loginId: string;
  /** @throws WorkException `mfa-required` for a login without one. */
  readonly mailbox: () => Promise<Mailbox>;
  readonly signal?: AbortSignal | undefined;
}

/** @throws WorkException `mfa-required` without a mailbox, `code-late` when no mail comes in time. */
export async function mailedCode(stores: Stores, desk: MailDesk, mail: MailedCode): Promise<string> {
  const { clock, db, vault } = stores;
  const codes = openMailedCodes(db, vault);
  const { loginId, signal } = desk;
  if (mail.isRefused) await codes.forget(loginId);
  const valid = await codes.valid(loginId, clock.now());
  if (valid) return valid;
  const mailbox = await desk.mailbox();
  const { digits, patienceMs, validHours } = mail;

  const asked = await codes.awaited(loginId);
  const age = asked ? clock.now().getTime() - asked.requestedAt.getTime() : Number.POSITIVE_INFINITY;
  if (asked && age < validHours * HOUR_MS) {
    const onItsWay = Math.min(patienceMs, Math.max(0, ASK_AGAIN_MS - age));
    const late = await mailbox.waitForCode({ after: asked.mark, digits, patienceMs: onItsWay, signal });
    if (late) {
      await codes.keep(loginId, late, validHours);
      return late;
    }
    if (age + onItsWay < ASK_AGAIN_MS) throw tooLate();
  }

  const after = await mailbox.mark();
  await codes.noteRequest(loginId, after, clock.now());
  try {
    await mail.request();
  } catch (error) {
    await codes.forget(loginId);
    throw error;
  }
  const code = await mailbox.waitForCode({ after, digits, patienceMs, signal });
  if (!code) throw tooLate();
  await codes.keep(loginId, code, validHours);
  return code;
}

const tooLate = (): WorkException =>
  new WorkException(
    'code-late',
    'No mail with a code came from the portal while its page waited. The robot looks for it again later.',
  );
