/** One figure of a report: what it says, its chart with the table behind it, and the way to take it out. */
import { Button, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import type { ChartProps } from './report-chart.tsx';
import { ReportTable, type Column } from './report-table.tsx';

// The chart library loads with the first chart, never with the inbox.
const Chart = lazy(() => import('./report-chart.tsx'));

interface FigureProps<T> {
  readonly title: string;
  /** What is counted, and how. */
  readonly help: ReactNode;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Left out: the table alone. */
  readonly chart?: ChartProps | undefined;
  /** Where the figures say more than the chart. */
  readonly isTableFirst?: boolean;
  readonly csv?: string;
  /** Instead of a table without lines. */
  readonly empty: string;
  readonly controls?: ReactNode;
}

export function Figure<T>({
  title,
  help,
  columns,
  rows,
  keyOf,
  chart,
  csv,
  empty,
  controls,
  isTableFirst = false,
}: FigureProps<T>) {
  const [isTable, setTable] = useState(isTableFirst);
  const id = useId();
  const isDrawn = chart !== undefined && !isTable && rows.length > 0;
  return (
    <section className="panel figure" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={2} maw="46rem">
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          <Text size="xs" c="dimmed" component="div">
            {help}
          </Text>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          {controls}
          {chart && rows.length > 0 && (
            <Button size="compact-xs" variant="default" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
              {isTable ? 'Show the chart' : 'Show the table'}
              <VisuallyHidden> of {title}</VisuallyHidden>
            </Button>
          )}
          {csv && rows.length > 0 && (
            <Button size="compact-xs" variant="default" component="a" href={csv} download>
              CSV<VisuallyHidden> of {title}</VisuallyHidden>
            </Button>
          )}
        </Group>
      </Group>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" py="md">
          {empty}
        </Text>
      )}
      {isDrawn && (
        <Suspense fallback={<Skeleton h={260} aria-label="Loading" role="status" />}>
          <Chart {...chart} />
        </Suspense>
      )}
      {rows.length > 0 && (
        <div className={isDrawn ? 'unseen' : undefined}>
          <ReportTable caption={title} columns={columns} rows={rows} keyOf={keyOf} isUnseen={isDrawn} />
        </div>
      )}
    </section>
  );
}

/** A few figures that matter most, in large. */
export function Tiles({
  tiles,
}: {
  tiles: readonly (readonly [label: string, value: string, note?: string | undefined])[];
}) {
  return (
    <dl className="tiles">
      {tiles.map(([label, value, note]) => (
        <div key={label} className="panel tile">
          <dt>{label}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
