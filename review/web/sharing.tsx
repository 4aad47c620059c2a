/** Sharing out new work by itself: whether, to whom, and what that would mean for each. */
import { Button, Card, Checkbox, Group, Stack, Switch, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Colleagues, SharedOut, Sharing } from '../api/inbox-schema.ts';
import { Loaded, Refusal } from './administration-parts.tsx';
import { ask, usePeople } from './api.ts';
import { useNotice } from './notices.tsx';
import { forgetTyped, useTyped } from './typed.ts';

/** About a morning's items of a small office. */
const ITEMS = 20;
const KEY = ['sharing'];
const PLACE = 'sharing';

export default function SharingPage() {
  const sharing = useQuery({ queryKey: [...KEY, 'set'], queryFn: () => ask<Sharing>('/inbox/sharing') });
  const colleagues = usePeople();
  return (
    <Stack component="main" gap="sm" p="md" className="scroll" aria-label="Sharing out work">
      <div>
        <Title order={1} size="h4">
          Sharing out work
        </Title>
        <Text size="sm" c="dimmed" maw={720}>
          New inquiries and remittances can be given out by themselves: each goes to whoever of these people has the
          fewest open items. Codes, logins and changed portal pages stay for whoever is on duty. What waits already
          stays where it is; give it from the inbox (a).
        </Text>
      </div>
      <Loaded query={sharing}>
        {(set) => <Loaded query={colleagues}>{({ people }) => <SharingForm set={set} colleagues={people} />}</Loaded>}
      </Loaded>
    </Stack>
  );
}

function SharingForm({ set, colleagues }: { set: Sharing; colleagues: Colleagues['people'] }) {
  const client = useQueryClient();
  const tell = useNotice();
  const [{ isOn, people }, type] = useTyped<Pick<Sharing, 'isOn' | 'people'>>(PLACE, {
    isOn: set.isOn,
    people: set.people.filter((one) => colleagues.some(({ id }) => id === one)),
  });
  const save = useMutation({
    mutationFn: () => ask<{ message: string }>('/inbox/sharing', 'PUT', { isOn, people }),
    onSuccess: async ({ message }) => {
      tell(message);
      await client.invalidateQueries({ queryKey: KEY });
      forgetTyped(PLACE);
    },
  });
  const isChanged = isOn !== set.isOn || people.toSorted().join() !== set.people.toSorted().join();
  return (
    <Card
      withBorder
      padding="md"
      maw={720}
      component="form"
      aria-label="Sharing out work"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="md">
        <Switch
          label="Give new work out by itself"
          checked={isOn}
          onChange={(event) => type({ isOn: event.currentTarget.checked, people })}
        />
        <Checkbox.Group label="Who takes part" value={[...people]} onChange={(next) => type({ isOn, people: next })}>
          <Stack gap={6} mt={6}>
            {colleagues.map(({ id, name, open }) => (
              <Checkbox key={id} size="sm" value={id} label={name} description={`has ${openItems(open)}`} />
            ))}
          </Stack>
        </Checkbox.Group>
        {people.length > 0 ? <Preview people={people} /> : <Nobody isOn={isOn} />}
        <Refusal error={save.error} />
        <Group justify="flex-end">
          <Button
            type="submit"
            size="xs"
            disabled={!isChanged || (isOn && people.length === 0)}
            loading={save.isPending}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

const openItems = (count: number): string =>
  count === 1 ? '1 open item' : `${count.toLocaleString('en-US')} open items`;

const Nobody = ({ isOn }: { isOn: boolean }) => (
  <Text size="sm" c="dimmed">
    {isOn ? 'Choose at least one person who takes part.' : 'Choose people to see how many items each would get.'}
  </Text>
);

/** What the next items would do, whether or not it is saved. */
function Preview({ people }: { people: readonly string[] }) {
  const preview = useQuery({
    queryKey: [...KEY, 'preview', people.toSorted()],
    queryFn: () => ask<SharedOut>('/inbox/sharing/preview', 'POST', { people, items: ITEMS }),
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={preview}>
      {(shared) => (
        <Table fz="sm" withTableBorder verticalSpacing={4} aria-label={`Of the next ${ITEMS} items`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Of the next {ITEMS} items</Table.Th>
              <Table.Th className="number">has now</Table.Th>
              <Table.Th className="number">would get</Table.Th>
              <Table.Th className="number">has then</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shared.people.map(({ id, name, open, gets }) => (
              <Table.Tr key={id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td className="number">{open.toLocaleString('en-US')}</Table.Td>
                <Table.Td className="number">{gets}</Table.Td>
                <Table.Td className="number">{(open + gets).toLocaleString('en-US')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}
