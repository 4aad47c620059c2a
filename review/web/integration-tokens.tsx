/** API tokens: made here, shown once, revoked at once. */
import {
  Badge,
  Button,
  Checkbox,
  Code,
  Group,
  NumberInput,
  Paper,
  Stack,
  Table,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useState } from 'react';
import type { ApiToken, CreatedToken, IntegrationOptions } from '../api/integrations-schema.ts';
import { useChange, useOptions, useTokens } from './integration-api.ts';
import { Listed, moment, ShownOnce } from './integration-parts.tsx';

const STANDARD_DAYS = 90;

export function IntegrationTokens() {
  const list = useTokens();
  const options = useOptions();
  const [isNew, setNew] = useState(false);
  const [made, setMade] = useState<CreatedToken | null>(null);
  const tokens = list.data?.pages.flatMap((page) => page.tokens) ?? [];
  const at = list.data?.pages[0]?.at ?? '';
  return (
    <Stack gap="md">
      {made && (
        <ShownOnce
          what="token"
          secret={made.token}
          hint={`Send it as “Authorization: Bearer …”. It expires on ${moment(made.expiresAt)}.`}
          onKept={() => setMade(null)}
        />
      )}
      {isNew && options.data ? (
        <NewToken
          options={options.data}
          onDone={(token) => {
            setMade(token);
            setNew(false);
          }}
          onCancel={() => setNew(false)}
        />
      ) : (
        <Button size="xs" w="fit-content" onClick={() => setNew(true)} loading={isNew && options.isPending}>
          New token
        </Button>
      )}
      <Listed
        list={list}
        count={tokens.length}
        empty="No token yet. A token lets another program use this office’s API."
      >
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Begins with</Table.Th>
              <Table.Th>May</Table.Th>
              <Table.Th>Made by</Table.Th>
              <Table.Th>Last used</Table.Th>
              <Table.Th>Expires</Table.Th>
              <Table.Th>
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} at={at} />
            ))}
          </Table.Tbody>
        </Table>
      </Listed>
    </Stack>
  );
}

function TokenRow({ token, at }: { token: ApiToken; at: string }) {
  const [isSure, setSure] = useState(false);
  const change = useChange();
  const state = token.revokedAt ? 'revoked' : token.expiresAt <= at ? 'expired' : null;
  const revoke = () => change.mutate({ path: `/tokens/${token.id}`, method: 'DELETE', done: 'The token is revoked.' });
  return (
    <Table.Tr>
      <Table.Td>{token.name}</Table.Td>
      <Table.Td>
        <Code>{token.prefix}</Code>
      </Table.Td>
      <Table.Td>{token.scopes.join(', ')}</Table.Td>
      <Table.Td>{token.by}</Table.Td>
      <Table.Td>{moment(token.lastUsedAt) || 'never'}</Table.Td>
      <Table.Td>{moment(token.expiresAt)}</Table.Td>
      <Table.Td>
        {state ? (
          <Badge variant="default">{state}</Badge>
        ) : (
          <Button
            size="compact-xs"
            color="red"
            variant={isSure ? 'filled' : 'default'}
            loading={change.isPending}
            onClick={() => (isSure ? revoke() : setSure(true))}
            onBlur={() => setSure(false)}
            aria-label={isSure ? `Really revoke ${token.name}` : `Revoke ${token.name}`}
          >
            {isSure ? 'Really revoke' : 'Revoke'}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function NewToken({
  options,
  onDone,
  onCancel,
}: {
  options: IntegrationOptions;
  onDone: (token: CreatedToken) => void;
  onCancel: () => void;
}) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState<number>(STANDARD_DAYS);
  const change = useChange<CreatedToken>(onDone);
  const make = () => change.mutate({ path: '/tokens', body: { name, scopes, expiresInDays: days } });
  return (
    <Paper
      component="form"
      withBorder
      p="md"
      maw={640}
      aria-label="New token"
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Which program it is for"
          value={name}
          maxLength={100}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label="What it may do" value={scopes} onChange={setScopes} required>
          <Stack gap={4} mt={4}>
            {options.scopes.map((scope) => (
              <Checkbox key={scope.name} size="xs" value={scope.name} label={scope.title} description={scope.name} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NumberInput
          label="Expires after days"
          value={days}
          min={1}
          max={366}
          w={180}
          onChange={(value) => setDays(typeof value === 'number' ? value : STANDARD_DAYS)}
        />
        <Group gap="xs">
          <Button
            type="submit"
            size="xs"
            loading={change.isPending}
            disabled={name.trim() === '' || scopes.length === 0}
          >
            Make the token
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
