import { Badge, Button, Group, Stack, Table, VisuallyHidden } from '@mantine/core';
import type { SessionRow } from '../api/people-schema.ts';
import { useChange } from './account-api.ts';
import { ask } from './api.ts';
import { useNotice } from './notices.tsx';
import { moment } from './words.ts';

export function Sessions({ sessions }: { sessions: readonly SessionRow[] }) {
  const tell = useNotice();
  const end = useChange(
    (id: string) => ask(`/me/sessions/${id}`, 'DELETE'),
    () => tell('That session has ended.'),
  );
  const endOthers = useChange(
    () => ask<{ ended: number }>('/me/sessions/end-others', 'POST'),
    ({ ended }) => tell(ended === 1 ? 'One session has ended.' : `${ended} sessions have ended.`),
  );
  return (
    <Stack gap="sm">
      <Table fz="sm" verticalSpacing={6} aria-label="Your sessions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Where</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>Signed in</Table.Th>
            <Table.Th>Last used</Table.Th>
            <Table.Th>
              <VisuallyHidden>What to do</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Group gap="xs">
                  {one.device}
                  {one.isThis && (
                    <Badge size="sm" variant="light" c="var(--mantine-color-text)">
                      this one
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>{one.address}</Table.Td>
              <Table.Td>{moment(one.beganAt)}</Table.Td>
              <Table.Td>{moment(one.usedAt)}</Table.Td>
              <Table.Td>
                {!one.isThis && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`End the session of ${one.device}`}
                    onClick={() => end.mutate(one.id)}
                  >
                    End
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {sessions.length > 1 && (
        <Button
          w="fit-content"
          variant="default"
          loading={endOthers.isPending}
          onClick={() => endOthers.mutate(undefined)}
        >
          End all others
        </Button>
      )}
    </Stack>
  );
}
