/** Denials week by week: what was refused, why and by whom, and what was closed. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { DenialsReport } from '../api/reports-schema.ts';
import { Figure, Tiles } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { dollars, shortDay, whole, wholeDollars } from './report-words.ts';
import { csvAddress, goTo, type ReportPlace } from './reports-api.ts';

type Row = DenialsReport['rows'][number];

const BY: readonly { value: ReportPlace['by']; label: string }[] = [
  { value: 'category', label: 'Category' },
  { value: 'reason', label: 'Reason (CARC)' },
  { value: 'payer', label: 'Payer' },
];
/** More could not be told apart in a chart. */
const MOST_SERIES = 6;
const EMPTY =
  'No denial was opened or closed on these days. Denials are opened when a remittance that refuses a claim or a line is posted.';

export default function DenialsPage({ place }: { place: ReportPlace }) {
  const [what, setWhat] = useState<'openedCents' | 'opened'>('openedCents');
  const by = BY.find(({ value }) => value === place.by)?.label ?? '';
  return (
    <Loaded<DenialsReport> place={place}>
      {({ rows, weeks, open }) => (
        <>
          <Tiles
            tiles={[
              ['Open now', dollars(open.amountCents), `${whole(open.count)} denials`],
              ['Opened on these days', dollars(sum(rows, 'openedCents')), `${whole(sum(rows, 'opened'))} denials`],
              ['Closed on these days', dollars(sum(rows, 'closedCents')), `${whole(sum(rows, 'closed'))} denials`],
            ]}
          />
          <Figure
            title={`Denials by week and ${by.charAt(0).toLowerCase()}${by.slice(1)}`}
            help="Weeks begin on Monday; the first and the last may be parts of one. The chart shows what was opened, the table what was closed too: worked, or taken back by the payer."
            columns={[
              { label: 'Week of', of: ({ week }) => shortDay(week) },
              { label: by, of: ({ title }: Row) => title },
              { label: 'Opened', of: ({ opened }) => whole(opened), isNumber: true },
              { label: 'Amount opened', of: ({ openedCents }) => dollars(openedCents), isNumber: true },
              { label: 'Closed', of: ({ closed }) => whole(closed), isNumber: true },
              { label: 'Amount closed', of: ({ closedCents }) => dollars(closedCents), isNumber: true },
            ]}
            rows={rows}
            keyOf={({ week, name }) => `${week} ${name}`}
            chart={chartOf(rows, weeks, what)}
            csv={csvAddress(place)}
            empty={EMPTY}
            controls={
              <>
                <SegmentedControl
                  size="xs"
                  aria-label="Divided by"
                  data={[...BY]}
                  value={place.by}
                  onChange={(value) => goTo({ ...place, by: value })}
                />
                <SegmentedControl
                  size="xs"
                  aria-label="What is shown"
                  data={[
                    { value: 'openedCents', label: 'Amount' },
                    { value: 'opened', label: 'Denials' },
                  ]}
                  value={what}
                  onChange={(value) => setWhat(value)}
                />
              </>
            }
          />
        </>
      )}
    </Loaded>
  );
}

type Measure = 'opened' | 'openedCents' | 'closed' | 'closedCents';
const sum = (rows: readonly Row[], of: Measure): number => rows.reduce((total, row) => total + row[of], 0);

/** The largest by themselves, all others together. */
function chartOf(rows: readonly Row[], weeks: readonly string[], what: 'opened' | 'openedCents') {
  const titles = new Map(rows.map(({ name, title }) => [name, title]));
  const sizeOf = (name: string) =>
    sum(
      rows.filter((row) => row.name === name),
      what,
    );
  const names = [...titles.keys()].toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const shown = names.length > MOST_SERIES + 1 ? names.slice(0, MOST_SERIES) : names;
  const others = names.slice(shown.length);
  const inWeek = (week: string, of: readonly string[]) =>
    sum(
      rows.filter((row) => row.week === week && of.includes(row.name)),
      what,
    );
  const bar = (key: string, label: string, color: number) => ({ key, label, as: 'bar' as const, color: String(color) });
  return {
    points: weeks.map((week) => ({
      week: shortDay(week),
      ...Object.fromEntries(shown.map((name, index) => [`n${index}`, inWeek(week, [name])])),
      ...(others.length > 0 && { others: inWeek(week, others) }),
    })),
    at: 'week',
    series: [
      ...shown.map((name, index) => bar(`n${index}`, titles.get(name) ?? name, index + 1)),
      ...(others.length > 0 ? [bar('others', `${others.length} others`, MOST_SERIES + 1)] : []),
    ],
    format: what === 'opened' ? whole : dollars,
    formatAxis: what === 'opened' ? whole : wholeDollars,
  };
}
