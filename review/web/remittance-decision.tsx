/** What a person decides about what waits: hold it, post it as it stands, or close it with a note. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RemittanceItem, RemittanceNote } from '../api/remittance-schema.ts';
import { useItemAction } from './remittance-api.ts';

interface DecisionProps {
  documentId: string;
  item: RemittanceItem;
  /** Exceptions that the person sees above; posting lets exactly these stand. */
  why: readonly RemittanceNote[];
}

export function RemittanceDecision({ documentId, item, why }: DecisionProps) {
  const [note, setNote] = useState('');
  const [isHeld, setHeld] = useState(false);
  const action = useItemAction(documentId);
  if (!item.isOpen) return <Decided item={item} />;
  const path = (verb: string) => `/review-items/${item.id}/${verb}`;
  const isReady = note.trim() !== '' && !action.isPending;
  const isAboutFile = item.payment === null;
  const what = item.claim === null ? 'this payment' : 'this claim';
  // Who begins to write has taken the item: a colleague must not begin as well.
  const onTouch = () => {
    if (isHeld) return;
    setHeld(true);
    action.mutate({ path: path('claim') });
  };
  return (
    <section className="decision" aria-label="Decide">
      <Textarea
        aria-label="What was compared or done"
        placeholder={isAboutFile ? 'What was done, in a few words' : 'What you compared, and why it may post or not'}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={2000}
        size="xs"
        value={note}
        onFocus={onTouch}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group gap="xs" mt={6}>
        {!isAboutFile && (
          <Button
            size="compact-sm"
            disabled={!isReady}
            onClick={() => action.mutate({ path: path('post'), body: { note, approved: why.map(({ code }) => code) } })}
          >
            Post {what}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant={isAboutFile ? 'filled' : 'default'}
          disabled={!isReady}
          onClick={() => action.mutate({ path: path('resolve'), body: { note } })}
        >
          {isAboutFile ? 'Resolve' : 'Close without posting'}
        </Button>
        <Text size="xs" c="dimmed">
          {isAboutFile
            ? 'Nothing is posted by it.'
            : `Posting lets the reasons above stand; what does not add up is refused all the same. Closed, ${item.claim === null ? 'nothing of it is posted' : 'its money stays unapplied'}.`}
        </Text>
      </Group>
    </section>
  );
}

function Decided({ item }: { item: RemittanceItem }) {
  return (
    <Text size="sm" mt={6}>
      Decided by {item.resolvedBy ?? 'someone'}
      {item.note && `: “${item.note}”`}
    </Text>
  );
}
