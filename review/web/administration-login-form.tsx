/** Adds a login, or gives a known one new secrets: what is left empty stays as it is. */
import {
  Button,
  Card,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  PasswordInput,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import type { LoginRow } from '../api/administration-schema.ts';
import { useChange } from './administration-api.ts';
import { Refusal } from './administration-parts.tsx';
import { linesOf } from './administration-words.ts';
import { InternalLink } from './internal-link.tsx';
import { go } from './router.ts';

const LIST = '/administration/logins';
const EMPTY = {
  username: '',
  password: '',
  question: '',
  answer: '',
  totpSecret: '',
  backupCodes: '',
  host: '',
  port: '993',
  user: '',
  mailPassword: '',
  from: '',
};
type Typed = typeof EMPTY;

interface Props {
  readonly login: LoginRow | null;
  readonly portals: readonly { name: string; title: string }[];
}

export function LoginForm({ login, portals }: Props) {
  const change = useChange(true);
  const [portal, setPortal] = useState(login?.portal ?? portals[0]?.name ?? '');
  const [label, setLabel] = useState(login?.label ?? '');
  const [npi, setNpi] = useState(login?.providerNpi ?? '');
  const [typed, setTyped] = useState<Typed>(EMPTY);
  const [isWithoutTotp, setWithoutTotp] = useState(false);
  const set = (name: keyof Typed) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value });
  const given = { ...partsOf(typed), ...(isWithoutTotp ? { totpSecret: null } : {}) };
  const isReady = login ? Object.keys(given).length > 0 : Boolean(label.trim() && typed.username && typed.password);
  const send = () =>
    change.mutate(
      login
        ? {
            path: `logins/${login.id}/secret`,
            body: { changes: given },
            done: 'Stored. If the login was paused, resume it now.',
          }
        : {
            path: 'logins',
            body: { portal, label: label.trim(), providerNpi: npi.trim() || null, credentials: given },
            done: 'Added; robots may sign in with it.',
          },
      { onSuccess: () => go(LIST) },
    );
  const kept = login ? 'Empty: stays as it is.' : undefined;
  return (
    <Card
      withBorder
      maw={720}
      component="form"
      autoComplete="off"
      aria-label={login?.label ?? 'New login'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) send();
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h5">
          {login ? `New secrets for ${login.label}` : 'New login'}
        </Title>
        {!login && (
          <Group grow align="flex-start">
            <NativeSelect
              label="Portal"
              data={portals.map(({ name, title }) => ({ value: name, label: title }))}
              value={portal}
              onChange={(event) => setPortal(event.currentTarget.value)}
            />
            <TextInput
              label="What the office calls it"
              placeholder="front desk"
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <TextInput
              label="NPI to choose after sign-in"
              value={npi}
              onChange={(event) => setNpi(event.currentTarget.value)}
            />
          </Group>
        )}
        <Group grow align="flex-start">
          <TextInput
            label="User name"
            description={kept}
            autoComplete="off"
            value={typed.username}
            onChange={set('username')}
          />
          <PasswordInput
            label="Password"
            description={kept}
            autoComplete="new-password"
            value={typed.password}
            onChange={set('password')}
          />
        </Group>
        <SecondFactors typed={typed} set={set} />
        {login?.means?.hasTotp && (
          <Checkbox
            label="The portal asks for no authenticator code any more: take its secret out"
            checked={isWithoutTotp}
            onChange={(event) => setWithoutTotp(event.currentTarget.checked)}
          />
        )}
        <Refusal error={change.error} />
        <Group justify="space-between">
          <InternalLink to={LIST} size="sm">
            Back to all logins
          </InternalLink>
          <Button type="submit" size="xs" disabled={!isReady} loading={change.isPending}>
            {login ? 'Store' : 'Add'}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function SecondFactors({
  typed,
  set,
}: {
  typed: Typed;
  set: (name: keyof Typed) => (event: { currentTarget: { value: string } }) => void;
}) {
  return (
    <>
      <Fieldset legend="If the portal asks for more">
        <Stack gap="xs">
          <Group grow align="flex-start">
            <TextInput label="Challenge question, as printed" value={typed.question} onChange={set('question')} />
            <PasswordInput label="Its answer" autoComplete="off" value={typed.answer} onChange={set('answer')} />
          </Group>
          <PasswordInput
            label="Secret of the authenticator app"
            description="The base 32 text or the otpauth:// address, as the portal shows it when the app is set up."
            autoComplete="off"
            value={typed.totpSecret}
            onChange={set('totpSecret')}
          />
          <Textarea
            label="Backup codes"
            description="One a line."
            autosize
            minRows={2}
            value={typed.backupCodes}
            onChange={set('backupCodes')}
          />
        </Stack>
      </Fieldset>
      <Fieldset legend="If it mails its codes: the practice’s own mailbox">
        <Stack gap="xs">
          <Group grow align="flex-start">
            <TextInput label="IMAP host" value={typed.host} onChange={set('host')} />
            <TextInput label="Port" value={typed.port} onChange={set('port')} />
          </Group>
          <Group grow align="flex-start">
            <TextInput label="Mailbox user" autoComplete="off" value={typed.user} onChange={set('user')} />
            <PasswordInput
              label="Mailbox password"
              autoComplete="new-password"
              value={typed.mailPassword}
              onChange={set('mailPassword')}
            />
          </Group>
          <TextInput
            label="Codes come from"
            description="Any part of the From line."
            value={typed.from}
            onChange={set('from')}
          />
          <Text size="xs" c="dimmed">
            Read by TLS only.
          </Text>
        </Stack>
      </Fieldset>
    </>
  );
}

/** What was typed, without what was left empty. */
function partsOf({
  username,
  password,
  question,
  answer,
  totpSecret,
  backupCodes,
  host,
  port,
  user,
  mailPassword,
  from,
}: Typed) {
  const codes = linesOf(backupCodes);
  return {
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(question && answer ? { answers: { [question.trim()]: answer } } : {}),
    ...(totpSecret.trim() ? { totpSecret: totpSecret.trim() } : {}),
    ...(codes.length > 0 ? { backupCodes: codes } : {}),
    ...(host ? { mailbox: { host, port: Number(port), isTls: true, user, password: mailPassword, from } } : {}),
  };
}
