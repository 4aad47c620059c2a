/** Reports: which one, of which days; each loads when it is first opened. */
import { Button, Center, Group, Loader, Text, TextInput, Title } from '@mantine/core';
import { lazy, Suspense, useState, type ComponentType, type LazyExoticComponent } from 'react';
import type { ReportName } from '../api/reports-schema.ts';
import { InternalLink } from './internal-link.tsx';
import './reports.css';
import { goTo, placeAddress, readPlace, type ReportPlace } from './reports-api.ts';
import { usePlace } from './router.ts';

type Page = LazyExoticComponent<ComponentType<{ place: ReportPlace }>>;

const REPORTS: readonly { name: ReportName; title: string; isOfDays: boolean; page: Page }[] = [
  { name: 'today', title: 'Today', isOfDays: true, page: lazy(() => import('./report-today.tsx')) },
  { name: 'queues', title: 'Queues', isOfDays: true, page: lazy(() => import('./report-queues.tsx')) },
  { name: 'portals', title: 'Portals', isOfDays: true, page: lazy(() => import('./report-portals.tsx')) },
  { name: 'logins', title: 'Logins', isOfDays: false, page: lazy(() => import('./report-logins.tsx')) },
  { name: 'aging', title: 'Aging', isOfDays: true, page: lazy(() => import('./report-aging.tsx')) },
  { name: 'denials', title: 'Denials', isOfDays: true, page: lazy(() => import('./report-denials.tsx')) },
  { name: 'people', title: 'People', isOfDays: true, page: lazy(() => import('./report-people.tsx')) },
];

export default function ReportsPage({ rest }: { rest: string }) {
  // Rendered anew when the address changes.
  usePlace();
  const report = REPORTS.find(({ name }) => name === (rest || 'today'));
  if (!report)
    return (
      <Center component="main" h="100%">
        <Text>There is no such report.</Text>
      </Center>
    );
  const place = readPlace(report.name, location.search);
  return (
    <div className="reports">
      <nav className="panel side" aria-label="Reports">
        {REPORTS.map(({ name, title }) => (
          <InternalLink
            key={name}
            to={placeAddress({ ...place, name, from: null, to: null })}
            size="sm"
            aria-current={name === report.name ? 'page' : undefined}
          >
            {title}
          </InternalLink>
        ))}
      </nav>
      <main className="report">
        <Group justify="space-between">
          <Title order={1} size="h4">
            {report.title}
          </Title>
          {report.isOfDays && <Days key={placeAddress(place)} place={place} />}
        </Group>
        <Suspense
          fallback={
            <Center p="xl">
              <Loader aria-label="Loading" />
            </Center>
          }
        >
          <report.page key={report.name} place={place} />
        </Suspense>
      </main>
    </div>
  );
}

/** The days asked for; empty: those that the report is usually about. */
function Days({ place }: { place: ReportPlace }) {
  const [from, setFrom] = useState(place.from ?? '');
  const [to, setTo] = useState(place.to ?? '');
  return (
    <Group
      component="form"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        goTo({ ...place, from: from || null, to: to || null });
      }}
    >
      <TextInput type="date" size="xs" aria-label="First day" value={from} onChange={(e) => setFrom(e.target.value)} />
      <Text size="xs" c="dimmed">
        to
      </Text>
      <TextInput type="date" size="xs" aria-label="Last day" value={to} onChange={(e) => setTo(e.target.value)} />
      <Button type="submit" size="xs" variant="default">
        Show
      </Button>
      {(place.from ?? place.to) && (
        <Button size="xs" variant="subtle" onClick={() => goTo({ ...place, from: null, to: null })}>
          Usual days
        </Button>
      )}
    </Group>
  );
}
