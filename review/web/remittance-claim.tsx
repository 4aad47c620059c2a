/** One claim of a payment: its amounts in one row; below it, when opened, why it waits, its lines and the decision. */
import { ActionIcon, Badge, Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ClaimOutcome, Remittance, RemittanceItem, RemittanceNote } from '../api/remittance-schema.ts';
import { RemittanceDecision } from './remittance-decision.tsx';
import { Value } from './remittance-fields.tsx';
import { ClaimLines } from './remittance-lines.tsx';
import { money, usDate } from './words.ts';

type Claim = Remittance['payments'][number]['claims'][number];

export interface ClaimRowProps {
  documentId: string;
  pointer: string;
  number: number;
  claim: Claim;
  outcome: ClaimOutcome | undefined;
  item: RemittanceItem | undefined;
  isOpen: boolean;
  onToggle: () => void;
}

export const COLUMNS = 7;

export function ClaimRows(props: ClaimRowProps) {
  const { pointer, number, claim, outcome, item, isOpen, onToggle } = props;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const name = [claim.patient.lastName, claim.patient.firstName].filter((part) => part).join(', ');
  return (
    <>
      <Table.Tr ref={row} aria-expanded={isOpen} onClick={onToggle} data-claim={number}>
        <Table.Td>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={isOpen ? `Close claim ${number}` : `Open claim ${number}`}
          >
            {isOpen ? '▾' : '▸'}
          </ActionIcon>
        </Table.Td>
        <Table.Td className="clip">
          <Value pointer={`${pointer}/patientControlNumber`}>{claim.patientControlNumber ?? '—'}</Value>
          <Text size="xs" c="dimmed">
            <Value pointer={`${pointer}/payerClaimControlNumber`}>{claim.payerClaimControlNumber}</Value>
          </Text>
        </Table.Td>
        <Table.Td className="clip">
          {name || '—'}
          <Text size="xs" c="dimmed">
            {usDate(claim.serviceFrom ?? null)}
          </Text>
        </Table.Td>
        <Table.Td className="number billed">
          <Value pointer={`${pointer}/billedCents`}>{money(claim.billedCents)}</Value>
        </Table.Td>
        <Table.Td className="number">
          <Value pointer={`${pointer}/paidCents`}>{money(claim.paidCents)}</Value>
        </Table.Td>
        <Table.Td className="number patient">
          <Value pointer={`${pointer}/patientResponsibilityCents`}>
            {money(claim.patientResponsibilityCents ?? null)}
          </Value>
        </Table.Td>
        <Table.Td>
          <ClaimState claim={claim} outcome={outcome} item={item} />
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr className="detail">
          <Table.Td colSpan={COLUMNS}>
            <Reasons why={outcome?.why ?? []} />
            <ClaimLines pointer={pointer} claim={claim} />
            {item && <RemittanceDecision documentId={props.documentId} item={item} why={outcome?.why ?? []} />}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function ClaimState({ claim, outcome, item }: Pick<ClaimRowProps, 'claim' | 'outcome' | 'item'>) {
  const [label, color] = stateOf(claim, outcome, item);
  return (
    <Badge size="sm" variant="light" color={color} tt="none" fw={500} w="max-content">
      {label}
    </Badge>
  );
}

function stateOf(claim: Claim, outcome: ClaimOutcome | undefined, item: RemittanceItem | undefined): [string, string] {
  if (outcome?.state === 'posted') return ['Posted', 'teal'];
  if (outcome?.state === 'released') return ['Released', 'teal'];
  if (item && !item.isOpen) return ['Decided', 'gray'];
  if (outcome?.state === 'held' || claim.disposition === 'review') return ['Waits', 'orange'];
  return ['To post', 'gray'];
}

/** Why something waits, with the exact difference where there is one; one reason a code, however often it was found. */
export function Reasons({ why }: { why: readonly RemittanceNote[] }) {
  if (why.length === 0) return null;
  const codes = [...new Set(why.map(({ code }) => code))];
  return (
    <ul className="reasons" aria-label="Why it waits">
      {codes.map((code) => {
        const found = why.filter((note) => note.code === code);
        const difference = found.find(({ differenceCents }) => differenceCents)?.differenceCents;
        return (
          <li key={code}>
            <Text size="sm" fw={600}>
              {found[0]?.title}
              {difference ? <span className="difference">{money(difference)} difference</span> : null}
            </Text>
            {[...new Set(found.map(({ detail }) => detail))].map((detail) => (
              <Text key={detail} size="sm">
                {detail}
              </Text>
            ))}
            <Text size="xs" c="dimmed">
              {found[0]?.whatToDo}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}
