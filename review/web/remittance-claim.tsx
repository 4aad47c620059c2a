/** One claim of a payment: its amounts in one row; below it, when opened, why it waits and its values as a grid. */
import { ActionIcon, Badge, Button, Table, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ClaimOutcome, RemittanceItem } from '../api/remittance-schema.ts';
import { ItemTrail } from './item-trail.tsx';
import { Field } from './remittance-fields.tsx';
import { ClaimLines } from './remittance-lines.tsx';
import { ClaimMatch } from './remittance-matches.tsx';
import { CLAIM_FIELDS, nameOf, textOf, valueAt, type Claim } from './remittance-pointers.ts';
import { Reasons } from './remittance-reasons.tsx';
import { useWork } from './remittance-work.tsx';
import { money, usDate } from './words.ts';

export interface ClaimRowProps {
  pointer: string;
  number: number;
  claim: Claim;
  outcome: ClaimOutcome | undefined;
  item: RemittanceItem | undefined;
  /** The item that a correction of this claim belongs to: its own, or its payment's. */
  decider: RemittanceItem | undefined;
}

export const COLUMNS = 7;

export function ClaimRows(props: ClaimRowProps) {
  const { pointer, number, claim, outcome, item, decider } = props;
  const { openClaim, setOpenClaim, pick, draft } = useWork();
  const isOpen = openClaim === pointer;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const toggle = () => {
    setOpenClaim(isOpen ? null : pointer);
    if (decider && !isOpen) pick(decider);
  };
  const edited = (name: string) => draft.edits[`${pointer}/${name}`]?.text;
  const name = [
    edited('patient/lastName') ?? claim.patient.lastName,
    edited('patient/firstName') ?? claim.patient.firstName,
  ].filter((part) => part);
  const amount = (field: 'billedCents' | 'paidCents' | 'patientResponsibilityCents') =>
    edited(field) ?? money(claim[field] ?? null);
  return (
    <>
      <Table.Tr ref={row} onClick={toggle} data-claim={number}>
        <Table.Td>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-label={isOpen ? `Close claim ${number}` : `Open claim ${number}`}
          >
            {isOpen ? '▾' : '▸'}
          </ActionIcon>
        </Table.Td>
        <Table.Td className="clip">{edited('patientControlNumber') ?? claim.patientControlNumber ?? '—'}</Table.Td>
        <Table.Td className="clip" title={usDate(claim.serviceFrom ?? null)}>
          {name.join(', ') || '—'}
        </Table.Td>
        <Table.Td className="number billed">{amount('billedCents')}</Table.Td>
        <Table.Td className="number">{amount('paidCents')}</Table.Td>
        <Table.Td className="number patient">{amount('patientResponsibilityCents')}</Table.Td>
        <Table.Td>
          <ClaimState {...props} />
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr className="detail">
          <Table.Td colSpan={COLUMNS}>
            <Reasons item={item} why={outcome?.why ?? []} />
            <ClaimHead pointer={pointer} />
            {decider?.isOpen && <ClaimMatch item={decider} place={number - 1} pointer={pointer} />}
            <ClaimLines pointer={pointer} claim={claim} />
            {item && !item.isOpen && <Decided item={item} />}
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** What the claim as a whole says; its billed and paid amounts stand below its lines. */
function ClaimHead({ pointer }: { pointer: string }) {
  const { remittance, isMine } = useWork();
  const isOurs = isMine(`${pointer}/paidCents`);
  const names = CLAIM_FIELDS.filter(
    (name) =>
      !['billedCents', 'paidCents'].includes(name) &&
      (isOurs || textOf(name, valueAt(remittance, `${pointer}/${name}`)) !== ''),
  );
  return (
    <dl className="claim-head">
      {names.map((name) => (
        <div key={name}>
          <dt>{nameOf(name)}</dt>
          <dd>
            <Field pointer={`${pointer}/${name}`} isWide />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ClaimState({ pointer, claim, outcome, item, decider, number }: ClaimRowProps) {
  const { check, item: inHand, remittance } = useWork();
  const waits =
    check && decider && inHand?.id === decider.id && check.reasons.some((reason) => reason.claim === number - 1);
  const isAside = remittance.outcomes[Number(pointer.split('/')[2])]?.state === 'withdrawn';
  const [label, color] = isAside ? ['Set aside', 'gray'] : stateOf(claim, outcome, item, waits);
  return (
    <Badge size="sm" variant="light" color={color} tt="none" fw={500} w="max-content">
      {label}
    </Badge>
  );
}

function stateOf(
  claim: Claim,
  outcome: ClaimOutcome | undefined,
  item: RemittanceItem | undefined,
  waits: boolean | undefined,
): [string, string] {
  if (outcome?.state === 'posted') return ['Posted', 'teal'];
  if (outcome?.state === 'released') return ['Released', 'teal'];
  if (item && !item.isOpen) return ['Decided', 'gray'];
  if (item?.proposal) return ['Second person', 'violet'];
  if (waits !== undefined && !item) return waits ? ['Would wait', 'orange'] : ['Would post', 'teal'];
  if (outcome?.state === 'held' || claim.disposition === 'review') return ['Waits', 'orange'];
  return ['To post', 'gray'];
}

export function Decided({ item }: { item: RemittanceItem }) {
  const [isShown, setShown] = useState(false);
  return (
    <Text size="sm" mt={6} component="div">
      Decided by {item.resolvedBy ?? 'someone'}
      {item.note && `: “${item.note}”`}{' '}
      <Button size="compact-xs" variant="subtle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        What became of it
      </Button>
      {isShown && <ItemTrail itemId={item.id} />}
    </Text>
  );
}
