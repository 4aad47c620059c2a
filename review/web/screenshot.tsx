import { Center, Loader, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ReadField } from '../api/schema.ts';
import { pictureOf } from './pictures.ts';

interface ScreenshotProps {
  itemId: string;
  fields: readonly ReadField[];
  isFit: boolean;
  lit: string | null;
  onLit: (pointer: string | null) => void;
}

/** Boxes are in the screenshot's own pixels; the drawing's view box scales them with the image. */
export function Screenshot({ itemId, fields, isFit, lit, onLit }: ScreenshotProps) {
  const { size, isBroken, place } = usePicture(itemId);
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
        <div ref={place} />
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

/** Puts the picture itself in its place: it may have been loaded ahead, and an address would load it again. */
function usePicture(itemId: string) {
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const picture = pictureOf(itemId);
    const known = () => setSize({ width: picture.naturalWidth, height: picture.naturalHeight });
    const broken = () => setBroken(true);
    if (picture.complete && picture.naturalWidth > 0) known();
    picture.addEventListener('load', known);
    picture.addEventListener('error', broken);
    place.current?.replaceChildren(picture);
    return () => {
      picture.removeEventListener('load', known);
      picture.removeEventListener('error', broken);
    };
  }, [itemId]);
  return { place, size, isBroken };
}
