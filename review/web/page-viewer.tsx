/** One page picture to zoom, move and turn, with the fields boxed. Loaded only when a page is shown. */
import { ActionIcon, Center, Group, Loader, Text, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RemittancePage } from '../api/remittance-schema.ts';
import { openCanvas, type Canvas, type Box } from './page-canvas.ts';
import { pageAddress } from './remittance-api.ts';
import { useWords } from './remittance-check.ts';
import { sourceOf } from './remittance-fields.tsx';
import { useWork } from './remittance-work.tsx';

interface Boxed {
  readonly pointer: string;
  readonly box: Box;
  readonly state: 'doubtful' | 'poor' | 'taken' | 'quiet';
  readonly title: string;
}

const POOR = 0.7;
/** A word belongs to what was drawn around when its middle does. */
const isInside = ([x, y, width, height]: Box, [left, top, wide, high]: Box): boolean =>
  x + width / 2 >= left && x + width / 2 <= left + wide && y + height / 2 >= top && y + height / 2 <= top + high;

export default function PageViewer({ page }: { page: RemittancePage }) {
  const working = useWork();
  const { remittance, byPointer, draft, active, lit, light, focus, edit, isMine, isTarget } = working;
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<SVGGElement>(null);
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const [isBroken, setBroken] = useState(false);
  const [isShown, setShown] = useState(false);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const words = useWords(remittance.id, page.page, active !== null).data?.words;
  const [width, height] = [page.width ?? 1, page.height ?? 1];

  const boxes = useMemo(() => {
    const read = remittance.fields.flatMap((field): Boxed[] => {
      if (field.page !== page.page || !field.box || draft.edits[field.pointer]?.at) return [];
      const state = !isTarget(field.pointer) ? 'quiet' : field.confidence < POOR ? 'poor' : 'doubtful';
      return [{ pointer: field.pointer, box: field.box, state, title: sourceOf(field) }];
    });
    const taken = Object.entries(draft.edits).flatMap(([pointer, { at }]): Boxed[] =>
      at?.page === page.page ? [{ pointer, box: at.box, state: 'taken', title: 'taken by you' }] : [],
    );
    return [...read, ...taken];
  }, [remittance.fields, page.page, draft.edits, isTarget]);

  // The canvas is opened once; what it does on a click depends on what is in hand now.
  const hands = useRef({
    click: (_x: number, _y: number) => {},
    draw: (_box: Box, _isDone: boolean) => {},
    hover: (_x: number, _y: number) => {},
  });
  const boxAt = (x: number, y: number) =>
    boxes
      .filter(
        ({ box: [left, top, wide, high] }) =>
          x >= left - 4 && x <= left + wide + 4 && y >= top - 4 && y <= top + high + 4,
      )
      .toSorted((a, b) => a.box[2] * a.box[3] - b.box[2] * b.box[3])[0];
  const take = (within: Box) => {
    if (!active || !isMine(active)) return;
    const found = (words ?? []).filter(({ box }) => isInside(box, within));
    const text = textOfWords(active, found);
    if (text) edit(active, text, { page: page.page, box: around(found.map(({ box }) => box)) });
  };
  const isTaking = active !== null && isMine(active);
  const mayDraw = useRef(isTaking);
  useLayoutEffect(() => {
    mayDraw.current = isTaking;
    hands.current = {
      click: (x, y) => {
        const hit = boxAt(x, y);
        const word = words?.find(
          ({ box: [left, top, wide, high] }) => x >= left && x <= left + wide && y >= top && y <= top + high,
        );
        if (hit && hit.pointer !== active) {
          light(hit.pointer);
          if (isMine(hit.pointer)) return focus(hit.pointer);
        } else if (word) take(word.box);
        if (active) focus(active);
      },
      draw: (box, isDone) => {
        setDrawn(isDone ? null : box);
        if (!isDone) return;
        take(box);
        if (active) focus(active);
      },
      hover: (x, y) => light(boxAt(x, y)?.pointer ?? null),
    };
  });

  useEffect(() => {
    if (!place.current) return;
    const opened = openCanvas(place.current, {
      url: pageAddress(remittance.id, page.page),
      width,
      height,
      onOpen: () => setShown(true),
      onMove: (matrix) => frame.current?.setAttribute('transform', matrix),
      onClick: (x, y) => hands.current.click(x, y),
      onHover: (x, y) => hands.current.hover(x, y),
      onDraw: (box, isDone) => hands.current.draw(box, isDone),
      mayDraw: () => mayDraw.current,
      onBroken: () => setBroken(true),
    });
    setCanvas(opened);
    return () => opened.close();
  }, [remittance.id, page.page, width, height]);

  const pointed = active ?? null;
  const box = pointed ? (draft.edits[pointed]?.at?.box ?? byPointer.get(pointed)?.box) : undefined;
  const key = box?.join();
  useEffect(() => {
    if (canvas && key) canvas.show(key.split(',').map(Number) as Box);
  }, [canvas, key]);

  useHotkeys([
    ['=', () => canvas?.zoom(1.4)],
    ['shift++', () => canvas?.zoom(1.4)],
    ['-', () => canvas?.zoom(1 / 1.4)],
    ['0', () => canvas?.fit()],
    ['r', () => canvas?.turn()],
  ]);
  useHotkeys(
    [
      ['alt+=', () => canvas?.zoom(1.4)],
      ['alt+-', () => canvas?.zoom(1 / 1.4)],
      ['alt+0', () => canvas?.fit()],
      ['alt+r', () => canvas?.turn()],
    ],
    [],
  );

  return (
    <div className="viewer" data-taking={isTaking || undefined}>
      {isBroken && (
        <Text c="dimmed" size="sm" role="alert" p="xl">
          The picture of this page could not be loaded. Open the page again.
        </Text>
      )}
      {!isShown && !isBroken && (
        <Center h="100%">
          <Loader size="sm" role="status" aria-label="Loading the page" />
        </Center>
      )}
      <div ref={place} className="canvas" role="img" aria-label={`Picture of page ${page.page}`} />
      <svg className="boxes" aria-hidden="true">
        <g ref={frame}>
          {boxes.map(({ pointer, box: [left, top, wide, high], state }) => (
            <rect
              key={pointer}
              className="box"
              data-box={pointer}
              data-kind={state}
              data-lit={pointer === active || pointer === lit || undefined}
              x={left - 4}
              y={top - 4}
              width={wide + 8}
              height={high + 8}
              rx={4}
            />
          ))}
          {drawn && <rect className="drawn" x={drawn[0]} y={drawn[1]} width={drawn[2]} height={drawn[3]} />}
        </g>
      </svg>
      <Group className="tools" gap={4}>
        <Tool label="Zoom in" sign="+" onClick={() => canvas?.zoom(1.4)} />
        <Tool label="Zoom out" sign="−" onClick={() => canvas?.zoom(1 / 1.4)} />
        <Tool label="Whole page" sign="⤢" onClick={() => canvas?.fit()} />
        <Tool label="Turn the page" sign="↻" onClick={() => canvas?.turn()} />
      </Group>
      {isTaking && (
        <Text size="xs" className="hint">
          Click a word, or draw around words, to take them into the field · Shift + drag moves the page
        </Text>
      )}
    </div>
  );
}

function Tool({ label, sign, onClick }: { label: string; sign: string; onClick: () => void }) {
  return (
    <Tooltip label={label} openDelay={500}>
      {/* The field in hand keeps the cursor. */}
      <ActionIcon
        variant="default"
        size="md"
        aria-label={label}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        {sign}
      </ActionIcon>
    </Tooltip>
  );
}

/** As it is typed: amounts without gaps, names without the comma that parts them. */
function textOfWords(pointer: string, words: readonly { readonly text: string }[]): string {
  const text = words.map((word) => word.text).join(pointer.endsWith('Cents') ? '' : ' ');
  return text.replace(/^[\s:;|]+|[\s,:;|]+$/g, '');
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const foot = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, foot - top];
}
