/** The lines of a claim with what each leaves open: billed less adjustments less paid must be nothing. */
import { Table, Text } from '@mantine/core';
import type { Remittance } from '../api/remittance-schema.ts';
import { Value } from './remittance-fields.tsx';
import { money, usDate } from './words.ts';

type Claim = Remittance['payments'][number]['claims'][number];
type Adjustment = Claim['lines'][number]['adjustments'][number];

export function ClaimLines({ pointer, claim }: { pointer: string; claim: Claim }) {
  const own = claim.adjustments ?? [];
  return (
    <Table className="lines" verticalSpacing={3} horizontalSpacing="xs" fz="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Date</Table.Th>
          <Table.Th>Procedure</Table.Th>
          <Table.Th className="number">Billed</Table.Th>
          <Table.Th className="number allowed">Allowed</Table.Th>
          <Table.Th>Adjustments</Table.Th>
          <Table.Th className="number">Paid</Table.Th>
          <Table.Th className="number">Left open</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {claim.lines.map((line, index) => {
          const at = `${pointer}/lines/${index}`;
          return (
            <Table.Tr key={at}>
              <Table.Td>{usDate(line.serviceDate ?? claim.serviceFrom ?? null)}</Table.Td>
              <Table.Td>
                <Value pointer={`${at}/procedure`}>{[line.procedure, ...(line.modifiers ?? [])].join(' ')}</Value>
              </Table.Td>
              <Table.Td className="number">
                <Value pointer={`${at}/billedCents`}>{money(line.billedCents)}</Value>
              </Table.Td>
              <Table.Td className="number allowed">
                <Value pointer={`${at}/allowedCents`}>{money(line.allowedCents ?? null)}</Value>
              </Table.Td>
              <Table.Td>
                <Adjustments pointer={at} adjustments={line.adjustments} />
              </Table.Td>
              <Table.Td className="number">
                <Value pointer={`${at}/paidCents`}>{money(line.paidCents)}</Value>
              </Table.Td>
              <Rest cents={restOf(line.billedCents, line.adjustments, line.paidCents)} />
            </Table.Tr>
          );
        })}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th colSpan={2}>Claim</Table.Th>
          <Table.Th className="number">{money(claim.billedCents)}</Table.Th>
          <Table.Th className="number allowed">{money(claim.allowedCents ?? null)}</Table.Th>
          <Table.Th>
            <Adjustments pointer={pointer} adjustments={own} />
          </Table.Th>
          <Table.Th className="number">{money(claim.paidCents)}</Table.Th>
          <Rest
            cents={restOf(
              claim.billedCents,
              [...own, ...claim.lines.flatMap((line) => line.adjustments)],
              claim.paidCents,
            )}
          />
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function Adjustments({ pointer, adjustments }: { pointer: string; adjustments: readonly Adjustment[] }) {
  return adjustments.map((adjustment, index) => (
    <Text key={`${pointer} ${index}`} size="xs" className="adjustment">
      {codeOf(adjustment)}{' '}
      <Value pointer={`${pointer}/adjustments/${index}/amountCents`}>{money(adjustment.amountCents)}</Value>
    </Text>
  ));
}

function codeOf({ group, reason, printedCode }: Adjustment): string {
  const code = [group, reason].filter((part) => part).join('-');
  if (!printedCode) return code || '(no code)';
  return code ? `${code} (${printedCode})` : `${printedCode} (unknown)`;
}

function Rest({ cents }: { cents: number | null }) {
  return (
    <Table.Td className="number">
      {cents === null ? (
        '—'
      ) : cents === 0 ? (
        <span className="ties">0.00</span>
      ) : (
        <span className="difference">{money(cents)}</span>
      )}
    </Table.Td>
  );
}

/** @returns null when an amount is missing: then nothing can be said. */
function restOf(billed: number | null, adjustments: readonly Adjustment[], paid: number | null): number | null {
  if (billed === null || paid === null) return null;
  return billed - adjustments.reduce((sum, { amountCents }) => sum + amountCents, 0) - paid;
}
