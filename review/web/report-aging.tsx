/** Open claims by age, day by day, by what was billed or by how many. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { AgingReport } from '../api/reports-schema.ts';
import { Figure, Tiles } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { dollars, shortDay, whole, wholeDollars } from './report-words.ts';
import type { Column } from './report-table.tsx';
import { csvAddress, type ReportPlace } from './reports-api.ts';

type Day = AgingReport['days'][number];
type Amounts = AgingReport['now'][number];

const nameOf = (bucket: Amounts['bucket']): string => (bucket === 'unknown' ? 'No date' : `${bucket} days`);

export default function AgingPage({ place }: { place: ReportPlace }) {
  const [what, setWhat] = useState<'billedCents' | 'claims'>('billedCents');
  const write = what === 'billedCents' ? dollars : whole;
  return (
    <Loaded<AgingReport> place={place}>
      {({ now, days }) => {
        const buckets = [...now, ...days.flatMap((day) => day.buckets)].reduce<Amounts['bucket'][]>(
          (all, { bucket }) => (all.includes(bucket) ? all : [...all, bucket]),
          [],
        );
        const valueOf = (day: Day, bucket: Amounts['bucket']) =>
          day.buckets.find((each) => each.bucket === bucket)?.[what] ?? 0;
        const columns: Column<Day>[] = buckets.map((bucket) => ({
          label: nameOf(bucket),
          of: (day) => write(valueOf(day, bucket)),
          isNumber: true,
        }));
        return (
          <>
            <Tiles
              tiles={now.map(({ bucket, claims, billedCents }) => [
                nameOf(bucket),
                dollars(billedCents),
                `${whole(claims)} open claims now`,
              ])}
            />
            <Figure
              title="Open claims by age"
              help="Billed amounts of claims that nobody has answered for good, by days since the service (or since submission, where no service date is known). A picture is kept once a day; a day without one is left out, and what a day looked like cannot be made up later."
              columns={[{ label: 'Day', of: ({ day }) => shortDay(day) }, ...columns]}
              rows={days}
              keyOf={({ day }) => day}
              chart={{
                points: days.map((day) => ({
                  day: shortDay(day.day),
                  ...Object.fromEntries(buckets.map((bucket) => [bucket, valueOf(day, bucket)])),
                })),
                at: 'day',
                series: buckets.map((bucket, index) => ({
                  key: bucket,
                  label: nameOf(bucket),
                  as: 'bar',
                  color: `ramp-${bucket === 'unknown' ? 6 : index + 1}`,
                })),
                format: write,
                formatAxis: what === 'billedCents' ? wholeDollars : whole,
              }}
              csv={csvAddress(place)}
              empty="No picture was kept on these days. The first is taken within an hour of the scheduler’s start; claims come from an imported 837."
              controls={
                <SegmentedControl
                  size="xs"
                  aria-label="What is shown"
                  data={[
                    { value: 'billedCents', label: 'Amount' },
                    { value: 'claims', label: 'Claims' },
                  ]}
                  value={what}
                  onChange={(value) => setWhat(value)}
                />
              }
            />
          </>
        );
      }}
    </Loaded>
  );
}
