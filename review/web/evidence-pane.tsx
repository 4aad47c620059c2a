/** What the portal showed: the screenshot with the read fields boxed, and the fields beside it, linked both ways. */
import { Center, Group, SegmentedControl, Text, Title, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { Item } from '../api/schema.ts';
import { Screenshot, type Zoom } from './screenshot.tsx';
import { moment } from './words.ts';

const STEPS: readonly Zoom[] = ['fit', 1, 1.5, 2, 3];
const nameOf = (zoom: Zoom): string => (zoom === 'fit' ? 'Fit' : `${zoom * 100} %`);

export function EvidencePane({ itemId, evidence }: { itemId: string; evidence: Item['evidence'] }) {
  const [lit, setLit] = useState<string | null>(null);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const list = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => setZoom(STEPS[STEPS.indexOf(zoom) + by] ?? zoom);
  useHotkeys([
    ['shift+=', () => step(1)],
    ['=', () => step(1)],
    ['-', () => step(-1)],
    ['0', () => setZoom('fit')],
  ]);
  const pick = (pointer: string) =>
    [...(list.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
      .find((each) => each.dataset['field'] === pointer)
      ?.focus();
  if (!evidence) return <Nothing />;
  return (
    <section className="evidence" aria-label="What the portal showed">
      <div className="bar evidence-bar">
        <Group justify="space-between" wrap="nowrap" py={6}>
          <Title order={2} size="sm">
            What the portal showed{' '}
            <Text span inherit c="dimmed" fw={400}>
              {moment(evidence.takenAt)}
              {evidence.steps.length > 0 && ` · ${evidence.steps.at(-1)?.what}`}
            </Text>
          </Title>
          {evidence.hasImage && (
            <SegmentedControl
              size="xs"
              className="fixed"
              aria-label="Size of the screenshot"
              data={STEPS.map((each) => ({ value: String(each), label: nameOf(each) }))}
              value={String(zoom)}
              onChange={(value) => setZoom(value === 'fit' ? value : Number(value))}
            />
          )}
        </Group>
        {evidence.seen && (
          <Text size="sm" pb={4}>
            <Text span inherit c="dimmed">
              The portal printed:
            </Text>{' '}
            {evidence.seen}
          </Text>
        )}
        {evidence.fields.length > 0 && (
          <ul className="fields" ref={list}>
            {evidence.fields.map((field) => (
              <li
                key={field.pointer}
                className="field"
                tabIndex={0}
                data-field={field.pointer}
                data-lit={lit === field.pointer || undefined}
                onMouseEnter={() => setLit(field.pointer)}
                onMouseLeave={() => setLit(null)}
                onFocus={() => setLit(field.pointer)}
                onBlur={() => setLit(null)}
              >
                <Text span inherit c="dimmed">
                  {field.label}
                </Text>{' '}
                {field.value ?? <VisuallyHidden>not read</VisuallyHidden>}
                {field.confidence < 1 && ` (${Math.round(field.confidence * 100)} % sure)`}
              </li>
            ))}
          </ul>
        )}
      </div>
      {evidence.hasImage ? (
        <Screenshot itemId={itemId} fields={evidence.fields} zoom={zoom} lit={lit} onLit={setLit} onPick={pick} />
      ) : (
        <Center p="xl">
          <Text c="dimmed" size="sm">
            No screenshot could be kept for this outcome.
          </Text>
        </Center>
      )}
    </section>
  );
}

function Nothing() {
  return (
    <Center p="xl">
      <Text c="dimmed" size="sm" maw={360} ta="center">
        Nothing was kept with this item: it stopped before the portal showed a page, or its keeping time is over.
      </Text>
    </Center>
  );
}
