/** Payers: their names and ids on claims and remittances, their portal, their deadlines. */
import { Button, Card, Group, NativeSelect, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core';
import type { PayerRow } from '../api/administration-schema.ts';
import { useChange, usePayers } from './administration-api.ts';
import { ChangedBy, Heading, Loaded, Refusal } from './administration-parts.tsx';
import { countOf, linesOf } from './administration-words.ts';
import { InternalLink } from './internal-link.tsx';
import { go } from './router.ts';
import { useTyped } from './typed.ts';

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
  const place = `payer/${register?.key ?? ''}`;
  const [typed, type] = useTyped(place, {
    key: register?.key ?? '',
    name: register?.name ?? '',
    ids: (register?.ids ?? []).join('\n'),
    names: (register?.names ?? []).join('\n'),
    portal: register?.portal ?? portals[0]?.name ?? '',
    filing: String(register?.timelyFilingDays ?? ''),
    appeal: String(register?.appealDays ?? ''),
  });
  const { key, name, ids, names, portal, filing, appeal } = typed;
  const set = (field: keyof typeof typed) => (event: { currentTarget: { value: string } }) =>
    type({ ...typed, [field]: event.currentTarget.value });
  const [timelyFilingDays, appealDays] = [countOf(filing), countOf(appeal)];
  const isReadable = Boolean(timelyFilingDays) && appealDays !== undefined && name.trim() !== '' && KEY.test(key);
  const send = (changes: object | null, done: string) =>
    change.mutate({ path: `payers/${key}`, body: { changes }, done, place }, { onSuccess: () => go(LIST) });
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
            onChange={set('key')}
          />
        )}
        <TextInput label="Name" value={name} onChange={set('name')} />
        <Group grow align="flex-start">
          <Textarea
            label="Ids on claims"
            description="One a line, as NM1*PR carries them."
            autosize
            minRows={2}
            value={ids}
            onChange={set('ids')}
          />
          <Textarea
            label="Names as printed"
            description="One a line, as remittances print them."
            autosize
            minRows={2}
            value={names}
            onChange={set('names')}
          />
        </Group>
        <NativeSelect
          label="Portal"
          data={portals.map((each) => ({ value: each.name, label: each.title }))}
          value={portal}
          onChange={set('portal')}
        />
        <Group grow align="flex-start">
          <TextInput
            label="Days to file a claim"
            value={filing}
            error={filing !== '' && !timelyFilingDays && DAYS}
            onChange={set('filing')}
          />
          <TextInput
            label="Days to appeal"
            placeholder="not known"
            value={appeal}
            error={appealDays === undefined && DAYS}
            onChange={set('appeal')}
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
