/** A report's figures once they are here; until then what stands for them, and why when they do not come. */
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Days } from './report-days.tsx';
import { useReport, type ReportPlace } from './reports-api.ts';
import { momentIn } from './report-words.ts';
import { Trouble } from './trouble.tsx';
import { usDate } from './words.ts';

interface Head {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

interface LoadedProps<T> {
  readonly place: ReportPlace;
  /** How things stand now, whatever the days. */
  readonly isNow?: boolean;
  readonly children: (report: T) => ReactNode;
}

export function Loaded<T extends Head>({ place, isNow = false, children }: LoadedProps<T>) {
  const report = useReport<T>(place);
  if (report.isPending)
    return (
      <Stack gap="xs" role="status" aria-label="Loading">
        <Skeleton h={72} />
        <Skeleton h={300} />
      </Stack>
    );
  if (!report.data)
    return (
      <>
        <Days key={`${place.from} ${place.to}`} place={place} shown={{ from: place.from ?? '', to: place.to ?? '' }} />
        <Trouble error={report.error ?? new Error('No figures came.')} onRetry={() => void report.refetch()} />
      </>
    );
  const { at, from, to, timeZone } = report.data;
  const days = from === to ? usDate(from) : `${usDate(from)} to ${usDate(to)}`;
  return (
    <>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {isNow ? 'As' : `${days}, as`} of {momentIn(at, timeZone)}, {timeZone.replaceAll('_', ' ')} time
          {report.isError && ' – these are the last figures that came; new ones do not load'}
        </Text>
        {!isNow && <Days key={`${from} ${to}`} place={place} shown={{ from, to }} />}
      </Group>
      {children(report.data)}
    </>
  );
}
