/** The lines of a claim as a grid, with what each leaves open as the server adds it up. */
import { ActionIcon, Button, Group, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Difference } from '../api/validation-schema.ts';
import { AdjustmentCells } from './remittance-adjustments.tsx';
import { lengthOf, withEdit, withRemoved } from './remittance-draft.ts';
import { Field } from './remittance-fields.tsx';
import { nameOf, type Claim } from './remittance-pointers.ts';
import { useWork } from './remittance-work.tsx';
import { money } from './words.ts';

export function ClaimLines({ pointer, claim }: { pointer: string; claim: Claim }) {
  const { draft, change, focus, isMine } = useWork();
  const count = lengthOf(draft, `${pointer}/lines`, claim.lines.length);
  const isOurs = isMine(`${pointer}/lines`);
  const add = () => {
    change(withEdit(`${pointer}/lines/${count}/procedure`, ''));
    focus(`${pointer}/lines/${count}/procedure`);
  };
  return (
    <>
      <Table className="lines" verticalSpacing={2} horizontalSpacing={4} fz="xs" data-edit={isOurs || undefined}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="day">Date</Table.Th>
            <Table.Th className="code">Procedure</Table.Th>
            <Table.Th className="number units">Units</Table.Th>
            <Table.Th className="number">Billed</Table.Th>
            <Table.Th className="number allowed">Allowed</Table.Th>
            <Table.Th className="adjustments">Adjustments</Table.Th>
            <Table.Th className="number">Paid</Table.Th>
            <Table.Th className="number left">Left open</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Array.from({ length: count }, (_, index) => (
            <LineRow key={index} at={`${pointer}/lines/${index}`} claim={claim} index={index} isOurs={isOurs} />
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={3}>Claim</Table.Th>
            <Table.Td className="number">
              <Field pointer={`${pointer}/billedCents`} isWide />
            </Table.Td>
            <Table.Td className="number allowed" />
            <Table.Td>
              <AdjustmentCells pointer={pointer} adjustments={claim.adjustments ?? []} />
            </Table.Td>
            <Table.Td className="number">
              <Field pointer={`${pointer}/paidCents`} isWide />
            </Table.Td>
            <LeftOpen pointer={pointer} levels={['claim', 'charges']} />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
      {isOurs && (
        <Group gap="xs" mt={4}>
          <Button size="compact-xs" variant="subtle" onClick={add}>
            Add a line
          </Button>
        </Group>
      )}
    </>
  );
}

function LineRow({ at, claim, index, isOurs }: { at: string; claim: Claim; index: number; isOurs: boolean }) {
  const { draft, change } = useWork();
  const line = claim.lines[index];
  const isOut = draft.removed.includes(at);
  return (
    <Table.Tr data-out={isOut || undefined}>
      <Table.Td className="day">
        <Field pointer={`${at}/serviceDate`} isWide />
      </Table.Td>
      <Table.Td className="code">
        <span className="pair">
          <Field pointer={`${at}/procedure`} />
          {(isOurs || (line?.modifiers ?? []).length > 0) && <Field pointer={`${at}/modifiers`} />}
        </span>
      </Table.Td>
      <Table.Td className="number units">
        <Field pointer={`${at}/units`} isWide />
      </Table.Td>
      <Table.Td className="number">
        <Field pointer={`${at}/billedCents`} isWide />
      </Table.Td>
      <Table.Td className="number allowed">
        <Field pointer={`${at}/allowedCents`} isWide />
      </Table.Td>
      <Table.Td className="adjustments">
        <AdjustmentCells pointer={at} adjustments={line?.adjustments ?? []} />
      </Table.Td>
      <Table.Td className="number">
        <Field pointer={`${at}/paidCents`} isWide />
      </Table.Td>
      <LeftOpen pointer={at} levels={['line']}>
        {isOurs && (
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            tabIndex={-1}
            aria-label={isOut ? `Put line ${index + 1} back` : `Line ${index + 1} is not on the page`}
            title={isOut ? 'Put the line back' : 'This line is not on the page'}
            onClick={() => change(withRemoved(at, line !== undefined))}
          >
            {isOut ? '↺' : '×'}
          </ActionIcon>
        )}
      </LeftOpen>
    </Table.Tr>
  );
}

/** What the server says is left open there: never a sum of the page's own. */
function LeftOpen({
  pointer,
  levels,
  children,
}: {
  pointer: string;
  levels: readonly Difference['level'][];
  children?: ReactNode;
}) {
  const { check, isBehind, remittance, item } = useWork();
  const isLive = check !== undefined && Boolean(item?.pointer) && `${pointer}/`.startsWith(`${item?.pointer ?? ''}/`);
  const all = isLive ? check.differences : remittance.differences;
  const found = all.filter((each) => each.pointer === pointer && levels.includes(each.level));
  const off = found.find(({ differenceCents }) => differenceCents !== 0);
  return (
    <Table.Td className="number left" data-left={pointer} data-behind={isBehind || undefined}>
      {off ? (
        <span
          className="difference"
          title={off.level === 'charges' ? 'The lines do not make up the billed amount' : undefined}
        >
          {off.differenceCents === null
            ? `no ${nameOf(off.missing[0] ?? 'amount').toLowerCase()}`
            : money(off.differenceCents)}
        </span>
      ) : (
        <span className="ties">0.00</span>
      )}
      {children}
    </Table.Td>
  );
}
