/** The top bar: where we are, what waits, who is signed in. */
import {
  ActionIcon,
  Anchor,
  Badge,
  Button,
  Group,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Session, Summary } from '../api/schema.ts';
import { Alerts } from './alerts.tsx';
import { ApiError, ask, forget } from './api.ts';
import { InternalLink } from './internal-link.tsx';
import { Nav } from './nav.tsx';
import { inboxAddress, type Filter } from './router.ts';
import { age } from './words.ts';

interface BarProps {
  session: Session;
  filter: Filter;
  /** The area on the screen; null at the inbox. */
  at: string | null;
  summary: Summary | undefined;
  /** Why what waits could not be asked for. */
  fault: Error | null;
  onHelp: () => void;
}

export function Bar({ session, filter, at, summary, fault, onHelp }: BarProps) {
  const client = useQueryClient();
  const waiting = summary?.open ?? 0;
  const codes = summary?.codes.length ?? 0;
  useEffect(() => {
    const count = waiting > 0 ? `(${waiting}) ` : '';
    // A code is wanted within minutes: seen from another tab.
    document.title = codes > 0 ? `● Code wanted ${count}- Claimwright review` : `${count}Claimwright review`;
  }, [waiting, codes]);
  return (
    <Group component="header" className="bar" justify="space-between" wrap="nowrap" gap="md">
      <Group gap="lg" wrap="nowrap">
        <InternalLink to={inboxAddress(filter)} fw={600} c="inherit" className="brand">
          Claimwright review
        </InternalLink>
        <Nav session={session} filter={filter} at={at} />
        {fault ? (
          <Badge color="red" variant="light">
            {fault instanceof ApiError && fault.status > 0 ? 'Server fault' : 'No connection'}
          </Badge>
        ) : (
          summary && <Counts summary={summary} />
        )}
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Alerts codes={summary?.codes ?? NO_CODES} />
        <ColorScheme />
        <Tooltip label="Keys (?)">
          <ActionIcon variant="subtle" color="gray" aria-label="Show keys" onClick={onHelp}>
            ?
          </ActionIcon>
        </Tooltip>
        <InternalLink
          to="/me"
          size="sm"
          c="dimmed"
          aria-label={`${session.name}: your account`}
          aria-current={at === 'me' ? 'page' : undefined}
        >
          {session.name}
        </InternalLink>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void ask('/session', 'DELETE').finally(() => forget(client))}
        >
          Sign out
        </Button>
      </Group>
    </Group>
  );
}

const NO_CODES: Summary['codes'] = [];

/** Left out where the window is narrow. */
const MINOR = new Set(['oldest', 'answered', 'to be asked', 'yours']);

function Counts({ summary }: { summary: Summary }) {
  const { work } = summary;
  const told: [label: string, value: string | number][] = [
    ['waiting', summary.open.toLocaleString('en-US')],
    ['yours', summary.mine.toLocaleString('en-US')],
    ...(summary.oldestOpenedAt ? [['oldest', age(summary.oldestOpenedAt, summary.at)] as [string, string]] : []),
    ['answered', work.done],
    ['to be asked', work.queued + work.running + work.waiting],
    ...(work.failed > 0 ? [['failed', work.failed] as [string, number]] : []),
  ];
  return (
    <Group gap="md" wrap="nowrap">
      {told.map(([label, value]) => (
        <Text key={label} size="sm" c="dimmed" className="count" data-minor={MINOR.has(label) || undefined}>
          <Text span inherit fw={600} c="var(--mantine-color-text)">
            {value}
          </Text>{' '}
          {label}
        </Text>
      ))}
    </Group>
  );
}

function ColorScheme() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      c="dimmed"
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      aria-label={isDark ? 'Use light colours' : 'Use dark colours'}
    >
      {isDark ? 'Light' : 'Dark'}
    </Anchor>
  );
}
