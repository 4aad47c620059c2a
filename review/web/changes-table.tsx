/** Values before and after, of what a person changed. */
import { Table } from '@mantine/core';
import type { Trail } from '../api/approvals-schema.ts';

export const ChangesTable = ({ changes }: { readonly changes: Trail['entries'][number]['changes'] }) => (
  <Table fz="xs" withRowBorders={false} verticalSpacing={1} w="auto">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Value</Table.Th>
        <Table.Th className="number">Before</Table.Th>
        <Table.Th className="number">After</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {changes.map(({ label, before, after }) => (
        <Table.Tr key={label}>
          <Table.Td>{label}</Table.Td>
          <Table.Td className="number">{before ?? 'not stated'}</Table.Td>
          <Table.Td className="number">{after ?? 'taken out'}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
