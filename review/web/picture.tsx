import { useEffect, useRef } from 'react';
import { pictureOf } from './pictures.ts';

interface PictureProps {
  itemId: string;
  /** In pixels; default as wide as its place. */
  width?: number;
  height?: number;
  onSize: (size: { width: number; height: number }) => void;
  onBroken: () => void;
}

/** An item's screenshot: the picture itself is put here, as it may have been loaded ahead, and an address would load it again. */
export function Picture({ itemId, width, height, onSize, onBroken }: PictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const told = useRef({ onSize, onBroken });
  useEffect(() => {
    told.current = { onSize, onBroken };
  });
  useEffect(() => {
    const picture = pictureOf(itemId);
    const known = () => told.current.onSize({ width: picture.naturalWidth, height: picture.naturalHeight });
    const broken = () => told.current.onBroken();
    picture.addEventListener('load', known);
    picture.addEventListener('error', broken);
    place.current?.replaceChildren(picture);
    if (picture.complete && picture.naturalWidth > 0) known();
    return () => {
      picture.removeEventListener('load', known);
      picture.removeEventListener('error', broken);
    };
  }, [itemId]);
  useEffect(() => {
    const { style } = pictureOf(itemId);
    style.width = width ? `${width}px` : '';
    style.height = height ? `${height}px` : '';
  }, [itemId, width, height]);
  return <div ref={place} />;
}
