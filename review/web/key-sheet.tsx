import { Kbd, Modal, Table, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';

const KEYS: readonly [where: string, keys: readonly (readonly [string, string])[]][] = [
  [
    'Inbox',
    [
      ['j / k', 'next, previous item'],
      ['Enter', 'open the item'],
      ['x', 'select the item; again: not'],
      ['c', 'claim the item'],
      ['a', 'give what is selected, or the item, to somebody'],
      ['l', 'label'],
      ['p', 'put off until a day'],
      ['n', 'write a note; @name tells a colleague'],
      ['r', 'resolve with a note'],
      ['e', 'put before a supervisor'],
      ['u', 'undo what was just done to many'],
      ['/', 'search names and numbers'],
      ['Esc', 'select nothing; in the search: show all'],
    ],
  ],
  [
    'Item',
    [
      ['j / k', 'next, previous item of the inbox'],
      ['c', 'claim or release'],
      ['a / l / p / n', 'give, label, put off, write a note'],
      ['E', 'put before a supervisor'],
      ['e', 'correct the inquiry'],
      ['r', 'write how it was resolved'],
      ['Ctrl + Enter', 'send back, or resolve, from where you type'],
      ['Esc', 'leave the field; again: back to the inbox'],
    ],
  ],
  [
    'Remittance',
    [
      ['Tab', 'next doubtful or failing field; Shift + Tab: the one before'],
      ['Enter', 'the field is right as it stands; next'],
      ['Ctrl + Enter', 'post'],
      ['Esc', 'back to what was read; again: leave the field; again: leave the page'],
      ['Up / Down', 'the field beside, doubtful or not'],
      ['j / k', 'next, previous of what waits on this paper'],
      ['c', 'claim or release'],
      ['+ / - / 0', 'page: larger, smaller, whole width; with Alt while you type'],
      ['r', 'page: turn it; with Alt while you type'],
      ['[ / ]', 'page before, next page; Alt + Page Up / Page Down while you type'],
      ['Arrange pages', 'arrows: which page; Alt + arrows: move it; s: cut before it; r: turn it; x: leave it out'],
      ['click, drag', 'on the page: a box goes to its field; words go into the field in hand'],
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
                  <Table.Td w={130} valign="top">
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
