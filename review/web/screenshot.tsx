import { Center, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReadField } from '../api/schema.ts';
import { screenshotAddress } from './api.ts';

interface ScreenshotProps {
  itemId: string;
  fields: readonly ReadField[];
  isFit: boolean;
  lit: string | null;
  onLit: (pointer: string | null) => void;
}

/** Boxes are in the screenshot's own pixels; the drawing's view box scales them with the image. */
export function Screenshot({ itemId, fields, isFit, lit, onLit }: ScreenshotProps) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
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
      <div className="shot" data-fit={isFit || undefined}>
        <img
          src={screenshotAddress(itemId)}
          alt="The portal's page as it was"
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
          onError={() => setBroken(true)}
        />
        {!size && (
          <Center p="xl">
            <Loader size="sm" aria-label="Loading the screenshot" />
          </Center>
        )}
        {size && (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
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
