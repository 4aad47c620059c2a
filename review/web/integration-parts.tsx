/** What the pages of integrations share: a secret shown once, a list with its states. */
import { Button, Center, Code, CopyButton, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';
import { fullMoment } from './words.ts';

/** @param what is shown, e.g. `token`. */
export function ShownOnce({
  what,
  secret,
  hint,
  onKept,
}: {
  what: string;
  secret: string;
  hint: string;
  onKept: () => void;
}) {
  return (
    <Paper withBorder p="md" role="status">
      <Stack gap="xs">
        <Text fw={600}>Copy the {what} now: it is not shown again</Text>
        <Code block className="secret">
          {secret}
        </Code>
        <Text size="sm">{hint}</Text>
        <Group gap="xs">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" onClick={copy}>
                {copied ? 'Copied' : `Copy the ${what}`}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="default" onClick={onKept}>
            I have kept it
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** A paged list in each of its states. @param empty what to say when there is nothing yet. */
export function Listed({
  list,
  count,
  empty,
  children,
}: {
  list: UseInfiniteQueryResult<{ pages: unknown[] }>;
  count: number;
  empty: string;
  children: ReactNode;
}) {
  if (list.isPending)
    return (
      <Stack gap="xs" role="status" aria-label="Loading">
        {Array.from({ length: 4 }, (_, row) => (
          <Skeleton key={row} h={34} />
        ))}
      </Stack>
    );
  if (list.isLoadingError) return <Trouble error={list.error} onRetry={() => void list.refetch()} />;
  if (count === 0)
    return (
      <Center p="xl">
        <Text c="dimmed" maw={480} ta="center">
          {empty}
        </Text>
      </Center>
    );
  return (
    <>
      {children}
      {list.hasNextPage && (
        <Center>
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
    </>
  );
}

/** Empty for what has not been. */
export const moment = (iso: string | null): string => (iso === null ? '' : fullMoment(iso));
