/** All that became of an item: who, when, what, before and after; and the way back for those who may open it again. */
import { Alert, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Approval, Reopened, Trail } from '../api/approvals-schema.ts';
import { ask } from './api.ts';
import { ChangesTable } from './changes-table.tsx';
import { InternalLink } from './internal-link.tsx';
import { useNotice } from './notices.tsx';
import { Trouble } from './trouble.tsx';
import { forgetTyped, useTyped } from './typed.ts';
import { fullMoment } from './words.ts';

export function ItemTrail({ itemId }: { readonly itemId: string }) {
  const trail = useQuery({ queryKey: ['trail', itemId], queryFn: () => ask<Trail>(`/review-items/${itemId}/trail`) });
  if (trail.isLoadingError) return <Trouble error={trail.error} onRetry={() => void trail.refetch()} />;
  if (!trail.data) return null;
  const { entries, approvals, wayBack, reopenedAs } = trail.data;
  const rejected = approvals.find(({ state }) => state === 'rejected');
  return (
    <section aria-label="Trail">
      {reopenedAs && (
        <Alert color="gray" variant="light" p="sm" mb="xs">
          {reopenedAs.by} opened this again.{' '}
          <InternalLink to={`/items/${reopenedAs.itemId}`} inherit underline="always">
            Go to it
          </InternalLink>
        </Alert>
      )}
      {rejected && <GivenBack approval={rejected} />}
      <Title order={2} size="sm" mb={4}>
        What became of it
      </Title>
      <Stack gap="xs" component="ol" pl={0} m={0} className="plain">
        {entries.map((entry) => (
          <li key={`${entry.at} ${entry.who} ${entry.what}`}>
            <Text size="sm" lh={1.35}>
              <Text span inherit fw={500}>
                {entry.who}
              </Text>{' '}
              {entry.what}
              {entry.note && `: “${entry.note}”`}
            </Text>
            <Text size="xs" c="dimmed">
              {fullMoment(entry.at)}
            </Text>
            {entry.changes.length > 0 && <ChangesTable changes={entry.changes} />}
          </li>
        ))}
      </Stack>
      {wayBack && <WayBack itemId={itemId} way={wayBack} />}
    </section>
  );
}

const GivenBack = ({ approval }: { readonly approval: Approval }) => (
  <Alert color="orange" variant="light" p="sm" mb="xs">
    {approval.decidedName} gave this back: “{approval.decisionNote}”
  </Alert>
);

const WAYS = {
  reopen: { label: 'Open again', hint: 'The decision stays in the trail; the item waits for a person again.' },
  reverse: {
    label: 'Take the posting back',
    hint: 'Reversing entries are booked, the cash is unapplied again, and the claim waits to be decided anew.',
  },
} as const;

function WayBack({ itemId, way }: { readonly itemId: string; readonly way: keyof typeof WAYS }) {
  const place = `trail/${itemId}`;
  const [reason, setReason] = useTyped(place, '');
  const client = useQueryClient();
  const tell = useNotice();
  const { label, hint } = WAYS[way];
  const back = useMutation({
    mutationFn: () => ask<Reopened>(`/review-items/${itemId}/${way}`, 'POST', { reason }),
    onError: (error) => tell(error.message, true),
    onSuccess: async ({ message }) => {
      tell(message);
      forgetTyped(place);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) back.mutate();
      }}
    >
      <Stack gap={6} mt="md">
        <Textarea
          label={`${label}: why?`}
          description={hint}
          autosize
          minRows={1}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" size="compact-md" disabled={!reason.trim()} loading={back.isPending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
