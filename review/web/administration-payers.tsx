/** Payers: their names and ids on claims and remittances, their portal, their deadlines. */
import { Button, Card, Group, NativeSelect, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { PayerRow } from '../api/administration-schema.ts';
import { useChange, usePayers } from './administration-api.ts';
import { ChangedBy, Heading, Loaded, Refusal } from './administration-parts.tsx';
import { countOf, linesOf } from './administration-words.ts';
import { InternalLink } from './internal-link.tsx';
import { go } from './router.ts';

const LIST = '/administration/payers';
const NEW = 'new';

interface Portal {
  name: string;
  title: string;
}

export default function PayersPage({ rest }: { rest: string }) {
  const query = usePayers();
  return (
    <>
      <Heading title="Payers">
        Which portal answers for a payer, the names and ids by which it is known, and how long it takes claims and
        appeals.
      </Heading>
      <Loaded query={query}>
        {({ payers, portals }) => {
          const chosen = payers.find(({ register }) => register.key === rest);
          return chosen || rest === NEW ? (
            <PayerForm key={rest} payer={chosen ?? null} portals={portals} />
          ) : (
            <PayerTable payers={payers} portals={portals} />
          );
        }}
      </Loaded>
    </>
  );
}

function PayerTable({ payers, portals }: { payers: readonly PayerRow[]; portals: readonly Portal[] }) {
  return (
    <>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Payer</Table.Th>
              <Table.Th>Ids and names</Table.Th>
              <Table.Th>Portal</Table.Th>
              <Table.Th>Claims within</Table.Th>
              <Table.Th>Appeals within</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {payers.map(({ register, changed, isOwn }) => (
              <Table.Tr key={register.key}>
                <Table.Td>
                  <InternalLink to={`${LIST}/${register.key}`}>{register.name}</InternalLink>
                  <Text size="xs" c="dimmed">
                    {isOwn ? 'added by this office' : register.key}
                  </Text>
                  <ChangedBy note={changed} />
                </Table.Td>
                <Table.Td>
                  <Text size="xs">{[...register.ids, ...register.names].join(', ')}</Text>
                </Table.Td>
                <Table.Td>{portals.find(({ name }) => name === register.portal)?.title ?? register.portal}</Table.Td>
                <Table.Td>{register.timelyFilingDays} days</Table.Td>
                <Table.Td>{register.appealDays ? `${register.appealDays} days` : 'not known'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button variant="default" size="xs" w="fit-content" onClick={() => go(`${LIST}/${NEW}`)}>
        Add a payer
      </Button>
    </>
  );
}

const KEY = /^[a-z][a-z0-9-]*$/;
const DAYS = 'Type a whole number of days.';

function PayerForm({ payer, portals }: { payer: PayerRow | null; portals: readonly Portal[] }) {
  const register = payer?.register;
  const change = useChange(true);
  const [key, setKey] = useState(register?.key ?? '');
  const [name, setName] = useState(register?.name ?? '');
  const [ids, setIds] = useState((register?.ids ?? []).join('\n'));
  const [names, setNames] = useState((register?.names ?? []).join('\n'));
  const [portal, setPortal] = useState(register?.portal ?? portals[0]?.name ?? '');
  const [filing, setFiling] = useState(String(register?.timelyFilingDays ?? ''));
  const [appeal, setAppeal] = useState(String(register?.appealDays ?? ''));
  const [timelyFilingDays, appealDays] = [countOf(filing), countOf(appeal)];
  const isReadable = Boolean(timelyFilingDays) && appealDays !== undefined && name.trim() !== '' && KEY.test(key);
  const send = (changes: object | null, done: string) =>
    change.mutate({ path: `payers/${key}`, body: { changes }, done }, { onSuccess: () => go(LIST) });
  return (
    <Card
      withBorder
      maw={720}
      component="form"
      aria-label={register?.name ?? 'New payer'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReadable)
          send(
            { name: name.trim(), ids: linesOf(ids), names: linesOf(names), portal, timelyFilingDays, appealDays },
            'Saved; every host follows within seconds.',
          );
      }}
    >
      <Stack gap="sm">
        <Title order={3} size="h5">
          {register?.name ?? 'New payer'}
        </Title>
        {!payer && (
          <TextInput
            label="Key"
            description="Small letters, digits and hyphens; it stays, whatever the payer calls itself later."
            value={key}
            error={key !== '' && !KEY.test(key) && 'Begin with a small letter; then small letters, digits and hyphens.'}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Group grow align="flex-start">
          <Textarea
            label="Ids on claims"
            description="One a line, as NM1*PR carries them."
            autosize
            minRows={2}
            value={ids}
            onChange={(event) => setIds(event.currentTarget.value)}
          />
          <Textarea
            label="Names as printed"
            description="One a line, as remittances print them."
            autosize
            minRows={2}
            value={names}
            onChange={(event) => setNames(event.currentTarget.value)}
          />
        </Group>
        <NativeSelect
          label="Portal"
          data={portals.map((each) => ({ value: each.name, label: each.title }))}
          value={portal}
          onChange={(event) => setPortal(event.currentTarget.value)}
        />
        <Group grow align="flex-start">
          <TextInput
            label="Days to file a claim"
            value={filing}
            error={filing !== '' && !timelyFilingDays && DAYS}
            onChange={(event) => setFiling(event.currentTarget.value)}
          />
          <TextInput
            label="Days to appeal"
            placeholder="not known"
            value={appeal}
            error={appealDays === undefined && DAYS}
            onChange={(event) => setAppeal(event.currentTarget.value)}
          />
        </Group>
        <Refusal error={change.error} />
        <Group justify="space-between">
          <InternalLink to={LIST} size="sm">
            Back to all payers
          </InternalLink>
          <Group gap="xs">
            {payer?.changed && (
              <Button
                variant="default"
                size="xs"
                loading={change.isPending}
                onClick={() => send(null, payer.isOwn ? 'The payer is taken out.' : 'As the register file says it.')}
              >
                {payer.isOwn ? 'Take this payer out' : 'As the register file says it'}
              </Button>
            )}
            <Button type="submit" size="xs" disabled={!isReadable} loading={change.isPending}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </Card>
  );
}
