/** The pages of an administrator, one beside the other; an auditor finds the audit trail here. */
import { Box, Center, NavLink, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense, type ComponentType, type LazyExoticComponent, type MouseEvent } from 'react';
import type { Session } from '../api/schema.ts';
import { useSession } from './api.ts';
import { go } from './router.ts';
import './administration.css';

interface Part {
  readonly path: string;
  readonly title: string;
  readonly needs: Session['permissions'][number];
  /** Given what follows its path. */
  readonly page?: LazyExoticComponent<ComponentType<{ rest: string }>>;
  /** Instead of a page here: another area of this application, or what lies outside of it. */
  readonly to?: string;
  readonly isOutside?: boolean;
}

const settings = (name: 'LimitsPage' | 'SchedulesPage' | 'RetentionPage') =>
  lazy(() => import('./administration-settings.tsx').then((file) => ({ default: file[name] })));

const PARTS: readonly Part[] = [
  {
    path: 'portals',
    title: 'Portals and their terms',
    needs: 'portals.manage',
    page: lazy(() => import('./administration-portals.tsx')),
  },
  {
    path: 'payers',
    title: 'Payers',
    needs: 'settings.manage',
    page: lazy(() => import('./administration-payers.tsx')),
  },
  { path: 'logins', title: 'Logins', needs: 'logins.manage', page: lazy(() => import('./administration-logins.tsx')) },
  { path: 'limits', title: 'Limits', needs: 'settings.manage', page: settings('LimitsPage') },
  { path: 'schedules', title: 'Schedules', needs: 'settings.manage', page: settings('SchedulesPage') },
  { path: 'retention', title: 'Retention', needs: 'settings.manage', page: settings('RetentionPage') },
  { path: 'people', title: 'People and roles', needs: 'people.manage', to: '/people' },
  { path: 'integrations', title: 'API tokens and webhooks', needs: 'integrations.manage', to: '/integrations' },
  { path: 'queues', title: 'Queues (opens in a tab)', needs: 'queues.manage', to: '/queue-board/', isOutside: true },
  { path: 'audit', title: 'Audit trail', needs: 'audit.read', page: lazy(() => import('./administration-audit.tsx')) },
];

export default function AdministrationPage({ rest }: { rest: string }) {
  const permissions = useSession().data?.permissions ?? [];
  const parts = PARTS.filter(({ needs }) => permissions.includes(needs));
  const [path = '', ...more] = rest.split('/');
  const part = parts.find((one) => one.path === path) ?? (path === '' ? parts[0] : undefined);
  return (
    <div className="administration">
      <Box component="nav" className="side" aria-label="Administration">
        <Title order={1} size="h5" px="sm" pb="xs">
          Administration
        </Title>
        {parts.map((one) => (
          <PartLink key={one.path} part={one} isHere={one === part} />
        ))}
      </Box>
      <Stack component="main" className="scroll" p="md" gap="md" aria-label={part?.title ?? 'Administration'}>
        <Suspense fallback={<Text c="dimmed">Loading…</Text>}>
          {part?.page ? <part.page key={part.path} rest={more.join('/')} /> : <Nothing />}
        </Suspense>
      </Stack>
    </div>
  );
}

function PartLink({ part, isHere }: { part: Part; isHere: boolean }) {
  const to = part.to ?? `/administration/${part.path}`;
  const onClick = (event: MouseEvent) => {
    if (part.isOutside || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <NavLink
      component="a"
      href={to}
      label={part.title}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      onClick={onClick}
      {...(part.isOutside ? { target: '_blank', rel: 'noreferrer' } : {})}
    />
  );
}

const Nothing = () => (
  <Center p="xl">
    <Text>There is no such page, or your role does not include it.</Text>
  </Center>
);
