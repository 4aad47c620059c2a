/** What waits now, how it came to be, and when it will be gone if it goes on as it went. */
import type { QueueRow, QueuesReport } from '../api/reports-schema.ts';
import { Figure, Tiles } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { hourIn, momentIn, shortDay, whole } from './report-words.ts';
import { csvAddress, type ReportPlace } from './reports-api.ts';
import { age } from './words.ts';

type Point = QueuesReport['robots'][number];

const TILES: Record<QueueRow['queue'], string> = {
  robots: 'Inquiries wait for robots',
  people: 'Exceptions wait for people',
  remittances: 'Remittances wait to be read',
};
const WAITS: readonly ['robots' | 'people', string, string][] = [
  [
    'robots',
    'Inquiries that wait for robots',
    'An inquiry that was sent back counts as open since it was first asked.',
  ],
  ['people', 'Exceptions that wait for people', 'From the exception’s opening to a person’s decision.'],
];

const RULE =
  'Empty at: what waits, divided by how many more ended than came in the hours before. What came in those hours is expected to go on coming. When as many come as end, or it would take over 60 days, it will not be empty at this pace; when fewer than 5 came or ended, that is too little to tell.';

export default function QueuesPage({ place }: { place: ReportPlace }) {
  return (
    <Loaded<QueuesReport> place={place}>
      {(report) => (
        <>
          <Tiles
            tiles={report.queues
              .filter(({ name }) => name === null)
              .map((row) => [
                TILES[row.queue],
                whole(row.depth),
                row.depth === 0 ? 'empty' : `empty: ${estimateOf(row, report.timeZone)}`,
              ])}
          />
          {WAITS.map(([queue, title, help]) => (
            <Depth key={queue} title={title} help={help} points={report[queue]} report={report} place={place} />
          ))}
          <Figure
            title="Queues now"
            help={RULE}
            columns={[
              { label: 'Queue', of: ({ queue, name, title }) => (name === null ? TILES[queue] : title) },
              { label: 'Depth', of: ({ depth }) => whole(depth), isNumber: true },
              { label: 'Being worked at', of: ({ running }) => whole(running), isNumber: true },
              { label: 'Waiting for a time', of: ({ waiting }) => whole(waiting), isNumber: true },
              { label: 'Oldest', of: ({ oldestAt }) => (oldestAt ? age(oldestAt, report.at) : '–'), isNumber: true },
              { label: 'Came', of: ({ arrived, hours }) => `${whole(arrived)} in ${spanOf(hours)}`, isNumber: true },
              { label: 'Ended', of: ({ ended }) => whole(ended), isNumber: true },
              { label: 'Empty at', of: (row: QueueRow) => estimateOf(row, report.timeZone) },
            ]}
            rows={report.queues}
            keyOf={({ queue, name }) => `${queue} ${name ?? ''}`}
            empty="Nothing waits."
          />
        </>
      )}
    </Loaded>
  );
}

const spanOf = (hours: number): string => (hours % 24 === 0 ? `${hours / 24} days` : `${hours} h`);

function estimateOf({ estimate, hours }: QueueRow, timeZone: string): string {
  switch (estimate.kind) {
    case 'empty':
      return 'empty';
    case 'too-little':
      return `too little in the last ${spanOf(hours)} to tell`;
    case 'not-at-this-pace':
      return 'not at this pace';
    case 'at':
      return `about ${momentIn(estimate.at, timeZone)}`;
  }
}

interface DepthProps {
  readonly title: string;
  readonly help: string;
  readonly points: readonly Point[];
  readonly report: QueuesReport;
  readonly place: ReportPlace;
}

function Depth({ title, help, points, report, place }: DepthProps) {
  const { step, timeZone } = report;
  const when = ({ at }: Point) =>
    step === 'hour' ? hourIn(at, timeZone) : shortDay(new Date(at).toLocaleDateString('en-CA', { timeZone }));
  const isQuiet = points.every(({ arrived, ended, depth }) => arrived + ended + depth === 0);
  return (
    <Figure
      title={title}
      help={`What was left at the end of each ${step}, what came and what ended in it. ${help}`}
      columns={[
        { label: step === 'hour' ? 'Hour from' : 'Day', of: (point: Point) => when(point) },
        { label: 'Came', of: ({ arrived }) => whole(arrived), isNumber: true },
        { label: 'Ended', of: ({ ended }) => whole(ended), isNumber: true },
        { label: 'Left', of: ({ depth }) => whole(depth), isNumber: true },
      ]}
      rows={isQuiet ? [] : points}
      keyOf={({ at }) => at}
      chart={{
        points: points.map((point) => ({ ...point, when: when(point) })),
        at: 'when',
        series: [
          { key: 'depth', label: 'Left', as: 'area', color: '1' },
          { key: 'arrived', label: 'Came', as: 'line', color: '2', dash: '6 3' },
          { key: 'ended', label: 'Ended', as: 'line', color: '4' },
        ],
        format: whole,
      }}
      csv={csvAddress(place)}
      empty="Nothing waited and nothing came on these days."
    />
  );
}
