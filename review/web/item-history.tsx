import { Text, Timeline, Title } from '@mantine/core';
import type { Item } from '../api/schema.ts';
import { moment } from './words.ts';

/** Everything that happened to this, in this item and those before it. */
export function ItemHistory({ history }: { history: Item['history'] }) {
  return (
    <section aria-label="History">
      <Title order={2} size="sm" mb="xs">
        History
      </Title>
      <Timeline bulletSize={10} lineWidth={1} active={-1}>
        {history.map((entry) => (
          <Timeline.Item key={`${entry.at} ${entry.who} ${entry.what}`} mt={8}>
            <Text size="sm" lh={1.35}>
              <Text span inherit fw={500}>
                {entry.who}
              </Text>{' '}
              {entry.what}
            </Text>
            <Text size="xs" c="dimmed">
              {moment(entry.at)}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
