/** A due day in words and colour; the words alone say it too. */
import { Text } from '@mantine/core';
import type { ItemRow } from '../api/schema.ts';

const WHAT: Readonly<Record<NonNullable<ItemRow['due']>['why'], string>> = {
  visit: 'visit',
  'timely-filing': 'timely filing',
  appeal: 'appeal',
  correction: 'correction',
};

/** @param today the office's day. @param isAlone under no heading that says what it is. */
export function Due({ due, today, isAlone = false }: { due: ItemRow['due']; today: string; isAlone?: boolean }) {
  if (!due)
    return (
      <Text span inherit c="dimmed" display="block" truncate title="No deadline known">
        {isAlone ? 'no deadline known' : 'not known'}
      </Text>
    );
  const days = Math.round((Date.parse(due.on) - Date.parse(today)) / 86_400_000);
  return (
    <>
      <Text span inherit className="due" data-due={urgency(days)}>
        {inWords(days)}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {due.on.slice(5, 7)}/{due.on.slice(8, 10)}
        {due.on.slice(0, 4) === today.slice(0, 4) ? '' : `/${due.on.slice(2, 4)}`} {WHAT[due.why]}
      </Text>
    </>
  );
}

const urgency = (days: number): string => (days < 0 ? 'over' : days <= 3 ? 'now' : days <= 14 ? 'soon' : 'later');

function inWords(days: number): string {
  if (days < 0) return days === -1 ? '1 day late' : `${-days} days late`;
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}
