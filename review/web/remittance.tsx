/** One remittance: at the left its payments and claims and what is to decide; at the right its pages. */
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { Remittance } from '../api/remittance-schema.ts';
import { InternalLink } from './internal-link.tsx';
import { useItemAction, useRemittance } from './remittance-api.ts';
import { RemittanceDecision } from './remittance-decision.tsx';
import { FieldProvider } from './remittance-fields.tsx';
import { RemittancePages } from './remittance-pages.tsx';
import { RemittancePayment } from './remittance-payment.tsx';
import { kindOf, SOURCES, StateBadge } from './remittance-state.tsx';
import { go, REMITTANCES } from './router.ts';
import { Trouble } from './trouble.tsx';
import { age } from './words.ts';

export function RemittancePage({ id, part }: { id: string; part: string | null }) {
  const found = useRemittance(id);
  const [lit, setLit] = useState<string | null>(null);
  const [page, turnTo] = useState<number | null>(null);
  const fields = found.data?.fields;
  const byPointer = useMemo(() => new Map(fields?.map((field) => [field.pointer, field])), [fields]);
  const value = useMemo(() => {
    const light = (pointer: string | null) => {
      setLit(pointer);
      const its = pointer && byPointer.get(pointer)?.page;
      if (its) turnTo(its);
    };
    return { byPointer, lit, light, page, turnTo };
  }, [byPointer, lit, page]);
  useHotkeys([['Escape', () => document.querySelector('[role="dialog"]') ?? go(REMITTANCES)]]);
  if (found.isError && !found.data) {
    return (
      <main>
        <Trouble error={found.error} onRetry={() => void found.refetch()} />
        <InternalLink to={REMITTANCES} px="xl">
          Back to the remittances
        </InternalLink>
      </main>
    );
  }
  const hasPages = (found.data?.pages.length ?? 0) > 0;
  return (
    <FieldProvider value={value}>
      <main className="remittance" data-paper={hasPages || undefined}>
        <div className="paper panel">{found.data ? <Paper remittance={found.data} part={part} /> : <Loading />}</div>
        {found.data && hasPages && <RemittancePages remittance={found.data} />}
      </main>
    </FieldProvider>
  );
}

function Paper({ remittance, part }: { remittance: Remittance; part: string | null }) {
  const own = remittance.items.filter((item) => item.payment === null);
  return (
    <Stack gap="md">
      <Head remittance={remittance} />
      {remittance.title && (
        <section className="todo" aria-label="What to do now">
          <Title order={2} size="sm" mb={2}>
            {remittance.title}
          </Title>
          <Text size="sm">{remittance.message}</Text>
          <Text size="sm" c="dimmed">
            {remittance.whatToDo}
          </Text>
          {remittance.canRetry && <Retry id={remittance.id} />}
        </section>
      )}
      {own.map((item) => (
        <RemittanceDecision key={item.id} documentId={remittance.id} item={item} why={[]} />
      ))}
      {remittance.payments.length === 0 && !remittance.title && (
        <Alert color="gray" variant="light" p="sm">
          It is still to be read; this page fills by itself.
        </Alert>
      )}
      {remittance.payments.map((payment, place) => (
        <RemittancePayment key={`${place} ${payment.number}`} remittance={remittance} place={place} part={part} />
      ))}
    </Stack>
  );
}

function Head({ remittance }: { remittance: Remittance }) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <InternalLink to={REMITTANCES} size="sm">
          ← Remittances
        </InternalLink>
        <StateBadge row={remittance} />
      </Group>
      <Title order={1} size="h4" className="file-name">
        {remittance.fileName}
      </Title>
      <Text size="xs" c="dimmed">
        {kindOf(remittance)} · {SOURCES[remittance.source]} · {age(remittance.receivedAt, remittance.at)} ago
      </Text>
    </div>
  );
}

function Retry({ id }: { id: string }) {
  const action = useItemAction(id);
  return (
    <Button
      mt={6}
      size="compact-sm"
      loading={action.isPending}
      onClick={() => action.mutate({ path: `/remittances/${id}/retry` })}
    >
      Try again
    </Button>
  );
}

function Loading() {
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {[24, 60, 40, 220, 120].map((height) => (
        <Skeleton key={height} h={height} />
      ))}
    </Stack>
  );
}
