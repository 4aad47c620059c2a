/** One page while pages are arranged: to be taken in hand, and dragged to where it belongs. */
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { ArrangedPage } from '../api/page-arrangement-schema.ts';
import { thumbnailAddress } from './remittance-api.ts';

export const draggedPage = (event: DragEvent): number | null =>
  Number.parseInt(event.dataTransfer.getData('text/plain').replace(/^page /, ''), 10) || null;

export function PageCard({
  page,
  turn,
  isInHand,
  isLocked,
  onTake,
  onDropped,
}: {
  page: ArrangedPage;
  turn: number;
  isInHand: boolean;
  isLocked: boolean;
  onTake: () => void;
  /** Another page was let go over this one. */
  onDropped: (page: number) => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (isInHand) button.current?.focus();
  }, [isInHand]);
  const marks = [turn !== 0 && `turned ${turn}°`, page.isBlank && 'blank', isLocked && 'posted'].filter(Boolean);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className="page-card"
        draggable={!isLocked}
        tabIndex={isInHand ? 0 : -1}
        aria-current={isInHand || undefined}
        aria-label={[`Page ${page.page}`, ...marks].join(', ')}
        data-over={isOver || undefined}
        data-turn={turn || undefined}
        onClick={onTake}
        onDragStart={(event) => {
          onTake();
          event.dataTransfer.setData('text/plain', `page ${page.page}`);
          event.dataTransfer.effectAllowed = 'move';
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!isLocked);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          const other = draggedPage(event);
          if (other) onDropped(other);
        }}
      >
        <span className="page-picture">
          {page.picture ? (
            <img
              src={thumbnailAddress(page.picture.documentId, page.picture.page)}
              alt=""
              loading="lazy"
              draggable={false}
            />
          ) : (
            <span>no picture</span>
          )}
        </span>
        <span>{[page.page, ...marks].join(' · ')}</span>
      </button>
    </li>
  );
}
