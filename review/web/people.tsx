/** Who may sign in, as what, and what to do when somebody cannot. */
import { Badge, Button, Group, Modal, Skeleton, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { PersonRow } from '../api/people-schema.ts';
import { usePeople, type Given } from './account-api.ts';
import { AddPerson } from './people-add.tsx';
import { PersonMenu } from './people-menu.tsx';
import { ROLE_WORDS } from './people-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { Trouble } from './trouble.tsx';
import { fullMoment } from './words.ts';

export default function PeoplePage() {
  const people = usePeople();
  const [isAdding, setAdding] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  return (
    <Stack component="main" className="scroll" p="lg" gap="md" aria-label="People">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Title order={1} size="h4">
            People
          </Title>
          <Text size="sm" c="dimmed">
            Who may sign in, and as what. Nobody is ever removed: what they decided stays theirs.
          </Text>
        </div>
        <Button onClick={() => setAdding(true)}>Add a person</Button>
      </Group>
      {people.isPending && <Skeleton h={200} role="status" aria-label="Loading" />}
      {people.isError && <Trouble error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && <PeopleTable rows={people.data.people} onGiven={setGiven} />}
      <AddPerson
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onAdded={(added) => {
          setAdding(false);
          setGiven(added);
        }}
      />
      <Modal
        opened={given !== null}
        onClose={() => setGiven(null)}
        title={`Password of ${given?.name ?? ''}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ShownOnce
          values={given ? [given.password] : []}
          note="Give it to them by a way that others do not read. It is not shown again, and at the first sign-in they choose their own."
        />
      </Modal>
    </Stack>
  );
}

function PeopleTable({ rows, onGiven }: { rows: readonly PersonRow[]; onGiven: (given: Given) => void }) {
  return (
    <Table fz="sm" verticalSpacing={6} aria-label="Everybody">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Second factor</Table.Th>
          <Table.Th>Last signed in</Table.Th>
          <Table.Th>
            <VisuallyHidden>What to do</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              {row.name}
              {row.isYou && (
                <Text span inherit c="dimmed">
                  {' '}
                  (you)
                </Text>
              )}
            </Table.Td>
            <Table.Td>{ROLE_WORDS[row.role]}</Table.Td>
            <Table.Td>
              <State row={row} />
            </Table.Td>
            <Table.Td>{row.isBySingleSignOn ? 'by the organisation' : row.hasSecondFactor ? 'yes' : 'no'}</Table.Td>
            <Table.Td>{row.signedInAt ? fullMoment(row.signedInAt) : 'never'}</Table.Td>
            <Table.Td>{!row.isYou && <PersonMenu row={row} onGiven={onGiven} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function State({ row }: { row: PersonRow }) {
  if (row.isDisabled)
    return (
      <Badge color="gray" variant="light" c="var(--mantine-color-text)">
        disabled
      </Badge>
    );
  return (
    <Group gap="xs">
      <Badge color={row.mustChangePassword ? 'orange' : 'teal'} variant="light" c="var(--mantine-color-text)">
        {row.mustChangePassword ? 'to choose a password' : 'active'}
      </Badge>
      {row.waitsUntil && (
        <Badge color="red" variant="light" c="var(--mantine-color-text)">
          waits until {fullMoment(row.waitsUntil)}
        </Badge>
      )}
    </Group>
  );
}
