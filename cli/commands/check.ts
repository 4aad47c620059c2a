/** `claimwright check eligibility|claim`: one inquiry now, through the queue like any other. */
import { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { findClaim, loadClaims } from '../../adapters/claims.ts';
import type { Registers } from '../../config/registers.ts';
import { readSettings } from '../../config/settings.ts';
import { dayIn, isIsoDate } from '../../domain/dates.ts';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry } from '../../domain/inquiries.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import { findAnswer, lastFault } from '../../workers/answer.ts';
import type { AnswerDocument } from '../../workers/answer.ts';
import { ask } from '../../workers/ask.ts';
import { startWorkers } from '../../workers/main.ts';
import type { Stores } from '../../workers/stores.ts';
import { UsageError } from '../failure.ts';
import { progress, say, sayJson } from '../output.ts';
import { withStores } from '../with-stores.ts';

interface Common {
  readonly portal: string;
  readonly payer?: string;
  readonly label?: string;
  readonly json?: boolean;
}
export interface EligibilityOptions extends Common {
  readonly member?: string;
  readonly dob?: string;
  readonly last?: string;
  readonly first?: string;
  readonly serviceDate?: string;
}
export interface ClaimOptions extends Common {
  readonly claim?: string;
  readonly member?: string;
  readonly dob?: string;
  readonly from?: string;
  readonly to?: string;
}
interface Question {
  readonly inquiry: Inquiry;
  readonly payer: string;
  readonly claimId: string | null;
}

export const checkCommand = (): Command =>
  new Command('check')
    .description('Ask a portal one question now and wait for the answer')
    .addCommand(
      common('eligibility', 'is this member covered on this day?')
        .option('--member <id>', 'member id')
        .option('--dob <date>', 'birth date, YYYY-MM-DD')
        .option('--last <name>', 'last name')
        .option('--first <name>', 'first name')
        .option('--service-date <date>', 'the day of the visit, YYYY-MM-DD (default today)')
        .addHelpText(
          'after',
          '\nExample:\n  claimwright check eligibility --portal northfield --member 100200300400 --dob 1980-02-03',
        )
        .action((options: EligibilityOptions) => run(options, async (stores) => eligibilityQuestion(stores, options))),
    )
    .addCommand(
      common('claim', 'what became of this claim?')
        .option('--claim <number>', 'our own claim number, of a claim that was imported')
        .option('--member <id>', 'member id, with --from and --to')
        .option('--dob <date>', 'birth date, YYYY-MM-DD')
        .option('--from <date>', 'first day of service')
        .option('--to <date>', 'last day of service (default: the first)')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright check claim --portal northfield --claim ACC-1001\n  claimwright check claim --portal northfield --member 100200300400 --from 2026-09-14 --to 2026-09-14',
        )
        .action((options: ClaimOptions) => run(options, (stores) => claimQuestion(stores, options))),
    );

const common = (name: string, what: string): Command =>
  new Command(name)
    .description(what)
    .requiredOption('--portal <name>', 'a portal of "claimwright portal list"')
    .option('--payer <key>', 'the payer to ask about, when the portal serves several (a name of config/payers)')
    .option('--label <login>', 'the login to use, when the portal has several')
    .option('--json', 'print one JSON document');

function day(text: string | undefined, option: string): string | null {
  if (text === undefined) return null;
  if (!isIsoDate(text)) throw new UsageError(`${option} takes a real day as YYYY-MM-DD.`);
  return text;
}

/** @throws UsageError for what cannot be asked. */
export function eligibilityQuestion({ clock, settings, registers }: Stores, options: EligibilityOptions): Question {
  const birthDate = day(options.dob, '--dob');
  if (!options.member && !(options.last && options.first && birthDate)) {
    throw new UsageError('Say who: --member ID (with --dob when known), or --last, --first and --dob.');
  }
  const today = dayIn(clock.now(), settings.timeZone);
  if (birthDate && birthDate > today) throw new UsageError('--dob is in the future.');
  const member = {
    memberId: options.member ?? null,
    lastName: options.last ?? null,
    firstName: options.first ?? null,
    birthDate,
  };
  const serviceDate = day(options.serviceDate, '--service-date') ?? today;
  return {
    inquiry: { kind: 'eligibility', member, serviceDate, providerNpi: null },
    payer: payerOf(registers, options),
    claimId: null,
  };
}

/** The payer that is named, else the only one that the portal serves. @throws UsageError when that leaves a choice. */
function payerOf({ payers }: Registers, { portal, payer }: Common): string {
  const served = payers.filter((each) => each.portal === portal).map(({ key }) => key);
  if (payer !== undefined && !served.includes(payer))
    throw new UsageError(`The portal ${portal} serves no payer ${payer}. Name one of: ${served.join(', ')}.`);
  if (payer === undefined && served.length > 1)
    throw new UsageError(`The portal ${portal} serves several payers. Say which: --payer ${served.join(' | ')}.`);
  return payer ?? served[0] ?? portal;
}

/** @throws UsageError for what cannot be asked. */
export async function claimQuestion({ db, registers }: Stores, options: ClaimOptions): Promise<Question> {
  if (options.claim) {
    const id = await findClaim(db, options.claim, options.portal);
    const [found] = id ? await loadClaims(db, [id]) : [];
    if (!found)
      throw new UsageError(
        `No claim of ours with that number goes to ${options.portal}. Import it first: claimwright import claims FILE`,
      );
    return { inquiry: claimStatusInquiry(found.claim), payer: found.payer, claimId: found.id };
  }
  const from = day(options.from, '--from');
  if (!options.member || !from) throw new UsageError('Say which: --claim NUMBER, or --member ID with --from and --to.');
  const to = day(options.to, '--to') ?? from;
  if (to < from) throw new UsageError('--to is before --from.');
  const member = { memberId: options.member, lastName: null, firstName: null, birthDate: day(options.dob, '--dob') };
  const open = { patientControlNumber: null, payerClaimControlNumber: null, billedCents: null, providerNpi: null };
  return {
    inquiry: { kind: 'claim-status', member, serviceFrom: from, serviceTo: to, ...open },
    payer: payerOf(registers, options),
    claimId: null,
  };
}

const LIMIT_MS = 10 * 60_000;

async function run(options: Common, questionOf: (stores: Stores) => Question | Promise<Question>): Promise<void> {
  if (readSettings().workTimeoutMs > LIMIT_MS)
    throw new UsageError('WORK_TIMEOUT_SECONDS is longer than this command waits; lower it.');
  await withStores('check', async (stores) => {
    if (!stores.registers.portals.some((portal) => portal.name === options.portal)) {
      throw new UsageError(`There is no portal "${options.portal}". "claimwright portal list" shows those there are.`);
    }
    const question = await questionOf(stores);
    const login = await stores.logins.find(options.portal, options.label);
    if (!login)
      throw new UsageError(
        `There is no such login on ${options.portal}. Add one with: claimwright login add ${options.portal}`,
      );
    const { ids } = await ask(stores, [{ portal: options.portal, loginId: login.id, ...question }]);
    const answer = await waitForAnswer(stores, ids[0]!, login.id);
    if (options.json) sayJson(answer);
    else print(answer);
    process.exitCode = answer.outcome === 'done' ? 0 : answer.outcome === 'failed' ? 3 : 1;
  });
}

/** Works the login's own queue meanwhile, so that it also answers where no worker runs. */
async function waitForAnswer(stores: Stores, id: string, loginId: string): Promise<AnswerDocument> {
  const known = await findAnswer(stores, id);
  if (known) return known;
  const watch = progress();
  const workers = await startWorkers(stores, { onlyLogin: loginId });
  try {
    const deadline = stores.clock.now().getTime() + LIMIT_MS;
    while (stores.clock.now().getTime() < deadline) {
      const answer = await findAnswer(stores, id);
      if (answer) return answer;
      const fault = await lastFault(stores, id);
      // Without a browser no try of this machine comes to anything: a person should not sit through the others.
      if (fault?.code === 'browser-crashed')
        throw new WorkException(fault.code, `${fault.message} The question stays queued.`);
      watch.show(fault ? `Asking the portal again soon: ${fault.message}` : 'Asking the portal ...');
      await sleep(50);
    }
    throw new UsageError(
      'No answer within ten minutes; the question stays queued. "claimwright review list" shows what waits for a person.',
    );
  } finally {
    watch.end();
    await workers.drain();
  }
}

function print(answer: AnswerDocument): void {
  if (answer.outcome !== 'done') return say(`${answer.outcome} (${answer.code ?? 'no code'}): ${answer.message ?? ''}`);
  say(JSON.stringify(answer.result, null, 2));
}
