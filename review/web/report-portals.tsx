/** How each portal answers, how fast, and what stops it. */
import { Badge, Group, Text } from '@mantine/core';
import type { PortalsReport } from '../api/reports-schema.ts';
import { Figure } from './report-figure.tsx';
import { Loaded } from './report-loaded.tsx';
import { momentIn, percent, seconds, whole } from './report-words.ts';
import { csvAddress, type ReportPlace } from './reports-api.ts';

type Portal = PortalsReport['portals'][number];

export default function PortalsPage({ place }: { place: ReportPlace }) {
  return (
    <Loaded<PortalsReport> place={place}>
      {({ portals, timeZone }) => (
        <>
          <Figure
            title="Portals now"
            help="Drift: elements of a page for which a later selector had to serve on these days, and how often ever. The canary is a member or claim that the portal is known to find."
            columns={[
              { label: 'Portal', of: ({ title }) => title },
              { label: 'State', of: (portal: Portal) => stateOf(portal, timeZone) },
              { label: 'Last canary', of: (portal) => canaryOf(portal, timeZone) },
              { label: 'Drifting elements', of: ({ drifting }) => whole(drifting), isNumber: true },
              { label: 'Drift ever', of: ({ driftSeen }) => whole(driftSeen), isNumber: true },
              { label: 'Selectors to approve', of: ({ proposed }) => whole(proposed), isNumber: true },
            ]}
            rows={portals}
            keyOf={({ portal }) => portal}
            csv={csvAddress(place)}
            empty="No portal is known yet. Add its register file, then its login."
          />
          <Figure
            title="Success"
            help="Of the inquiries that ended on these days, the share that the portal dealt with: it answered, or it said that what was asked is not there or fits several. Stopped by portal or login is the rest."
            columns={[
              { label: 'Portal', of: ({ title }) => title },
              { label: 'Ended', of: ({ ended }) => whole(ended), isNumber: true },
              { label: 'Answered', of: ({ answered }) => whole(answered), isNumber: true },
              { label: 'Not there, or not clear', of: ({ business }) => whole(business), isNumber: true },
              { label: 'Stopped', of: ({ stopped }) => whole(stopped), isNumber: true },
              { label: 'Success', of: ({ success }: Portal) => percent(success), isNumber: true },
            ]}
            rows={portals.filter(({ ended }) => ended > 0)}
            keyOf={({ portal }) => portal}
            chart={{
              points: portals
                .filter(({ ended }) => ended > 0)
                .map(({ title, success, answered, business, stopped }) => ({
                  title: `${title}: ${percent(success)}`,
                  answered,
                  business,
                  stopped,
                })),
              at: 'title',
              series: [
                { key: 'answered', label: 'Answered', as: 'bar', color: '1' },
                { key: 'business', label: 'Not there, or not clear', as: 'bar', color: '2' },
                { key: 'stopped', label: 'Stopped by portal or login', as: 'bar', color: '3' },
              ],
              format: whole,
              isLying: true,
            }}
            csv={csvAddress(place)}
            empty="Nothing was asked on these days."
          />
          <Figure
            title="Seconds to an answer"
            help="From a worker’s taking an inquiry to its answer, sign-in included. Half of the answers came within the median, 95 of 100 within the second figure."
            columns={[
              { label: 'Portal', of: ({ title }) => title },
              { label: 'Median', of: ({ medianSeconds }: Portal) => seconds(medianSeconds), isNumber: true },
              { label: '95 of 100 within', of: ({ p95Seconds }) => seconds(p95Seconds), isNumber: true },
            ]}
            rows={portals.filter(({ medianSeconds }) => medianSeconds !== null)}
            keyOf={({ portal }) => portal}
            chart={{
              points: portals.flatMap(({ title, medianSeconds, p95Seconds }) =>
                medianSeconds === null ? [] : [{ title, medianSeconds, p95Seconds }],
              ),
              at: 'title',
              series: [
                { key: 'medianSeconds', label: 'Median', as: 'bar', color: '1' },
                { key: 'p95Seconds', label: '95 of 100 within', as: 'bar', color: '2' },
              ],
              format: (value) => seconds(value),
              isSideBySide: true,
              isLying: true,
            }}
            csv={csvAddress(place)}
            empty="No portal answered on these days."
          />
        </>
      )}
    </Loaded>
  );
}

function stateOf(portal: Portal, timeZone: string) {
  if (portal.pausedAt === null && portal.slowedUntil === null)
    return (
      <Badge color="gray" variant="outline" size="sm" w="max-content">
        Runs
      </Badge>
    );
  const [word, color, why] = portal.pausedAt
    ? [
        'Paused',
        'red',
        `${portal.pausedWhy ?? ''}, since ${momentIn(portal.pausedAt, timeZone)}${portal.trialAt ? `; tried next ${momentIn(portal.trialAt, timeZone)}` : ''}`,
      ]
    : ['Slowed', 'orange', `it asked us to; until ${momentIn(portal.slowedUntil, timeZone)}`];
  return (
    <Group gap="xs" wrap="nowrap">
      <Badge color={color} variant="light" size="sm" w="max-content" className="fixed">
        {word}
      </Badge>
      <Text span size="xs">
        {why}
      </Text>
    </Group>
  );
}

function canaryOf({ canaryAt, canaryPassedAt, canaryFault }: Portal, timeZone: string): string {
  if (canaryAt === null) return 'never asked';
  if (canaryFault === null) return `passed ${momentIn(canaryAt, timeZone)}`;
  const before = canaryPassedAt ? `; last passed ${momentIn(canaryPassedAt, timeZone)}` : '';
  return `failed ${momentIn(canaryAt, timeZone)}: ${canaryFault}${before}`;
}
