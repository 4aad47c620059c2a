/** Reports: which one, of which days; each loads when it is first opened. */
import { Center, Loader, Text, Title } from '@mantine/core';
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import type { ReportName } from '../api/reports-schema.ts';
import { InternalLink } from './internal-link.tsx';
import './reports.css';
import { placeAddress, readPlace, type ReportPlace } from './reports-api.ts';
import { usePlace } from './router.ts';

type Page = LazyExoticComponent<ComponentType<{ place: ReportPlace }>>;

const REPORTS: readonly { name: ReportName; title: string; page: Page }[] = [
  { name: 'today', title: 'Today', page: lazy(() => import('./report-today.tsx')) },
  { name: 'queues', title: 'Queues', page: lazy(() => import('./report-queues.tsx')) },
  { name: 'portals', title: 'Portals', page: lazy(() => import('./report-portals.tsx')) },
  { name: 'logins', title: 'Logins', page: lazy(() => import('./report-logins.tsx')) },
  { name: 'aging', title: 'Aging', page: lazy(() => import('./report-aging.tsx')) },
  { name: 'denials', title: 'Denials', page: lazy(() => import('./report-denials.tsx')) },
  { name: 'people', title: 'People', page: lazy(() => import('./report-people.tsx')) },
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
      <main key={report.name} className="report">
        <Title order={1} size="h4">
          {report.title}
        </Title>
        <Suspense
          fallback={
            <Center p="xl">
              <Loader role="status" aria-label="Loading" />
            </Center>
          }
        >
          <report.page place={place} />
        </Suspense>
      </main>
    </div>
  );
}
