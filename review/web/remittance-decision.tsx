/** The decision on the item in hand: always in sight, with what is still in its way and what posting would book. */
import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { RemittanceItem } from '../api/remittance-schema.ts';
import { useRemittanceDecision } from './remittance-decide.ts';
import { useTake } from './remittance-hold.ts';
import { ProposalBar } from './remittance-proposal.tsx';
import { useWork, type Working } from './remittance-work.tsx';
import { useTyped } from './typed.ts';
import { bookedOf, moment } from './words.ts';

export function DecisionBar({ item }: { item: RemittanceItem }) {
  const working = useWork();
  const { draft, work, pick, remittance } = working;
  const [note, setNote] = useTyped(`item/${item.id}/note`, '');
  const decision = useRemittanceDecision(remittance, item);
  const take = useTake(remittance.id);
  const isOthers = (item.holder !== null && !item.holder.isMine) || item.proposal !== null;
  const isMine = item.holder?.isMine ?? false;
  const approved = draft.approved[item.id] ?? [];
  const needsNote = approved.length > 0;
  const isReady = !isOthers && !decision.isPending && (!needsNote || note.trim() !== '');
  const post = () => {
    if (!isReady || !work) return;
    decision.mutate({ verb: 'post', body: { ...work, note } });
  };
  const open = remittance.items.filter((each) => each.isOpen && each.pointer !== null);
  const toNeighbour = (by: 1 | -1) => {
    const next = open[open.findIndex((each) => each.id === item.id) + by];
    if (next) pick(next);
  };
  useHotkeys([['mod+Enter', post]], []);
  useHotkeys([
    ['j', () => toNeighbour(1)],
    ['k', () => toNeighbour(-1)],
    ['c', () => !isOthers && take.mutate({ id: item.id, verb: isMine ? 'release' : 'claim' })],
  ]);
  const what = item.claim === null ? 'payment' : `claim ${item.claim + 1}`;
  if (item.proposal) return <ProposalBar documentId={remittance.id} proposal={item.proposal} />;
  return (
    <section className="decision-bar panel" aria-label="Decide">
      {isOthers ? (
        <Alert color="gray" variant="light" p="xs" mb={6}>
          {item.holder?.by} has this item until {moment(item.holder?.until ?? remittance.at)}. You can read it, not
          decide it; what you typed is kept here.
        </Alert>
      ) : (
        <Standing working={working} />
      )}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Button
          size="compact-md"
          data-decide
          className="fixed"
          disabled={!isReady}
          loading={decision.isPending}
          onClick={post}
          title="Ctrl + Enter"
        >
          Post {what}
        </Button>
        <Textarea
          className="grow"
          aria-label="Note"
          placeholder={needsNote ? 'Why may it stand? In a few words' : 'Note (needed to close without posting)'}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={2000}
          size="xs"
          required={needsNote}
          disabled={isOthers}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button
          size="compact-md"
          variant="default"
          className="fixed"
          disabled={isOthers || note.trim() === '' || decision.isPending}
          title={item.claim === null ? 'Nothing of it is posted' : 'Its money stays unapplied'}
          onClick={() => decision.mutate({ verb: 'resolve', body: { note } })}
        >
          Close without posting
        </Button>
      </Group>
      <Group gap="md" mt={4} justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed" lineClamp={1}>
          Enter: right, next · Tab: next doubtful · Ctrl + Enter: post · ?: all keys
        </Text>
        {!isOthers && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => take.mutate({ id: item.id, verb: isMine ? 'release' : 'claim' })}
          >
            {isMine ? 'Yours · release' : 'Claim'}
          </Button>
        )}
      </Group>
    </section>
  );
}

/** In one line: what is left to look at, what is in the way, or what would be booked. */
function Standing({ working }: { working: Working }) {
  const { check, isBehind, item, isTarget, remittance } = working;
  if (!check || !item)
    return (
      <Text size="sm" c="dimmed" mb={6} role="status">
        Checking …
      </Text>
    );
  const doubtful = check.doubtful.filter(isTarget).length;
  const off = check.differences.length;
  const waits = check.reasons.filter(({ claim }) => claim === null).length;
  const left = [
    doubtful > 0 && `${doubtful} ${doubtful === 1 ? 'field' : 'fields'} to compare with the page`,
    off > 0 && `${off} ${off === 1 ? 'place does' : 'places do'} not add up`,
    check.faults.length > 0 && `${check.faults.length} cannot be read`,
  ].filter(Boolean);
  const claims = remittance.payments[item.payment ?? 0]?.claims.length ?? 0;
  return (
    <Text
      size="sm"
      mb={6}
      role="status"
      aria-live="polite"
      data-behind={isBehind || undefined}
      data-standing={check.wouldPost ? 'posts' : 'waits'}
    >
      {check.wouldPost ? (
        <>
          <span className="ties">{check.second ? 'Would post once a second person approves' : 'Would post'}</span>{' '}
          {bookedOf(check.message)}
          {check.second && ` (${check.second})`}
        </>
      ) : (
        <>
          <span className="difference">Waits</span>{' '}
          {left.join(' · ') || `${waits} ${waits === 1 ? 'reason stands' : 'reasons stand'} above`}
        </>
      )}
      {check.wouldPost && doubtful > 0 && item.claim === null && claims > 0 && ` ${left.join(' · ')}.`}
    </Text>
  );
}

/** About the file as a whole: nothing can be posted from it. */
export function FileDecision({ item }: { item: RemittanceItem }) {
  const { remittance } = useWork();
  const [note, setNote] = useTyped(`item/${item.id}/note`, '');
  const decision = useRemittanceDecision(remittance, item);
  if (!item.isOpen)
    return (
      <Text size="sm" mt={6}>
        Decided by {item.resolvedBy ?? 'someone'}
        {item.note && `: “${item.note}”`}
      </Text>
    );
  return (
    <section className="decision" aria-label="Decide on the file">
      <Textarea
        aria-label="What was done"
        placeholder="What was done, in a few words"
        autosize
        minRows={1}
        maxLength={2000}
        size="xs"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button
        mt={6}
        size="compact-sm"
        disabled={note.trim() === '' || decision.isPending}
        onClick={() => decision.mutate({ verb: 'resolve', body: { note } })}
      >
        Resolve
      </Button>
    </section>
  );
}
