/** A rejected password is submitted once: the sign-in flow on the saved pages that end in the rejection. */
import { WorkException } from '../../domain/exceptions.ts';
import type { SignInDesk } from '../../flows/portal.ts';
import type { CaseGround } from './check-cases.ts';
import { stepOf } from './check-cases.ts';
import type { Findings } from './check-report.ts';
import { openReplay } from './replay.ts';
import { visitOn } from './stage.ts';

export async function checkRejection(ground: CaseGround, { counts, faults }: Findings): Promise<void> {
  const { rejected } = ground.index;
  if (!rejected) {
    faults.push({
      of: 'rejected',
      say: 'No saved page shows a rejected password: save one, and list the way to it in saved.json.',
    });
    return;
  }
  counts.rejections += 1;
  const context = await ground.context();
  try {
    const replay = await openReplay(
      context,
      rejected.walk.map((file) => stepOf(ground, file)),
    );
    const submits: number[] = [];
    const desk = deskWith(rejected.answers ?? {}, () => submits.push(replay.turns()));
    const code = await ground.portal.signIn(visitOn(await context.newPage()), desk).then(
      () => 'signed in',
      (error: unknown) => (error instanceof WorkException ? error.code : String(error).split('\n', 1)[0]),
    );
    if (code !== 'credentials-rejected')
      faults.push({ of: 'rejected', say: `A rejected password ends in "${code}", not in credentials-rejected.` });
    const [before] = submits;
    if (submits.length !== 1 || before === undefined)
      faults.push({
        of: 'rejected',
        say: `beforeSubmit was called ${submits.length} times, not once: the login can be locked out.`,
      });
    else if (replay.turns() - before !== 1)
      faults.push({ of: 'rejected', say: `After the password ${replay.turns() - before} pages were turned, not one.` });
  } finally {
    await context.close();
  }
}

function deskWith(answers: Readonly<Record<string, string>>, onSubmit: () => void): SignInDesk {
  return {
    credentials: async () => ({ username: 'CLERK', password: 'not-the-password', answers }),
    beforeSubmit: async () => onSubmit(),
    totp: async () => '123456',
    backupCode: async () => 'ABCD-1234',
    passkey: (press) => press(),
    mailedCode: async ({ request, digits }) => {
      await request();
      return '1'.repeat(digits);
    },
    personCode: async ({ digits }) => '1'.repeat(digits),
  };
}
