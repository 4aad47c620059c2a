/** One payment of a remittance: who paid what, whether it ties to the cent, and its claims. */
import { Group, SegmentedControl, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { PaymentOutcome, Remittance } from '../api/remittance-schema.ts';
import { ClaimRows, COLUMNS, Decided } from './remittance-claim.tsx';
import { Field, Value } from './remittance-fields.tsx';
import { nameOf, PAYMENT_FIELDS } from './remittance-pointers.ts';
import { ProviderAdjustments } from './remittance-provider.tsx';
import { Reasons } from './remittance-reasons.tsx';
import { useWork } from './remittance-work.tsx';
import { money, usDate } from './words.ts';

export function RemittancePayment({ place }: { place: number }) {
  const { remittance } = useWork();
  const payment = remittance.payments[place];
  const outcome = remittance.outcomes[place];
  const items = remittance.items.filter((item) => item.payment === place);
  const waiting = payment?.claims.flatMap((_, index) => (isWaiting(remittance, place, index) ? [index] : [])) ?? [];
  const [shown, setShown] = useState<'waiting' | 'all'>(waiting.length > 0 ? 'waiting' : 'all');
  if (!payment) return null;
  const pointer = `/payments/${place}`;
  const own = items.find((item) => item.claim === null);
  return (
    <section className="payment" aria-label={`Payment ${place + 1}`}>
      {own?.isOpen ? <PaymentForm pointer={pointer} /> : <PaymentHead pointer={pointer} place={place} />}
      <Ties place={place} outcome={outcome} />
      <Reasons item={own} why={outcome?.why ?? []} />
      {own && !own.isOpen && <Decided item={own} />}
      <ProviderAdjustments pointer={pointer} adjustments={payment.providerAdjustments} />
      <Group justify="space-between" mt="sm" mb={4}>
        <Text size="xs" c="dimmed" fw={500}>
          {payment.claims.length === 1 ? '1 claim' : `${payment.claims.length} claims`}
        </Text>
        {waiting.length > 0 && payment.claims.length > waiting.length && (
          <SegmentedControl
            size="xs"
            aria-label="Which claims"
            data={[
              { value: 'waiting', label: `Waiting ${waiting.length}` },
              { value: 'all', label: `All ${payment.claims.length}` },
            ]}
            value={shown}
            onChange={(value) => setShown(value === 'waiting' ? 'waiting' : 'all')}
          />
        )}
      </Group>
      <Table className="claims" verticalSpacing={4} horizontalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={28} pos="relative">
              <VisuallyHidden>Open or close</VisuallyHidden>
            </Table.Th>
            <Table.Th>Account</Table.Th>
            <Table.Th>Patient</Table.Th>
            <Table.Th className="number cents billed">Billed</Table.Th>
            <Table.Th className="number cents">Paid</Table.Th>
            <Table.Th className="number cents patient">Patient owes</Table.Th>
            <Table.Th className="state">State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payment.claims.map((claim, index) => {
            if (shown === 'waiting' && !waiting.includes(index)) return null;
            const item = items.find((each) => each.claim === index);
            return (
              <ClaimRows
                key={`${pointer}/claims/${index}`}
                pointer={`${pointer}/claims/${index}`}
                number={index + 1}
                claim={claim}
                outcome={outcome?.claims[index]}
                item={item}
                decider={item ?? (own?.isOpen ? own : undefined)}
              />
            );
          })}
          {payment.claims.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={COLUMNS} c="dimmed">
                No claim was found on it.
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function PaymentForm({ pointer }: { pointer: string }) {
  return (
    <dl className="claim-head">
      {PAYMENT_FIELDS.map((name) => (
        <div key={name}>
          <dt>
            {name === 'number' ? 'Check or EFT number' : nameOf(name === 'amountCents' ? name : `${pointer}/${name}`)}
          </dt>
          <dd>
            <Field pointer={`${pointer}/${name}`} isWide />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const METHODS: Record<string, string> = { CHK: 'Check', NON: 'Notice', ACH: 'EFT', FWT: 'EFT' };

function PaymentHead({ pointer, place }: { pointer: string; place: number }) {
  const payment = useWork().remittance.payments[place];
  if (!payment) return null;
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <div>
        <Title order={2} size="h5">
          <Value pointer={`${pointer}/payer/name`}>{payment.payer.name ?? 'Payer not read'}</Value>
        </Title>
        <Text size="sm" c="dimmed">
          {METHODS[payment.method ?? ''] ?? 'Payment'}{' '}
          <Value pointer={`${pointer}/number`}>{payment.number ?? '(no number)'}</Value> ·{' '}
          <Value pointer={`${pointer}/date`}>{usDate(payment.date) || '(no date)'}</Value>
        </Text>
      </div>
      <Text fw={600} size="lg" className="number">
        <Value pointer={`${pointer}/amountCents`}>{money(payment.amountCents) || 'no amount'}</Value>
      </Text>
    </Group>
  );
}

/** Cash: what was posted and what rests unapplied is the deposit; else the exact difference, as the server finds it. */
function Ties({ place, outcome }: { place: number; outcome: PaymentOutcome | undefined }) {
  const { remittance, check, item } = useWork();
  const isLive = check !== undefined && item?.payment === place && item.claim === null;
  const found = (isLive ? check.differences : remittance.differences).find(
    ({ level, pointer }) => level === 'payment' && pointer === `/payments/${place}`,
  );
  if (found?.differenceCents === null)
    return (
      <Text size="sm" mt={4} role="alert" data-payment-left>
        <span className="difference">Cannot be added up</span>{' '}
        {found.missing.length === 1 ? 'An amount is missing.' : `${found.missing.length} amounts are missing.`}
      </Text>
    );
  if (found)
    return (
      <Text size="sm" mt={4} role="alert" data-payment-left>
        <span className="difference">{money(found.differenceCents)} difference</span> between the stated amount and what
        its claims and payer-level amounts add up to.
      </Text>
    );
  const amount = remittance.payments[place]?.amountCents ?? null;
  if (isLive || !outcome || outcome.unappliedCents === null || outcome.postedCents === null)
    return (
      <Text size="sm" mt={4} data-payment-left>
        <span className="ties">Adds up</span>{' '}
        {outcome?.state === 'attached'
          ? 'Posted from another document already.'
          : outcome?.state === 'withdrawn'
            ? 'Its pages are read in another document now.'
            : 'Nothing of it is in the ledger yet.'}
      </Text>
    );
  return (
    <Text size="sm" mt={4}>
      <span className="ties">Ties to the cent</span> Posted {money(outcome.postedCents)}
      {outcome.unappliedCents !== 0 && ` + unapplied ${money(outcome.unappliedCents)}`} = {money(amount)}
    </Text>
  );
}

const isWaiting = ({ payments, outcomes }: Remittance, place: number, claim: number): boolean => {
  const state = outcomes[place]?.claims[claim]?.state;
  return state ? state === 'held' : payments[place]?.claims[claim]?.disposition === 'review';
};
