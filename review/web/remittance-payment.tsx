/** One payment of a remittance: who paid what, whether it ties to the cent, and its claims. */
import { Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { PaymentOutcome, Remittance } from '../api/remittance-schema.ts';
import { ClaimRows, COLUMNS, Reasons } from './remittance-claim.tsx';
import { RemittanceDecision } from './remittance-decision.tsx';
import { Value } from './remittance-fields.tsx';
import { money, usDate } from './words.ts';

interface PaymentProps {
  remittance: Remittance;
  place: number;
  /** The review item that the page was opened for. */
  part: string | null;
}

export function RemittancePayment({ remittance, place, part }: PaymentProps) {
  const payment = remittance.payments[place];
  const outcome = remittance.outcomes[place];
  const items = remittance.items.filter((item) => item.payment === place);
  const opened = items.find((item) => item.id === part)?.claim ?? null;
  const [openClaim, setOpenClaim] = useState<number | null>(opened ?? firstWaiting(remittance, place));
  const waiting = payment?.claims.flatMap((_, index) => (isWaiting(remittance, place, index) ? [index] : [])) ?? [];
  const [shown, setShown] = useState<'waiting' | 'all'>(
    waiting.length > 0 && (payment?.claims.length ?? 0) > 6 ? 'waiting' : 'all',
  );
  if (!payment) return null;
  const pointer = `/payments/${place}`;
  const own = items.find((item) => item.claim === null);
  return (
    <section className="payment" aria-label={`Payment ${place + 1}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <div>
          <Title order={2} size="h5">
            <Value pointer={`${pointer}/payer/name`}>{payment.payer.name ?? 'Payer not read'}</Value>
          </Title>
          <Text size="sm" c="dimmed">
            {payment.method === 'CHK'
              ? 'Check'
              : payment.method === 'NON'
                ? 'Notice'
                : payment.method
                  ? 'EFT'
                  : 'Payment'}{' '}
            <Value pointer={`${pointer}/number`}>{payment.number ?? '(no number)'}</Value> ·{' '}
            <Value pointer={`${pointer}/date`}>{usDate(payment.date) || '(no date)'}</Value>
          </Text>
        </div>
        <Text fw={600} size="lg" className="number">
          <Value pointer={`${pointer}/amountCents`}>{money(payment.amountCents) || 'no amount'}</Value>
        </Text>
      </Group>
      <Ties payment={payment} outcome={outcome} />
      <Reasons why={outcome?.why ?? []} />
      {own && <RemittanceDecision documentId={remittance.id} item={own} why={outcome?.why ?? []} />}
      {payment.providerAdjustments.length > 0 && (
        <Text size="xs" mt={4}>
          Provider level:{' '}
          {payment.providerAdjustments
            .map(
              ({ reason, reference, amountCents }) =>
                `${reason}${reference ? ` ${reference}` : ''} ${money(-amountCents)}`,
            )
            .join(' · ')}
        </Text>
      )}
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
            <Table.Th w={28} />
            <Table.Th>Account</Table.Th>
            <Table.Th>Patient</Table.Th>
            <Table.Th className="number cents billed">Billed</Table.Th>
            <Table.Th className="number cents">Paid</Table.Th>
            <Table.Th className="number cents patient">Patient owes</Table.Th>
            <Table.Th className="state">State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payment.claims.map((claim, index) =>
            shown === 'waiting' && !waiting.includes(index) ? null : (
              <ClaimRows
                key={`${pointer}/claims/${index}`}
                documentId={remittance.id}
                pointer={`${pointer}/claims/${index}`}
                number={index + 1}
                claim={claim}
                outcome={outcome?.claims[index]}
                item={items.find((item) => item.claim === index)}
                isOpen={openClaim === index}
                onToggle={() => setOpenClaim(openClaim === index ? null : index)}
              />
            ),
          )}
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

/** Cash: what was posted and what rests unapplied is the deposit; else the exact difference. */
function Ties({ payment, outcome }: { payment: Remittance['payments'][number]; outcome: PaymentOutcome | undefined }) {
  const { differenceCents } = payment.balance;
  const missing = payment.claims.filter(({ paidCents }) => paidCents === null).length;
  if (missing > 0 || payment.amountCents === null) {
    return (
      <Text size="sm" mt={4} role="alert">
        <span className="difference">Cannot be added up</span>{' '}
        {payment.amountCents === null
          ? 'The amount of the payment was not read.'
          : `The paid amount of ${missing === 1 ? '1 claim' : `${missing} claims`} was not read.`}
      </Text>
    );
  }
  if (differenceCents !== 0) {
    return (
      <Text size="sm" mt={4} role="alert">
        <span className="difference">{money(differenceCents)} difference</span> The payment says{' '}
        {money(payment.amountCents)}; its claims and provider adjustments add up to{' '}
        {money((payment.amountCents ?? 0) - differenceCents)}.
      </Text>
    );
  }
  if (!outcome || outcome.unappliedCents === null || outcome.postedCents === null)
    return (
      <Text size="sm" mt={4}>
        {outcome?.state === 'attached'
          ? 'Posted from another document already.'
          : 'Nothing of it is in the ledger yet.'}
      </Text>
    );
  return (
    <Text size="sm" mt={4}>
      <span className="ties">Ties to the cent</span> Posted {money(outcome.postedCents)}
      {outcome.unappliedCents !== 0 && ` + unapplied ${money(outcome.unappliedCents)}`} = {money(payment.amountCents)}
    </Text>
  );
}

const isWaiting = ({ payments, outcomes }: Remittance, place: number, claim: number): boolean => {
  const state = outcomes[place]?.claims[claim]?.state;
  return state ? state === 'held' : payments[place]?.claims[claim]?.disposition === 'review';
};

function firstWaiting(remittance: Remittance, place: number): number | null {
  const index = remittance.payments[place]?.claims.findIndex((_, claim) => isWaiting(remittance, place, claim)) ?? -1;
  return index >= 0 ? index : null;
}
