/** One item: at the left what was asked, what happened and what to do; at the right the portal's page. */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useHotkeys, useInterval } from '@mantine/hooks';
import { useEffect } from 'react';
import type { Item } from '../api/schema.ts';
import { useItem, useItems, wasActiveWithin } from './api.ts';
import { useAhead } from './ahead.ts';
import { useClaim } from './decide.ts';
import { EvidencePane } from './evidence-pane.tsx';
import { InternalLink } from './internal-link.tsx';
import { ItemDecision } from './item-decision.tsx';
import { ItemHistory } from './item-history.tsx';
import { ItemTrail } from './item-trail.tsx';
import { ItemTools } from './item-tools.tsx';
import { go, inboxAddress, remittanceAddress, rowAddress, type Filter } from './router.ts';
import { KINDS } from './theme.ts';
import { Trouble } from './trouble.tsx';
import { age, money } from './words.ts';

export function ItemPage({ id, filter }: { id: string; filter: Filter }) {
  const item = useItem(id);
  useItemKeys(id, filter, item.isSuccess);
  const documentId = item.data?.documentId;
  // A remittance is worked where its pages are shown.
  useEffect(() => {
    if (documentId) go(remittanceAddress(documentId, id), 'replace');
  }, [documentId, id]);
  if (item.isError && !item.data) {
    return (
      <main>
        <Trouble error={item.error} onRetry={() => void item.refetch()} />
        <InternalLink to={inboxAddress(filter)} px="xl">
          Back to the inbox
        </InternalLink>
      </main>
    );
  }
  return (
    <main className="item">
      <div className="paper panel">{item.data ? <Paper item={item.data} filter={filter} /> : <Loading />}</div>
      {item.data && <EvidencePane itemId={id} evidence={item.data.evidence} />}
    </main>
  );
}

/** j, k: the neighbours in the inbox. Escape: back to it. */
function useItemKeys(id: string, filter: Filter, isShown: boolean): void {
  const list = useItems(filter);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const index = rows.findIndex((row) => row.id === id);
  useAhead(rows, id, isShown);
  const step = (by: 1 | -1) => {
    const neighbour = index < 0 ? rows[0] : rows[index + by];
    if (neighbour) go(rowAddress(neighbour, filter));
  };
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    // A dialog's Escape closes the dialog only.
    ['Escape', () => document.querySelector('[role="dialog"]') ?? go(inboxAddress(filter))],
  ]);
}

function Paper({ item, filter }: { item: Item; filter: Filter }) {
  return (
    <Stack gap="md">
      <Head item={item} filter={filter} />
      <ItemTools item={item} />
      {!item.resolution && (
        <section className="todo" aria-label="What to do now">
          <Title order={2} size="sm" mb={2}>
            What to do now
          </Title>
          <Text size="sm">{item.whatToDo}</Text>
        </section>
      )}
      <ItemDecision item={item} filter={filter} />
      {item.resolution ? <ItemTrail itemId={item.id} /> : <ItemHistory history={item.history} />}
    </Stack>
  );
}

function Head({ item, filter }: { item: Item; filter: Filter }) {
  const about = [
    item.payer,
    item.portal && `portal ${item.portal}`,
    item.loginLabel && `login ${item.loginLabel}`,
    money(item.amountCents),
  ];
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <InternalLink to={inboxAddress(filter)} size="sm">
          ← Inbox
        </InternalLink>
        <Holding item={item} />
      </Group>
      <Group gap="xs" mb={4}>
        <Badge size="sm" variant="light" color={KINDS[item.kind].color}>
          {KINDS[item.kind].label}
        </Badge>
        <Text size="xs" c="dimmed">
          opened {age(item.openedAt, item.at)} ago{item.met > 1 ? `, met ${item.met} times` : ''}
        </Text>
      </Group>
      <Title order={1} size="h4">
        {item.title}
      </Title>
      <Text size="sm" mt={4}>
        {item.message}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        {about.filter((part) => part).join(' · ')}
      </Text>
    </div>
  );
}

const RENEW_MS = 5 * 60_000;

/** Who has the item, and the button to take it or give it back. While it is open and ours, the claim is kept. */
function Holding({ item }: { item: Item }) {
  const claim = useClaim();
  const isMine = item.claim?.isMine ?? false;
  const isOpen = item.resolution === null;
  // Only while somebody is there: a page that was left open holds nothing for ever.
  const renewal = useInterval(
    () => wasActiveWithin(RENEW_MS) && claim.mutate({ id: item.id, isMine: false }),
    RENEW_MS,
  );
  const { start, stop } = renewal;
  useEffect(() => {
    if (isMine) start();
    return stop;
  }, [isMine, start, stop]);
  const toggle = () => isOpen && claim.mutate({ id: item.id, isMine });
  useHotkeys([['c', toggle]]);
  if (!isOpen) return null;
  if (item.claim && !isMine) return <Badge>{item.claim.by} is working on it</Badge>;
  return (
    <Button size="compact-sm" variant={isMine ? 'default' : 'light'} loading={claim.isPending} onClick={toggle}>
      {isMine ? 'Yours · release' : 'Claim'}
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
