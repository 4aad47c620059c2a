/** What the pages of an administrator have in common: a heading, who changed something, a query's states. */
import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Trouble } from './trouble.tsx';
import { forgetTyped } from './typed.ts';
import { fullMoment } from './words.ts';

export function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" maw={720}>
        {children}
      </Text>
    </div>
  );
}

/** Loading, trouble, or what was loaded: a failed look for something newer takes no form away. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.isPending)
    return (
      <Stack gap="xs" role="status" aria-label="Loading">
        {Array.from({ length: 4 }, (_, row) => (
          <Skeleton key={row} h={38} />
        ))}
      </Stack>
    );
  if (query.isLoadingError) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return children(query.data);
}

/** Why a change was not made, in the form that it was typed in. */
export const Refusal = ({ error }: { error: Error | null }) =>
  error && (
    <Alert color="red" role="alert" p="xs">
      {error.message}
    </Alert>
  );

interface MeanwhileProps {
  /** Where what was typed is kept. */
  place: string;
  /** Something else stands now than when typing began. */
  isOther: boolean;
}

/** The server takes no change of what its person has not seen; nor is what they typed replaced behind their back. */
export const Meanwhile = ({ place, isOther }: MeanwhileProps) =>
  isOther && (
    <Alert color="orange" role="status" p="xs">
      Somebody changed this since you began to type.{' '}
      <Button size="compact-xs" variant="default" onClick={() => forgetTyped(place)}>
        Show what it is now
      </Button>
    </Alert>
  );

export const ChangedBy = ({ note }: { note: { at: string; by: string | null } | null }) =>
  note && (
    <Text size="xs" c="dimmed">
      changed {fullMoment(note.at)} by {note.by ?? 'someone'}
    </Text>
  );
