/** The policy register: what each portal's terms say of robots, when it may be asked and how fast; pausing and resuming. */
import { Badge, Button, Group, Table, Text } from '@mantine/core';
import type { PortalRow } from '../api/administration-schema.ts';
import { useChange, usePortals } from './administration-api.ts';
import { ChangedBy, Heading, Loaded } from './administration-parts.tsx';
import { PortalForm } from './administration-portal-form.tsx';
import { DAYS } from './administration-words.ts';
import { InternalLink } from './internal-link.tsx';
import { moment, usDate } from './words.ts';

const AUTOMATION = { allowed: 'allowed', consent: 'by consent', forbidden: 'forbidden' };

export default function PortalsPage({ rest }: { rest: string }) {
  const query = usePortals();
  return (
    <>
      <Heading title="Portals and their terms">
        A robot works a portal only when somebody has read its terms and they allow it, or somebody at the portal
        agreed. Hours, pace and caps hold on every host.
      </Heading>
      <Loaded query={query}>
        {({ portals }) => {
          const chosen = portals.find(({ register }) => register.name === rest);
          return chosen ? <PortalForm key={rest} portal={chosen} /> : <PortalTable portals={portals} />;
        }}
      </Loaded>
    </>
  );
}

function PortalTable({ portals }: { portals: readonly PortalRow[] }) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Portal</Table.Th>
            <Table.Th>Robots</Table.Th>
            <Table.Th>Hours and pace</Table.Th>
            <Table.Th>Logins</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {portals.map((portal) => (
            <PortalLine key={portal.register.name} portal={portal} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PortalLine({ portal }: { portal: PortalRow }) {
  const { register, mayAutomate, changed, logins } = portal;
  const { policy, hours, pace, dailyCap } = register;
  return (
    <Table.Tr>
      <Table.Td>
        <InternalLink to={`/administration/portals/${register.name}`}>{register.title}</InternalLink>
        <Text size="xs" c="dimmed" className="mono">
          {register.url}
        </Text>
        <ChangedBy note={changed} />
      </Table.Td>
      <Table.Td>
        <Badge color={mayAutomate ? 'teal' : 'red'} variant="dot">
          {mayAutomate
            ? AUTOMATION[policy.automation]
            : `refused: ${policy.readOn ? AUTOMATION[policy.automation] : 'terms not read'}`}
        </Badge>
        <Text size="xs" c="dimmed">
          {policy.readOn
            ? `read ${usDate(policy.readOn)} by ${policy.readBy ?? 'someone'}`
            : 'nobody has read the terms'}
          {policy.consentBy ? `, agreed: ${policy.consentBy}` : ''}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {hours.days.length === 7 ? 'every day' : hours.days.map((day) => DAYS[day]).join(' ')} {hours.from}–{hours.to}
        </Text>
        <Text size="xs" c="dimmed">
          {hours.timeZone}; {pace ? `${pace.lookups} in ${pace.perSeconds} s` : 'no pace of its own'}
          {dailyCap ? `; ${dailyCap} a day` : ''}
        </Text>
      </Table.Td>
      <Table.Td>{logins}</Table.Td>
      <Table.Td>
        <PortalState portal={portal} />
      </Table.Td>
    </Table.Tr>
  );
}

function PortalState({ portal: { register, pausedCode, pausedAt } }: { portal: PortalRow }) {
  const change = useChange();
  const isPaused = pausedCode !== null;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" justify="space-between" miw={150}>
      <div className="fixed">
        <Badge color={isPaused ? 'orange' : 'teal'} variant="dot">
          {isPaused ? 'paused' : 'works'}
        </Badge>
        {isPaused && (
          <Text size="xs" c="dimmed">
            {pausedCode}
            {pausedAt ? `, since ${moment(pausedAt)}` : ''}
          </Text>
        )}
      </div>
      <Button
        size="compact-xs"
        variant="default"
        className="fixed"
        loading={change.isPending}
        aria-label={`${isPaused ? 'Resume' : 'Pause'} ${register.title}`}
        onClick={() =>
          change.mutate({
            path: `portals/${register.name}/${isPaused ? 'resume' : 'pause'}`,
            done: isPaused
              ? `${register.title} works again.`
              : `${register.title} is paused on every host until you resume it.`,
          })
        }
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </Group>
  );
}
