/** What each person dealt with: for sharing out work. */
import type { PeopleReport } from '../api/reports-schema.ts';
import { Figure } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { minutes, whole } from './report-words.ts';
import { csvAddress, type ReportPlace } from './reports-api.ts';

type Row = PeopleReport['people'][number];

export default function PeoplePage({ place }: { place: ReportPlace }) {
  return (
    <Loaded<PeopleReport> place={place}>
      {({ people }) => (
        <Figure
          title="Who dealt with what"
          help="For sharing out work, not for comparing people: items differ. Time: half of the decisions came within it, from taking the item to deciding it; decisions on items that were never taken, or were taken over 12 hours before, are not timed. Came back: the same inquiry or remittance stopped again after the decision, for whatever reason."
          columns={[
            { label: 'Person', of: ({ name }) => name },
            { label: 'Handled', of: ({ handled }: Row) => whole(handled), isNumber: true },
            { label: 'Resolved', of: ({ resolved }) => whole(resolved), isNumber: true },
            { label: 'Sent back', of: ({ sentBack }) => whole(sentBack), isNumber: true },
            { label: 'Median time', of: ({ medianMinutes }) => minutes(medianMinutes), isNumber: true },
            { label: 'Timed', of: ({ timed }) => whole(timed), isNumber: true },
            { label: 'Came back', of: ({ cameBack }) => whole(cameBack), isNumber: true },
            { label: 'Holding now', of: ({ holding }) => whole(holding), isNumber: true },
          ]}
          rows={people}
          keyOf={({ name }) => name}
          chart={{
            points: people.map(({ name, resolved, sentBack }) => ({ name, resolved, sentBack })),
            at: 'name',
            series: [
              { key: 'resolved', label: 'Resolved', as: 'bar', color: '1' },
              { key: 'sentBack', label: 'Sent back', as: 'bar', color: '2' },
            ],
            format: whole,
            isLying: true,
          }}
          isTableFirst
          csv={csvAddress(place)}
          empty="Nobody decided anything on these days, and nobody holds an item now."
        />
      )}
    </Loaded>
  );
}
