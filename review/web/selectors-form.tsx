/** Elements that were found by likeness: each approved or rejected, then all decided at once. */
import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import type { Item } from '../api/schema.ts';
import { useTyped } from './typed.ts';

type Ruling = 'approved' | 'rejected';

const NOTHING: Readonly<Record<string, Ruling>> = {};

interface Props {
  readonly itemId: string;
  readonly proposals: Item['proposals'];
  readonly means: string;
  readonly isLocked: boolean;
  readonly onTouch: () => void;
  readonly onDecide: (decisions: Readonly<Record<string, Ruling>>) => void;
}

const CHOICES = [
  { value: 'approved', label: 'Approve' },
  { value: 'rejected', label: 'Reject' },
];

export function SelectorsForm({ itemId, proposals, means, isLocked, onTouch, onDecide }: Props) {
  const [decisions, setDecisions] = useTyped(`item/${itemId}/selectors`, NOTHING);
  const isReady = proposals.every(({ id }) => decisions[id]) && !isLocked;
  return (
    <form
      aria-label="Proposed elements"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onDecide(decisions);
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="sm">
          {proposals.length > 0 ? 'Is this the right element?' : 'Nothing is proposed on this page any more'}
        </Title>
        {proposals.map(({ id, element, words, likeness }) => (
          <Group key={id} justify="space-between" wrap="nowrap" role="group" aria-label={element}>
            <div>
              <Text size="sm" fw={600}>
                {element}
              </Text>
              <Text size="sm">now {words}</Text>
              <Text size="xs" c="dimmed">
                {Math.round(likeness * 100)} % like the one it was
              </Text>
            </div>
            <SegmentedControl
              size="xs"
              data={CHOICES}
              disabled={isLocked}
              value={decisions[id] ?? ''}
              onChange={(value) => {
                setDecisions({ ...decisions, [id]: value === 'approved' ? 'approved' : 'rejected' });
                onTouch();
              }}
            />
          </Group>
        ))}
        <Text size="xs" c="dimmed">
          {means}
        </Text>
        <Button type="submit" w="fit-content" disabled={!isReady}>
          {proposals.length > 0 ? 'Decide' : 'Close and go on'}
        </Button>
      </Stack>
    </form>
  );
}
