/** What was done, by portal and payer, and the minutes that it saved. */
import type { TodayReport } from '../api/reports-schema.ts';
import { Figure, Tiles } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { MinutesSaved } from './report-minutes.tsx';
import { minutes, whole } from './report-words.ts';
import type { Column } from './report-table.tsx';
import type { ChartProps } from './report-chart.tsx';
import { csvAddress, type ReportPlace } from './reports-api.ts';

type Group = TodayReport['byPortal'][number];

const COLUMNS: readonly Column<Group>[] = [
  { label: 'Asked', of: ({ asked }) => whole(asked), isNumber: true },
  { label: 'Answered', of: ({ done }) => whole(done), isNumber: true },
  { label: 'With a person', of: ({ review }) => whole(review), isNumber: true },
  { label: 'Failed', of: ({ failed }) => whole(failed), isNumber: true },
  { label: 'To be asked now', of: ({ queued }) => whole(queued), isNumber: true },
  { label: 'Waiting now', of: ({ waiting }) => whole(waiting), isNumber: true },
];

const SERIES: ChartProps['series'] = [
  { key: 'done', label: 'Answered', as: 'bar', color: '1' },
  { key: 'review', label: 'With a person', as: 'bar', color: '2' },
  { key: 'failed', label: 'Failed', as: 'bar', color: '3' },
];
const MOST_BARS = 12;
const EMPTY =
  'Nothing was asked on these days. Inquiries come from imported claims and schedules, or from “claimwright check”.';

const chartOf = (groups: readonly Group[]): ChartProps => ({
  points: groups.slice(0, MOST_BARS).map(({ title, done, review, failed }) => ({ title, done, review, failed })),
  at: 'title',
  series: SERIES,
  format: whole,
  isLying: true,
});

export default function TodayPage({ place }: { place: ReportPlace }) {
  return (
    <Loaded<TodayReport> place={place}>
      {({ totals, byPortal, byPayer, remittances, minutes: saved }) => (
        <>
          <Tiles
            tiles={[
              ['Answered', whole(totals.done), `on these days; ${whole(totals.asked)} were asked`],
              [
                'To be asked',
                whole(totals.queued),
                `and ${whole(totals.waiting)} waiting for a time that the portal named`,
              ],
              ['With a person', whole(totals.review), 'ended on these days, and still there'],
              ['Failed', whole(totals.failed), 'the robot or the portal had a fault on every try'],
              [
                'Minutes saved',
                minutes(saved.saved),
                saved.saved === null ? 'enter below what it takes by hand' : undefined,
              ],
            ]}
          />
          <Figure
            title="Inquiries by portal"
            help="Answered (by a robot, or typed in by a person), with a person and failed: ended on these days, and not taken up again since. To be asked and waiting: as it is now."
            columns={[{ label: 'Portal', of: ({ title }) => title }, ...COLUMNS]}
            rows={byPortal}
            keyOf={({ name }) => name}
            chart={chartOf(byPortal)}
            csv={csvAddress(place)}
            empty={EMPTY}
          />
          <Figure
            title="Inquiries by payer"
            help={
              byPayer.length > MOST_BARS
                ? `The same, by payer. The chart shows the ${MOST_BARS} busiest, the table all ${byPayer.length}.`
                : 'The same, by payer.'
            }
            columns={[{ label: 'Payer', of: ({ title }) => title }, ...COLUMNS]}
            rows={byPayer}
            keyOf={({ name }) => name}
            chart={chartOf(byPayer)}
            csv={csvAddress(place)}
            empty={EMPTY}
          />
          <Remittances remittances={remittances} />
          <MinutesSaved minutes={saved} />
        </>
      )}
    </Loaded>
  );
}

function Remittances({ remittances }: Pick<TodayReport, 'remittances'>) {
  const lines: readonly [string, number][] = [
    ['Documents that came in', remittances.received],
    ['of them, posted in full', remittances.posted],
    ['of them, with a person', remittances.review],
    ['of them, failed', remittances.failed],
    ['of them, refused: no remittance', remittances.refused],
    ['Claims posted by the robot alone', remittances.claimsByRobot],
    ['Claims posted after a person’s look', remittances.claimsByPerson],
  ];
  return (
    <Figure
      title="Remittances"
      help="Documents by the day on which they came in, claims by the day on which they were posted."
      columns={[
        { label: 'What', of: ([label]) => label },
        { label: 'How many', of: ([, count]) => whole(count), isNumber: true },
      ]}
      rows={lines.some(([, count]) => count > 0) ? lines : []}
      keyOf={([label]) => label}
      empty="No remittance came in on these days."
    />
  );
}
