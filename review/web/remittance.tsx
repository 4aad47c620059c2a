/** One remittance: at the left its payments and claims and what is to decide; at the right its pages. */
import './remittance.css';
import { Alert, Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { Remittance } from '../api/remittance-schema.ts';
import { InternalLink } from './internal-link.tsx';
import { useItemAction, useRemittance } from './remittance-api.ts';
import { DecisionBar, FileDecision } from './remittance-decision.tsx';
import { RemittancePages } from './remittance-pages.tsx';
import { RemittancePayment } from './remittance-payment.tsx';
import { kindOf, SOURCES, StateBadge } from './remittance-state.tsx';
import { useWork, WorkProvider } from './remittance-work.tsx';
import { go, REMITTANCES, remittanceAddress } from './router.ts';
import { Trouble } from './trouble.tsx';
import { age, moment } from './words.ts';

export default function RemittancePage({ id, part }: { id: string; part: string | null }) {
  const found = useRemittance(id);
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
  if (!found.data)
    return (
      <main className="remittance">
        <div className="paper panel">
          <Loading />
        </div>
      </main>
    );
  return (
    <WorkProvider remittance={found.data} part={part}>
      <Workplace />
    </WorkProvider>
  );
}

function Workplace() {
  const { remittance, item, step } = useWork();
  const hasPages = remittance.pages.length > 0;
  // Tab from nowhere begins at the first doubtful field.
  useHotkeys(
    [['Tab', (event) => document.activeElement === document.body && (event.preventDefault(), step(null, 1))]],
    undefined,
    false,
  );
  return (
    <main className="remittance" data-paper={hasPages || undefined}>
      <div className="work panel">
        <div className="paper">
          <Paper />
        </div>
        {item && <DecisionBar key={item.id} item={item} />}
      </div>
      {hasPages && <RemittancePages />}
    </main>
  );
}

function Paper() {
  const { remittance } = useWork();
  const own = remittance.items.filter((item) => item.payment === null);
  return (
    <Stack gap="xs">
      <Head remittance={remittance} />
      <ArrangedNote remittance={remittance} />
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
        <FileDecision key={item.id} item={item} />
      ))}
      {remittance.payments.length === 0 && !remittance.title && (
        <Alert color="gray" variant="light" p="sm">
          It is still to be read; this page fills by itself.
        </Alert>
      )}
      {remittance.payments.map((payment, place) => (
        <RemittancePayment key={`${place} ${payment.number}`} place={place} />
      ))}
      <Corrections remittance={remittance} />
    </Stack>
  );
}

/** Where the pages of its file are read, once a person has laid them. */
function ArrangedNote({ remittance: { id, state, arranged } }: { remittance: Remittance }) {
  if (!arranged) return null;
  const others = arranged.parts.filter(({ documentId }) => documentId !== id);
  return (
    <Alert color="gray" variant="light" p="xs" role="note" aria-label="Arranged pages">
      {state === 'arranged'
        ? `Set aside: ${arranged.by} arranged its pages on ${moment(arranged.at)}. It shows what was read before; nothing of it counts. `
        : `Part of a scan that ${arranged.by} arranged on ${moment(arranged.at)}. `}
      {others.length > 0 && (state === 'arranged' ? 'Read now: ' : 'Beside it: ')}
      {others.map(({ documentId, pages }, at) => (
        <span key={documentId}>
          {at > 0 && ', '}
          <InternalLink to={remittanceAddress(documentId)} inherit underline="always">
            {pages}
          </InternalLink>
        </span>
      ))}
      {others.length > 0 && '. '}
      {arranged.leftOut > 0 && `${arranged.leftOut === 1 ? '1 page is' : `${arranged.leftOut} pages are`} left out. `}
      {id !== arranged.fileId && !arranged.parts.some(({ documentId }) => documentId === arranged.fileId) && (
        <InternalLink to={remittanceAddress(arranged.fileId)} inherit underline="always">
          As it was read before
        </InternalLink>
      )}
    </Alert>
  );
}

/** What people changed of what was read. */
function Corrections({ remittance }: { remittance: Remittance }) {
  if (remittance.corrections.length === 0) return null;
  return (
    <section aria-label="Corrections">
      <Title order={2} size="sm" mb={2}>
        Corrected by people
      </Title>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing="xs">
        <Table.Tbody>
          {remittance.corrections.map((each) => (
            <Table.Tr key={`${each.pointer} ${each.at}`}>
              <Table.Td>{each.label}</Table.Td>
              <Table.Td>
                <s>{each.before ?? 'nothing'}</s> → {each.after ?? 'taken out'}
              </Table.Td>
              <Table.Td>
                {each.by}, {moment(each.at)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Head({ remittance }: { remittance: Remittance }) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <InternalLink to={REMITTANCES} size="sm" className="fixed">
          ← Remittances
        </InternalLink>
        <Title order={1} size="sm" className="file-name grow" title={remittance.fileName}>
          {remittance.fileName}
        </Title>
        <StateBadge row={remittance} />
      </Group>
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
