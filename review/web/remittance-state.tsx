import { Badge, Group, Progress, Text } from '@mantine/core';
import type { RemittanceRow } from '../api/remittance-schema.ts';

const LABELS: Record<RemittanceRow['state'], { label: string; color: string }> = {
  received: { label: 'Taken in', color: 'gray' },
  reading: { label: 'Being read', color: 'cyan' },
  read: { label: 'Read', color: 'cyan' },
  posted: { label: 'Posted', color: 'teal' },
  review: { label: 'Waits for a person', color: 'orange' },
  failed: { label: 'Failed', color: 'red' },
  refused: { label: 'Refused', color: 'red' },
  arranged: { label: 'Set aside', color: 'gray' },
};

export const SOURCES: Record<RemittanceRow['source'], string> = {
  cli: 'terminal',
  folder: 'watched folder',
  api: 'upload',
};

export function kindOf(row: Pick<RemittanceRow, 'kind' | 'mediaType' | 'progress'>): string {
  if (row.kind === 'era-835' || row.mediaType === 'application/edi-x12') return '835';
  if (row.kind === 'not-a-remittance') return 'no remittance';
  const pages = row.progress?.total;
  return pages ? `paper, ${pages === 1 ? '1 page' : `${pages} pages`}` : 'paper';
}

/** While pages are read, how many of them are. */
export function StateBadge({ row }: { row: Pick<RemittanceRow, 'state' | 'progress' | 'openItems'> }) {
  const { state, progress } = row;
  if (state === 'reading' && progress && progress.total > 1) {
    return (
      <Group gap={6} wrap="nowrap">
        <Progress
          w={70}
          size="sm"
          value={(100 * progress.done) / progress.total}
          aria-label={`${progress.done} of ${progress.total} pages read`}
        />
        <Text size="xs" c="dimmed" className="number">
          {progress.done}/{progress.total}
        </Text>
      </Group>
    );
  }
  const isSettled = state === 'review' && row.openItems === 0;
  const { label, color } = isSettled ? { label: 'Decided', color: 'gray' } : LABELS[state];
  return (
    <Badge size="sm" variant="light" color={color} tt="none" fw={500} w="max-content">
      {label}
    </Badge>
  );
}
