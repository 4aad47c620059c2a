/** Laying the pages of a scan: cut into documents, put in order, turned, left out. By mouse and by keys alike. */
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { PageArrangement } from '../api/page-arrangement-schema.ts';
import { useArrangement, useArranging } from './arrange-api.ts';
import { draggedPage, PageCard } from './arrange-card.tsx';
import {
  cut,
  draftOf,
  isChanged,
  isFixed,
  moved,
  pagesIn,
  partOf,
  putBefore,
  putInto,
  toggledOut,
  turned,
  type ArrangeDraft,
} from './arrange-draft.ts';
import { Trouble } from './trouble.tsx';

interface Props {
  readonly id: string;
  /** The page that was looked at. */
  readonly page: number;
  /** Something was typed on the remittance and not posted. */
  readonly isTyped: boolean;
  readonly onClose: () => void;
}

export function ArrangePages(props: Props) {
  const found = useArrangement(props.id);
  if (found.isLoadingError) return <Trouble error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data)
    return (
      <Group p="md" role="status" aria-label="Loading">
        {[1, 2, 3].map((each) => (
          <Skeleton key={each} w={110} h={150} />
        ))}
      </Group>
    );
  return <Table key={found.data.version} {...props} from={found.data} />;
}

function Table({ id, page, isTyped, onClose, from }: Props & { from: PageArrangement }) {
  const [draft, change] = useState(() => draftOf(from));
  const [inHand, take] = useState(page);
  const saving = useArranging(id, onClose);
  const isDirty = isChanged(draft, from);
  const save = () => isDirty && !saving.isPending && saving.mutate({ draft, from });
  const acts = actsOn(draft, inHand);
  const step = (by: number) => {
    const order = pagesIn(draft);
    take(order[order.indexOf(inHand) + by] ?? inHand);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey ? undefined : acts.find(({ keys }) => keys.includes(keyOf(event)));
    if (act) change(act.run(draft));
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const card = (number: number) => (
    <PageCard
      key={number}
      page={from.pages[number - 1]!}
      turn={draft.turns[number] ?? 0}
      isInHand={number === inHand}
      isLocked={isFixed(draft, number)}
      onTake={() => take(number)}
      onDropped={(other) => change(putBefore(draft, other, number))}
    />
  );
  return (
    <div className="arrange">
      <Group gap={6} p="xs" className="arrange-tools">
        {acts.map(({ label, hint, isOff, run }) => (
          <Button
            key={hint}
            size="compact-sm"
            variant="default"
            disabled={isOff}
            title={hint}
            onClick={() => change(run(draft))}
          >
            {label}
          </Button>
        ))}
      </Group>
      <div className="scroll arrange-parts" role="group" aria-label="Pages to arrange" onKeyDown={onKeyDown}>
        {draft.parts.map(({ pages, fixed, numbers }, at) => (
          <Tray
            key={pages[0]}
            name={`Document ${at + 1}`}
            about={fixed ?? numbers.map((number) => `payment ${number}`).join(', ')}
            onDropped={(other) => change(putInto(draft, other, at))}
          >
            {pages.map(card)}
          </Tray>
        ))}
        <Tray
          name="A new document"
          about="drag a page here"
          onDropped={(other) => change(putInto(draft, other, draft.parts.length))}
        />
        <Tray
          name="Left out"
          about={draft.leftOut.length === 0 ? 'blank pages, letters; drag a page here' : 'not read'}
          onDropped={(other) => !draft.leftOut.includes(other) && change(toggledOut(draft, other))}
        >
          {draft.leftOut.map(card)}
        </Tray>
      </div>
      <Stack gap={4} p="xs" className="panel arrange-foot">
        <Text size="xs" c="dimmed">
          Each document is read by itself, in this order. What was posted stays; what waits is read anew
          {isTyped && ', and what you typed here is not taken along'}.
        </Text>
        <Group gap="xs">
          <Button size="compact-md" disabled={!isDirty} loading={saving.isPending} onClick={save} title="Ctrl + Enter">
            Save and read anew
          </Button>
          <Button size="compact-md" variant="default" onClick={onClose} title="Esc">
            Leave as it was
          </Button>
        </Group>
      </Stack>
    </div>
  );
}

const keyOf = (event: KeyboardEvent): string => `${event.altKey ? 'alt+' : ''}${event.key}`;

interface Act {
  readonly label: string;
  readonly hint: string;
  readonly keys: readonly string[];
  readonly isOff: boolean;
  readonly run: (draft: ArrangeDraft) => ArrangeDraft;
}

/** What may be done with the page in hand. */
function actsOn(draft: ArrangeDraft, page: number): Act[] {
  const act = (label: string, hint: string, keys: readonly string[], run: Act['run']): Act => ({
    label,
    hint,
    keys,
    run,
    isOff: run(draft) === draft,
  });
  const isFirst = draft.parts[partOf(draft, page)]?.pages[0] === page;
  const isOut = draft.leftOut.includes(page);
  return [
    act('← Earlier', 'Alt + Left', ['alt+ArrowLeft', 'alt+ArrowUp'], (each) => moved(each, page, -1)),
    act('Later →', 'Alt + Right', ['alt+ArrowRight', 'alt+ArrowDown'], (each) => moved(each, page, 1)),
    act('Turn ↻', 'r', ['r'], (each) => turned(each, page)),
    act(isFirst ? 'Join to the one before' : 'Cut before this page', 's', ['s'], (each) => cut(each, page)),
    act(isOut ? 'Take in again' : 'Leave out', 'x', ['x', 'Delete'], (each) => toggledOut(each, page)),
  ];
}

function Tray({
  name,
  about,
  onDropped,
  children,
}: {
  name: string;
  about: string;
  onDropped: (page: number) => void;
  children?: ReactNode;
}) {
  return (
    <section
      className="tray"
      aria-label={name}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const page = draggedPage(event);
        if (page) onDropped(page);
      }}
    >
      <Group gap="xs" wrap="nowrap">
        <Title order={3} size="sm" className="fixed">
          {name}
        </Title>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </Group>
      <ol>{children}</ol>
    </section>
  );
}
