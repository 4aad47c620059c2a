/** All remittance documents, newest first, with the place to drop new ones; or one of them. */
import { Button, Center, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, useState } from 'react';
import { useRemittances, type RemittanceFilter } from './remittance-api.ts';
import { usePlace } from './router.ts';
import { RemittanceTable } from './remittance-table.tsx';
import { DropZone } from './remittance-upload.tsx';
import { Trouble } from './trouble.tsx';

const FILTERS: readonly { value: RemittanceFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Waits for a person' },
  { value: 'working', label: 'Being read' },
  { value: 'done', label: 'Done' },
];

// Who only looks at the list never loads what shows pages.
const RemittancePage = lazy(() => import('./remittance.tsx'));

export default function RemittancesPage({ rest }: { rest: string }) {
  const { part } = usePlace();
  return rest ? <RemittancePage key={rest} id={rest} part={part} /> : <RemittanceList />;
}

function RemittanceList() {
  const [filter, setFilter] = useState<RemittanceFilter>('all');
  const list = useRemittances(filter);
  const rows = list.data?.pages.flatMap((page) => page.remittances) ?? [];
  return (
    <Stack component="main" gap={0} className="scroll" aria-label="Remittances">
      <Group justify="space-between" px="md" py="xs" wrap="nowrap">
        <Title order={1} size="h4">
          Remittances
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which"
          data={[...FILTERS]}
          value={filter}
          onChange={(value) => setFilter(value)}
        />
      </Group>
      <DropZone />
      {list.isPending && <Loading />}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <Empty filter={filter} />}
      {rows.length > 0 && <RemittanceTable rows={rows} at={list.data?.pages[0]?.at ?? ''} />}
      {list.hasNextPage && (
        <Center p="md">
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function Loading() {
  return (
    <Stack gap="xs" px="md" role="status" aria-label="Loading">
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} h={38} />
      ))}
    </Stack>
  );
}

function Empty({ filter }: { filter: RemittanceFilter }) {
  return (
    <Center p="xl">
      <Stack align="center" gap={4} maw={420} ta="center">
        <Text fw={600}>{filter === 'all' ? 'No remittance has come in yet' : 'None of them'}</Text>
        <Text c="dimmed" size="sm">
          {filter === 'all'
            ? 'Drop EOB scans or 835 files above, put them into the watched folder, or send them by “claimwright remit post”.'
            : 'Choose “All” to see every remittance.'}
        </Text>
      </Stack>
    </Center>
  );
}
