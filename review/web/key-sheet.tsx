import { Kbd, Modal, Table, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';

const KEYS: readonly [where: string, keys: readonly (readonly [string, string])[]][] = [
  [
    'Inbox',
    [
      ['j / k', 'next, previous item'],
      ['Enter', 'open the item'],
      ['c', 'claim the item'],
    ],
  ],
  [
    'Item',
    [
      ['j / k', 'next, previous item of the inbox'],
      ['c', 'claim or release'],
      ['e', 'correct the inquiry'],
      ['r', 'write how it was resolved'],
      ['Ctrl + Enter', 'send back, or resolve, from where you type'],
      ['Esc', 'leave the field; again: back to the inbox'],
    ],
  ],
  ['Everywhere', [['?', 'this sheet']]],
];

export function KeySheet({ isOpen, onToggle }: { isOpen: boolean; onToggle: (isOpen: boolean) => void }) {
  useHotkeys([
    ['shift+?', () => onToggle(!isOpen), { usePhysicalKeys: false }],
    ['?', () => onToggle(!isOpen)],
  ]);
  return (
    <Modal
      opened={isOpen}
      onClose={() => onToggle(false)}
      title="Keys"
      size="md"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {KEYS.map(([where, keys]) => (
        <div key={where}>
          <Title order={3} size="sm" mt="sm">
            {where}
          </Title>
          <Table verticalSpacing={4} withRowBorders={false}>
            <Table.Tbody>
              {keys.map(([key, does]) => (
                <Table.Tr key={key}>
                  <Table.Td w={130}>
                    <Kbd>{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{does}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      ))}
    </Modal>
  );
}
