/** The rows of the inbox: a hundred thousand of them, only those on the screen drawn. */
import { Badge, Checkbox, Table, Text, UnstyledButton } from '@mantine/core';
import { memo, useCallback, useEffect, useRef } from 'react';
import type { Order } from '../api/inbox-schema.ts';
import type { ItemRow } from '../api/schema.ts';
import { Due } from './due.tsx';
import { InternalLink } from './internal-link.tsx';
import { go, inboxAddress, rowAddress, type Filter } from './router.ts';
import { KINDS } from './theme.ts';
import { useVisibleRows } from './visible-rows.ts';
import { age, moment, money } from './words.ts';

interface InboxTableProps {
  rows: readonly ItemRow[];
  at: string;
  today: string;
  filter: Filter;
  /** Where the keyboard is. */
  current: string | null;
  chosen: ReadonlySet<string>;
  hasMore: boolean;
  onChoose: (id: string) => void;
  onChooseAll: (isOn: boolean) => void;
  onEnd: () => void;
}

const ROW_PX = 46;

export function InboxTable(props: InboxTableProps) {
  const { rows, filter, current, chosen, hasMore, onEnd } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { first, end, bring } = useVisibleRows(scroll, rows.length, ROW_PX);
  const index = rows.findIndex(({ id }) => id === current);
  useEffect(() => {
    if (index >= 0) bring(index);
  }, [index, bring]);
  const latest = useRef(props.onChoose);
  useEffect(() => {
    latest.current = props.onChoose;
  });
  const choose = useCallback((id: string) => latest.current(id), []);
  const isNearEnd = hasMore && end > rows.length - 30;
  useEffect(() => {
    if (isNearEnd) onEnd();
  }, [isNearEnd, onEnd]);
  const isOpen = filter.state === 'open';
  return (
    <div className="scroll list" ref={scroll}>
      <Table className="rows" highlightOnHover fz="sm" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <colgroup>
          {['mark', 'what', 'about', 'patient', 'payer', 'amount', 'due', 'age', 'who'].map((name) => (
            <col key={name} className={`col-${name}`} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Checkbox
                size="xs"
                aria-label="Select all that are loaded"
                checked={chosen.size > 0 && chosen.size === rows.length}
                indeterminate={chosen.size > 0 && chosen.size < rows.length}
                onChange={(event) => props.onChooseAll(event.currentTarget.checked)}
              />
            </Table.Th>
            <Table.Th>What happened</Table.Th>
            <Table.Th className="about">About</Table.Th>
            <Table.Th>Patient</Table.Th>
            <Sorter filter={filter} orders={['payer', 'payer-last']} label="Payer" />
            <Sorter filter={filter} orders={['value', 'value-least']} label="Amount" isNumber />
            <Sorter filter={filter} orders={['due', 'due-last']} label="Due" />
            <Sorter filter={filter} orders={['oldest', 'newest']} label={isOpen ? 'Age' : 'Decided'} isNumber />
            <Table.Th>{isOpen ? 'Who' : 'By'}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Gap px={first * ROW_PX} />
          {rows.slice(first, end).map((row, place) => (
            <Row
              key={row.id}
              row={row}
              place={first + place}
              at={props.at}
              today={props.today}
              to={rowAddress(row, filter)}
              isCurrent={row.id === current}
              isChosen={chosen.has(row.id)}
              onChoose={choose}
            />
          ))}
          <Gap px={(rows.length - end) * ROW_PX} />
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The room of rows that are not drawn. */
const Gap = ({ px }: { px: number }) =>
  px > 0 ? (
    <tr aria-hidden="true" style={{ height: px }}>
      {/* One column is left out where the window is narrow: a cell across all of them would bring it back. */}
      <td colSpan={8} />
    </tr>
  ) : null;

interface SorterProps {
  filter: Filter;
  orders: readonly [Order, Order];
  label: string;
  isNumber?: boolean;
}

/** A column's head that sorts: once its own way, again the other way round. */
function Sorter({ filter, orders: [first, second], label, isNumber = false }: SorterProps) {
  const at = filter.order === first ? 0 : filter.order === second ? 1 : null;
  const isUp = (at === 1) !== (first === 'value');
  return (
    <Table.Th
      className={isNumber ? 'number' : undefined}
      aria-sort={at === null ? 'none' : isUp ? 'descending' : 'ascending'}
    >
      <UnstyledButton
        className="sorter"
        onClick={() => go(inboxAddress({ ...filter, order: at === 0 ? second : first }))}
      >
        {label}
        <span aria-hidden="true">{at === null ? '' : isUp ? ' ↓' : ' ↑'}</span>
      </UnstyledButton>
    </Table.Th>
  );
}

interface RowProps {
  row: ItemRow;
  /** In the list, from 0. */
  place: number;
  at: string;
  today: string;
  to: string;
  isCurrent: boolean;
  isChosen: boolean;
  onChoose: (id: string) => void;
}

/** Drawn again only when it changes: a key moves two rows, not forty. */
const Row = memo(function Row({ row, place, at, today, to, isCurrent, isChosen, onChoose }: RowProps) {
  return (
    <tr
      data-row={row.id}
      data-chosen={isChosen || undefined}
      aria-selected={isCurrent}
      aria-rowindex={place + 2}
      onClick={() => go(to)}
    >
      <td onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          className="tick"
          aria-label={`Select ${row.title}${row.patient ? `, ${row.patient}` : ''}`}
          checked={isChosen}
          onChange={() => onChoose(row.id)}
        />
      </td>
      <td>
        <div className="line">
          <InternalLink to={to} fw={500} c="inherit" fz="sm" title={row.title}>
            {row.title}
          </InternalLink>
          <Marks row={row} />
        </div>
        <Text size="xs" c="dimmed" truncate title={row.message}>
          {row.message}
        </Text>
      </td>
      <td className="about">
        <Badge size="sm" variant="light" color={KINDS[row.kind].color}>
          {KINDS[row.kind].label}
        </Badge>
      </td>
      <td>
        <Text inherit truncate>
          {row.patient ?? (
            <Text span inherit c="dimmed">
              {row.loginLabel ?? '—'}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {row.memberId}
        </Text>
      </td>
      <td>
        <Text inherit truncate>
          {row.payer ?? row.portal}
        </Text>
        {row.payer && (
          <Text size="xs" c="dimmed" truncate>
            {row.portal}
          </Text>
        )}
      </td>
      <td className="number">{money(row.amountCents)}</td>
      <td>{row.resolution ? null : <Due due={row.due} today={today} />}</td>
      <td className="number">{row.resolution ? moment(row.resolution.at) : age(row.openedAt, at)}</td>
      <td>{whoOf(row)}</td>
    </tr>
  );
});

const WAITS_FOR = {
  'second-person': {
    label: 'second person',
    why: 'Decided by one person; a second one must agree before it is posted',
  },
  selector: {
    label: 'selector to approve',
    why: 'A robot found an element of a changed page by likeness and asks whether it is right',
  },
};

function Marks({ row }: { row: ItemRow }) {
  return (
    <>
      {row.isEscalated && (
        <Badge size="xs" variant="filled" color="red">
          escalated
        </Badge>
      )}
      {row.waitsFor && (
        <Badge size="xs" variant="light" color="violet" title={WAITS_FOR[row.waitsFor].why}>
          {WAITS_FOR[row.waitsFor].label}
        </Badge>
      )}
      {row.postponedUntil && (
        <Badge size="xs" variant="outline" color="gray">
          until {moment(row.postponedUntil).replace(/,.*$/, '')}
        </Badge>
      )}
      {row.met > 1 && (
        <Badge size="xs" variant="light" color="gray">
          met {row.met}×
        </Badge>
      )}
      {row.labels.map((label) => (
        <Badge key={label} size="xs" variant="outline" color="gray">
          {label}
        </Badge>
      ))}
      {row.notes > 0 && (
        <Text span size="xs" c="dimmed" className="minor">
          {row.notes === 1 ? '1 note' : `${row.notes} notes`}
        </Text>
      )}
    </>
  );
}

function whoOf(row: ItemRow) {
  if (row.resolution)
    return `${row.resolution.by ?? 'someone'} ${row.resolution.kind === 'resolved' ? 'resolved' : 'sent back'}`;
  if (row.claim) {
    return (
      <Badge size="sm" variant={row.claim.isMine ? 'filled' : 'light'}>
        {row.claim.isMine ? 'you' : row.claim.by}
      </Badge>
    );
  }
  if (!row.assignee) return null;
  return (
    <Text size="xs" c="dimmed" truncate>
      for {row.assignee.isMine ? 'you' : row.assignee.name}
    </Text>
  );
}
