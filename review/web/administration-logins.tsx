/** Logins: what each is allowed and what comes due; their secrets go in here and never come out. */
import { Badge, Button, Checkbox, Group, Popover, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { LoginRow } from '../api/administration-schema.ts';
import { useChange, useLogins } from './administration-api.ts';
import { LoginForm } from './administration-login-form.tsx';
import { Heading, Loaded } from './administration-parts.tsx';
import { InternalLink } from './internal-link.tsx';
import { go } from './router.ts';
import { moment } from './words.ts';

const LIST = '/administration/logins';
const NEW = 'new';

export default function LoginsPage({ rest }: { rest: string }) {
  const query = useLogins();
  return (
    <>
      <Heading title="Logins">
        What robots sign in with. A login is paused before a wrong password could lock it; a paused one is paused on
        every host. Nothing that is stored here can be read again.
      </Heading>
      <Loaded query={query}>
        {({ logins, portals }) => {
          const chosen = logins.find(({ id }) => id === rest);
          return chosen || rest === NEW ? (
            <LoginForm key={rest} login={chosen ?? null} portals={portals} />
          ) : (
            <LoginTable logins={logins} titles={new Map(portals.map(({ name, title }) => [name, title]))} />
          );
        }}
      </Loaded>
    </>
  );
}

function LoginTable({ logins, titles }: { logins: readonly LoginRow[]; titles: ReadonlyMap<string, string> }) {
  return (
    <>
      {logins.length === 0 && <Text>There is no login yet; add one, and robots can begin.</Text>}
      {logins.length > 0 && (
        <Table.ScrollContainer minWidth={820}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Login</Table.Th>
                <Table.Th>Signs in with</Table.Th>
                <Table.Th>Sign-in budget</Table.Th>
                <Table.Th>Comes due</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {logins.map((login) => (
                <LoginLine key={login.id} login={login} portal={titles.get(login.portal) ?? login.portal} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Button variant="default" size="xs" w="fit-content" onClick={() => go(`${LIST}/${NEW}`)}>
        Add a login
      </Button>
    </>
  );
}

const DUE = { password: 'new password', idle: 'disabled for lack of use', recertify: 'user to be confirmed' };

function LoginLine({ login, portal }: { login: LoginRow; portal: string }) {
  const { id, label, spent, budget, rejections, lockoutAfter, due, usedAt, signIns, waiting } = login;
  return (
    <Table.Tr>
      <Table.Td>
        <InternalLink to={`${LIST}/${id}`}>{label}</InternalLink>
        <Text size="xs" c="dimmed">
          {portal}
          {login.providerNpi ? `, NPI ${login.providerNpi}` : ''}
        </Text>
        <Text size="xs" c="dimmed">
          {usedAt ? `last let in ${moment(usedAt)}, ${signIns} sign-ins` : 'has not signed in yet'}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{meansOf(login)}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" c={spent >= budget ? 'red' : 'inherit'}>
          {spent} of {budget} used
        </Text>
        <Text size="xs" c="dimmed">
          {rejections} rejected{lockoutAfter ? `; the portal locks at ${lockoutAfter}` : ''}
        </Text>
      </Table.Td>
      <Table.Td>
        {due.length === 0 && (
          <Text size="sm" c="dimmed">
            nothing soon
          </Text>
        )}
        {due.map(({ what, days }) => (
          <Text key={what} size="sm" fw={600}>
            {DUE[what]} {days < 0 ? `${-days} days ago` : `in ${days} days`}
          </Text>
        ))}
        {due.some(({ what }) => what === 'recertify') && <Confirmed login={login} />}
      </Table.Td>
      <Table.Td>
        <Badge color={login.pausedCode ? 'orange' : 'teal'} variant="dot">
          {login.pausedCode ? `paused: ${login.pausedCode}` : 'works'}
        </Badge>
        <Text size="xs" c="dimmed">
          {waiting} to be asked
        </Text>
        {login.pausedCode ? <Resume login={login} /> : <Pause login={login} />}
      </Table.Td>
    </Table.Tr>
  );
}

function meansOf({ means }: LoginRow): string {
  if (!means) return 'does not open with this master key';
  const more = [
    ...(means.answers > 0 ? [`${means.answers} challenge answers`] : []),
    ...(means.hasTotp ? ['authenticator'] : []),
    ...(means.backupCodes > 0 ? [`${means.backupCodes} backup codes`] : []),
    ...(means.hasPasskey ? ['passkey'] : []),
    ...(means.hasMailbox ? ['mailbox'] : []),
  ];
  return ['password', ...more].join(', ');
}

function Pause({ login: { id, label } }: { login: LoginRow }) {
  const change = useChange();
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Pause ${label}`}
      loading={change.isPending}
      onClick={() => change.mutate({ path: `logins/${id}/pause`, done: `${label} is paused on every host.` })}
    >
      Pause
    </Button>
  );
}

function Resume({ login: { id, label, rejections } }: { login: LoginRow }) {
  const change = useChange();
  const [isOpen, setOpen] = useState(false);
  const [isSignedInByHand, setSignedInByHand] = useState(false);
  const resume = () =>
    change.mutate(
      { path: `logins/${id}/resume`, body: { isSignedInByHand }, done: `${label} works again.` },
      { onSuccess: () => setOpen(false) },
    );
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus withArrow width={320}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" aria-label={`Resume ${label}`} onClick={() => setOpen(!isOpen)}>
          Resume…
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm">
            Look at the login on the portal first: a robot that tries a wrong password again can lock it.
          </Text>
          {rejections > 0 && (
            <Checkbox
              size="xs"
              label="I have just signed in by hand with the stored password: its rejections count no more"
              checked={isSignedInByHand}
              onChange={(event) => setSignedInByHand(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button size="xs" loading={change.isPending} onClick={resume}>
              Resume
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Confirmed({ login: { id, label } }: { login: LoginRow }) {
  const change = useChange();
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`The portal has confirmed the user of ${label}`}
      loading={change.isPending}
      onClick={() => change.mutate({ path: `logins/${id}/confirmed`, done: 'Noted as of today.' })}
    >
      Was confirmed
    </Button>
  );
}
