import { Badge, Table, Text } from '@mantine/core';
import type { ItemRow } from '../api/schema.ts';
import { InternalLink } from './internal-link.tsx';
import { go, rowAddress, type Filter } from './router.ts';
import { KINDS } from './theme.ts';
import { age, moment, money } from './words.ts';

interface InboxTableProps {
  rows: readonly ItemRow[];
  at: string;
  filter: Filter;
  selected: string | null;
}

export function InboxTable({ rows, at, filter, selected }: InboxTableProps) {
  const isOpen = filter.state === 'open';
  return (
    <Table className="rows" highlightOnHover verticalSpacing={6} horizontalSpacing="sm" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What happened</Table.Th>
          <Table.Th className="about">About</Table.Th>
          <Table.Th>Patient</Table.Th>
          <Table.Th>Payer</Table.Th>
          <Table.Th className="number">Amount</Table.Th>
          <Table.Th className="number">{isOpen ? 'Age' : 'Decided'}</Table.Th>
          <Table.Th>{isOpen ? 'Who has it' : 'By'}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} at={at} filter={filter} isSelected={row.id === selected} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row, at, filter, isSelected }: { row: ItemRow; at: string; filter: Filter; isSelected: boolean }) {
  const to = rowAddress(row, filter);
  return (
    <Table.Tr data-row={row.id} aria-selected={isSelected} onClick={() => go(to)}>
      <Table.Td className="why">
        <InternalLink to={to} fw={500} c="inherit" fz="sm">
          {row.title}
        </InternalLink>
        {row.met > 1 && (
          <Badge size="xs" variant="light" color="gray" ml={6}>
            met {row.met}×
          </Badge>
        )}
        <Text size="xs" c="dimmed" lineClamp={1}>
          {row.message}
        </Text>
      </Table.Td>
      <Table.Td className="about">
        <Badge size="sm" variant="light" color={KINDS[row.kind].color} tt="none" fw={500} w="max-content">
          {KINDS[row.kind].label}
        </Badge>
      </Table.Td>
      <Table.Td className="clip">
        {row.patient ?? (
          <Text span inherit c="dimmed">
            {row.loginLabel ?? '—'}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {row.memberId}
        </Text>
      </Table.Td>
      <Table.Td className="clip">
        {row.payer ?? row.portal}
        {row.payer && (
          <Text size="xs" c="dimmed">
            {row.portal}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="number">{money(row.amountCents)}</Table.Td>
      <Table.Td className="number">{row.resolution ? moment(row.resolution.at) : age(row.openedAt, at)}</Table.Td>
      <Table.Td>{whoOf(row)}</Table.Td>
    </Table.Tr>
  );
}

function whoOf(row: ItemRow) {
  if (row.resolution)
    return `${row.resolution.by ?? 'someone'} ${row.resolution.kind === 'resolved' ? 'resolved' : 'sent back'}`;
  if (!row.claim) return null;
  return (
    <Badge size="sm" variant={row.claim.isMine ? 'filled' : 'light'} tt="none" fw={500}>
      {row.claim.isMine ? 'you' : row.claim.by}
    </Badge>
  );
}
