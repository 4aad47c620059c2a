/** `claimwright portal canary set|list|clear`: the known member and claim that tell whether a portal still answers as it did. */
import { Command } from 'commander';
import { forgetCanaries, listCanaries, openCanaries } from '../../adapters/canaries.ts';
import type { Login } from '../../domain/login.ts';
import type { Stores } from '../../workers/stores.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson, table } from '../output.ts';
import { withStores } from '../with-stores.ts';
import { claimQuestion, eligibilityQuestion } from './check.ts';
import type { ClaimOptions, EligibilityOptions } from './check.ts';

type SetOptions = Omit<EligibilityOptions & ClaimOptions, 'portal'> & { readonly payer?: string };

export const canaryCommand = (): Command =>
  new Command('canary')
    .description(
      'A known member and claim for each login: asked before sweeps, on a timer, and to let a paused portal go on',
    )
    .addCommand(
      new Command('set')
        .argument('<portal>')
        .description('name the member (or, with --claim or --from, the claim) that this portal must find')
        .option('--label <login>', 'the login, when the portal has several')
        .option('--payer <key>', 'the payer, when the portal serves several')
        .option('--member <id>', 'member id')
        .option('--dob <date>', 'birth date, YYYY-MM-DD')
        .option('--last <name>', 'last name')
        .option('--first <name>', 'first name')
        .option('--claim <number>', 'our own claim number, of a claim that was imported')
        .option('--from <date>', 'first day of service')
        .option('--to <date>', 'last day of service (default: the first)')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright portal canary set northfield --member 100200300400 --dob 1980-02-03\n  claimwright portal canary set northfield --claim ACC-1001',
        )
        .action((portal: string, options: SetOptions) =>
          withStores('portal canary set', (stores) => setCanary(stores, portal, options)),
        ),
    )
    .addCommand(
      new Command('list')
        .argument('<portal>')
        .description('when each canary was asked and how it ended; who it is about stays sealed')
        .option('--json', 'print one JSON document')
        .addHelpText('after', '\nExample:\n  claimwright portal canary list northfield')
        .action((portal: string, options: { json?: boolean }) =>
          withStores('portal canary list', async ({ db }) => {
            const canaries = await listCanaries(db, portal);
            if (options.json) return sayJson(canaries);
            if (canaries.length === 0) return say(`${portal} has no canary yet; its next good answers give one.`);
            say(
              table(
                ['login', 'asks about', 'origin', 'last asked', 'last passed', 'ended with'],
                canaries.map((one) => [one.login, one.kind, one.origin, day(one.askedAt), day(one.passedAt), one.code]),
              ),
            );
          }),
        ),
    )
    .addCommand(
      new Command('clear')
        .argument('<portal>')
        .description('forget the canaries of a login; its next good answers give new ones')
        .option('--label <login>', 'the login, when the portal has several')
        .addHelpText('after', '\nExample:\n  claimwright portal canary clear northfield')
        .action((portal: string, options: { label?: string }) =>
          withStores('portal canary clear', async (stores) => {
            const login = await findLogin(stores, portal, options.label);
            say(`Forgot ${await forgetCanaries(stores.db, login.id)} canaries of "${login.label}".`);
          }),
        ),
    );

const day = (at: Date | null): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '';

async function setCanary(stores: Stores, portal: string, { payer, ...options }: SetOptions): Promise<void> {
  const login = await findLogin(stores, portal, options.label);
  const isClaim = options.claim !== undefined || options.from !== undefined;
  const asked = { ...options, portal };
  const {
    inquiry,
    claimId,
    payer: ofClaim,
  } = isClaim ? await claimQuestion(stores, asked) : eligibilityQuestion(stores, asked);
  const canary = { loginId: login.id, kind: inquiry.kind, inquiry };
  const key = payer ?? (claimId ? ofClaim : onlyPayer(stores, portal));
  await openCanaries(stores.vault).set(stores.db, { ...canary, payer: key }, stores.clock.now());
  say(`"${login.label}" on ${portal} has its ${isClaim ? 'claim' : 'member'} to be known by; it is kept sealed.`);
}

function onlyPayer({ registers }: Stores, portal: string): string {
  const keys = registers.payers.filter((payer) => payer.portal === portal).map(({ key }) => key);
  if (keys.length <= 1) return keys[0] ?? portal;
  throw new UsageError(`${portal} serves several payers; say which with --payer: ${keys.join(', ')}.`);
}

async function findLogin({ logins }: Stores, portal: string, label: string | undefined): Promise<Login> {
  const login = await logins.find(portal, label);
  if (login) return login;
  throw new UsageError(`There is no such login on ${portal}. Add one with: claimwright login add ${portal}`);
}
