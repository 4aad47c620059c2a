/** What was sent to webhooks, and the dead letters with their replay. */
import { Badge, Button, Group, SegmentedControl, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { Delivery } from '../api/integrations-schema.ts';
import { useChange, useDeliveries } from './integration-api.ts';
import { Listed, moment } from './integration-parts.tsx';
import { InternalLink } from './internal-link.tsx';

type Filter = 'all' | Delivery['state'];
const FILTERS: readonly { value: Filter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'pending', label: 'To be sent' },
  { value: 'dead', label: 'Dead letters' },
  { value: 'delivered', label: 'Delivered' },
];
const STATES: Record<Delivery['state'], string> = { pending: 'to be sent', delivered: 'delivered', dead: 'dead' };

/** Why nothing was answered. */
const FAULTS: Record<string, string> = {
  'address-refused': 'a private address that this office does not allow',
  'plain-http': 'http is only for addresses that this office allows; use https',
  'name-unknown': 'the name is unknown',
  'connection-refused': 'nothing listens there',
  certificate: 'its certificate is not right',
  timeout: 'no answer in time',
  unreachable: 'it cannot be reached',
  gone: 'the receiver says that it is gone',
  refused: 'the receiver refused it',
  'endpoint-disabled': 'the webhook was switched off',
  'secret-unreadable': 'its secret does not open: give it a new one',
};

/** @param about one webhook alone; null = all. */
export function IntegrationDeliveries({ about }: { about: string | null }) {
  const [filter, setFilter] = useState<Filter>('all');
  const list = useDeliveries({ ...(filter !== 'all' && { state: filter }), ...(about && { webhook: about }) });
  const change = useChange();
  const deliveries = list.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label="Which"
          data={[...FILTERS]}
          value={filter}
          onChange={(value) => setFilter(value)}
        />
        {about && (
          <Group gap="sm">
            <InternalLink to="/integrations/deliveries" fz="sm">
              Of all webhooks
            </InternalLink>
            <Button
              size="xs"
              loading={change.isPending}
              onClick={() => change.mutate({ path: `/webhooks/${about}/replay` })}
            >
              Send all dead letters again
            </Button>
          </Group>
        )}
      </Group>
      <Listed list={list} count={deliveries.length} empty="Nothing of this kind was sent in the last 30 days.">
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Event</Table.Th>
              <Table.Th>To</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th className="number">Tries</Table.Th>
              <Table.Th>Last try</Table.Th>
              <Table.Th>Next try</Table.Th>
              <Table.Th>
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {deliveries.map((delivery) => (
              <Row key={delivery.id} delivery={delivery} onReplay={() => change.mutate({ path: replayOf(delivery) })} />
            ))}
          </Table.Tbody>
        </Table>
      </Listed>
    </Stack>
  );
}

const replayOf = ({ id }: Delivery): string => `/webhook-deliveries/${id}/replay`;

function Row({ delivery, onReplay }: { delivery: Delivery; onReplay: () => void }) {
  const { kind, happenedAt, url, state, tries, triedAt, nextTryAt, status, fault } = delivery;
  const met = [status === null ? '' : String(status), fault === null ? '' : (FAULTS[fault] ?? fault)];
  return (
    <Table.Tr>
      <Table.Td>
        {kind}
        <Text size="xs" c="dimmed">
          {moment(happenedAt)}
        </Text>
      </Table.Td>
      <Table.Td className="breakable">{url}</Table.Td>
      <Table.Td>
        <Badge variant="default">{STATES[state]}</Badge>
        <Text size="xs" c="dimmed">
          {met.filter((part) => part !== '').join(': ')}
        </Text>
      </Table.Td>
      <Table.Td className="number">{tries}</Table.Td>
      <Table.Td>{moment(triedAt)}</Table.Td>
      <Table.Td>{moment(nextTryAt)}</Table.Td>
      <Table.Td>
        {state !== 'pending' && (
          <Button size="compact-xs" variant="default" onClick={onReplay} aria-label={`Send again: ${kind}`}>
            Send again
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
