import { Table, Text } from '@mantine/core';
import type { RemittanceRow } from '../api/remittance-schema.ts';
import { InternalLink } from './internal-link.tsx';
import { kindOf, SOURCES, StateBadge } from './remittance-state.tsx';
import { go, remittanceAddress } from './router.ts';
import { age, money } from './words.ts';

export function RemittanceTable({ rows, at }: { rows: readonly RemittanceRow[]; at: string }) {
  return (
    <Table className="rows" highlightOnHover verticalSpacing={6} horizontalSpacing="sm" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Document</Table.Th>
          <Table.Th>Payer</Table.Th>
          <Table.Th>Check or EFT</Table.Th>
          <Table.Th className="number">Amount</Table.Th>
          <Table.Th className="number">Claims posted</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th className="number">Age</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} at={at} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row, at }: { row: RemittanceRow; at: string }) {
  const to = remittanceAddress(row.id);
  return (
    <Table.Tr onClick={() => go(to)}>
      <Table.Td className="why">
        <InternalLink to={to} fw={500} c="inherit" fz="sm">
          {row.fileName}
        </InternalLink>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {row.message ?? `${kindOf(row)} · ${SOURCES[row.source]}`}
        </Text>
      </Table.Td>
      <Table.Td className="clip">{listed(row.payers)}</Table.Td>
      <Table.Td className="clip">{listed(row.numbers)}</Table.Td>
      <Table.Td className="number">{money(row.amountCents)}</Table.Td>
      <Table.Td className="number">{row.claims > 0 ? `${row.postedClaims} of ${row.claims}` : ''}</Table.Td>
      <Table.Td>
        <StateBadge row={row} />
        {row.openItems > 0 && (
          <Text size="xs" c="dimmed">
            {row.openItems === 1 ? '1 thing to decide' : `${row.openItems} things to decide`}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="number">{age(row.receivedAt, at)}</Table.Td>
    </Table.Tr>
  );
}

const listed = (names: readonly string[]): string =>
  names.length <= 2 ? names.join(', ') : `${names[0] ?? ''} and ${names.length - 1} more`;
