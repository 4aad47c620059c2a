/** `claimwright reviewer add|list|password|role|disable|enable|unlock`: who may sign in to the review app. */
import { userInfo } from 'node:os';
import { Argument, Command, Option } from 'commander';
import { peopleOf } from '../../adapters/people-rows.ts';
import { ROLES, type Role } from '../../domain/permissions.ts';
import {
  addPerson,
  changeRole,
  disablePerson,
  enablePerson,
  givePassword,
  resetSecondFactor,
  unlockPerson,
  type Decider,
  type Done,
  type PeopleDesk,
} from '../../review/people.ts';
import { UsageError } from '../failure.ts';
import { say, sayJson, table } from '../output.ts';
import { withStores } from '../with-stores.ts';

const name = () => new Argument('<name>');
const examples = (...lines: string[]) =>
  `\nExamples:\n${lines.map((line) => `  claimwright reviewer ${line}`).join('\n')}`;

export const reviewerCommand = (): Command =>
  new Command('reviewer')
    .description('People who may sign in to the review app')
    .addCommand(
      new Command('add')
        .addArgument(name())
        .description('add a person with a random password, shown once and changed at the first sign-in')
        .addOption(new Option('--role <role>', 'what the person may do').choices(ROLES).default('biller'))
        .addHelpText('after', examples('add dana', 'add kim --role supervisor'))
        .action((who: string, { role }: { role: Role }) =>
          withPeople('reviewer add', async (desk, me) => {
            const { password } = orRefuse(await addPerson(desk, me, who, role));
            say(`Added ${who}, ${role}. Password (shown once, to be changed at the first sign-in): ${password}`);
          }),
        ),
    )
    .addCommand(
      new Command('list')
        .description('everybody, with their role and whether they may sign in')
        .option('--json', 'as one JSON document')
        .addHelpText('after', examples('list', 'list --json'))
        .action(({ json }: { json?: boolean }) => withPeople('reviewer list', (desk) => list(desk, json === true))),
    )
    .addCommand(
      new Command('password')
        .addArgument(name())
        .description('give a person a new random password, shown once and changed at the next sign-in')
        .option('--drop-second-factor', 'for who has lost the authenticator and the recovery codes too')
        .addHelpText('after', examples('password dana', 'password dana --drop-second-factor'))
        .action((who: string, { dropSecondFactor }: { dropSecondFactor?: boolean }) =>
          withPerson('reviewer password', who, async (desk, me, id) => {
            if (dropSecondFactor) orRefuse(await resetSecondFactor(desk, me, id));
            const { password } = orRefuse(await givePassword(desk, me, id));
            say(`New password of ${who} (shown once, to be changed at the next sign-in): ${password}`);
          }),
        ),
    )
    .addCommand(
      new Command('role')
        .addArgument(name())
        .addArgument(new Argument('<role>').choices(ROLES))
        .description('change what a person may do; ends their sessions')
        .addHelpText('after', examples('role dana supervisor'))
        .action((who: string, role: Role) =>
          withPerson('reviewer role', who, async (desk, me, id) => {
            orRefuse(await changeRole(desk, me, id, role));
            say(`${who} is ${role} now.`);
          }),
        ),
    )
    .addCommand(
      simple('disable', 'let a person in no longer; what they decided stays', disablePerson, 'may no longer sign in'),
    )
    .addCommand(simple('enable', 'let a person in again', enablePerson, 'may sign in again'))
    .addCommand(simple('unlock', 'end the wait after wrong passwords', unlockPerson, 'may try again at once'));

type Deed = (desk: PeopleDesk, me: Decider, id: string) => Promise<Done>;

const simple = (verb: string, description: string, deed: Deed, told: string): Command =>
  new Command(verb)
    .addArgument(name())
    .description(description)
    .addHelpText('after', examples(`${verb} dana`))
    .action((who: string) =>
      withPerson(`reviewer ${verb}`, who, async (desk, me, id) => {
        orRefuse(await deed(desk, me, id));
        say(`${who} ${told}.`);
      }),
    );

const withPeople = (command: string, body: (desk: PeopleDesk, me: Decider) => Promise<void>): Promise<void> =>
  withStores(command, ({ db, clock, vault }) =>
    body({ db, clock, mark: (text, purpose) => vault.mark(text, purpose) }, { commandLine: userInfo().username }),
  );

const withPerson = (
  command: string,
  who: string,
  body: (desk: PeopleDesk, me: Decider, id: string) => Promise<void>,
): Promise<void> =>
  withPeople(command, async (desk, me) => {
    const { rows } = await desk.db.query<{ id: string }>('select id from reviewer where name = $1', [who]);
    if (!rows[0]) throw new UsageError(`There is no reviewer "${who}". See: claimwright reviewer list`);
    await body(desk, me, rows[0].id);
  });

function orRefuse<T>(done: Done<T>): T {
  if (!done.done) throw new UsageError(done.why);
  return done;
}

async function list({ db }: PeopleDesk, isJson: boolean): Promise<void> {
  const people = await peopleOf(db);
  if (isJson) return sayJson({ people });
  const rows = people.map((each) => [
    each.name,
    each.role,
    each.disabledAt ? 'disabled' : each.mustChangePassword ? 'has yet to choose a password' : 'active',
    each.hasSecondFactor ? 'yes' : 'no',
    each.signedInAt?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never',
  ]);
  say(table(['name', 'role', 'state', 'second factor', 'last signed in (UTC)'], rows));
}
