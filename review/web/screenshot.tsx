import { Center, Loader, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReadField } from '../api/schema.ts';
import { Picture } from './picture.tsx';

/** `fit`: as wide as the pane; else times the screenshot's own size. */
export type Zoom = 'fit' | number;

interface ScreenshotProps {
  itemId: string;
  fields: readonly ReadField[];
  zoom: Zoom;
  lit: string | null;
  onLit: (pointer: string | null) => void;
  /** A box was clicked: its value is wanted. */
  onPick: (pointer: string) => void;
}

/** Boxes are in the screenshot's own pixels; the drawing's view box scales them with the image. */
export function Screenshot({ itemId, fields, zoom, lit, onLit, onPick }: ScreenshotProps) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
  const drawing = useRef<SVGSVGElement>(null);
  // The box of the value in hand comes into view.
  useEffect(() => {
    if (lit === null) return;
    const box = [...(drawing.current?.querySelectorAll<SVGElement>('[data-box]') ?? [])].find(
      (each) => each.dataset['box'] === lit && !each.matches(':hover'),
    );
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [lit]);
  if (isBroken) {
    return (
      <Center p="xl">
        <Text c="dimmed" size="sm" role="alert">
          The screenshot could not be loaded. Open the item again.
        </Text>
      </Center>
    );
  }
  return (
    // Scrollable by keyboard when the image is larger than the pane.
    <div className="scroll" tabIndex={0} role="region" aria-label="Screenshot">
      <div className="shot" data-fit={zoom === 'fit' || undefined} data-zoom={zoom}>
        <Picture
          itemId={itemId}
          {...(size && zoom !== 'fit' && { width: size.width * zoom, height: size.height * zoom })}
          onSize={setSize}
          onBroken={() => setBroken(true)}
        />
        {!size && (
          <Center p="xl">
            <Loader size="sm" role="status" aria-label="Loading the screenshot" />
          </Center>
        )}
        {size && (
          <svg ref={drawing} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
            {fields.map(
              ({ pointer, label, box }) =>
                box && (
                  <rect
                    key={pointer}
                    className="box"
                    data-box={pointer}
                    data-lit={lit === pointer || undefined}
                    x={box[0] - 2}
                    y={box[1] - 2}
                    width={box[2] + 4}
                    height={box[3] + 4}
                    rx={2}
                    onMouseEnter={() => onLit(pointer)}
                    onMouseLeave={() => onLit(null)}
                    onClick={() => onPick(pointer)}
                  >
                    <title>{label}</title>
                  </rect>
                ),
            )}
          </svg>
        )}
      </div>
    </div>
  );
}
