/** Which of very many rows are on the screen: all have one height, so that scrolling alone says it. */
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond the edges, so that scrolling shows no gap. */
const BEYOND = 10;

export interface VisibleRows {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Scrolls as little as brings the row into view. */
  readonly bring: (index: number) => void;
}

/** @param scroll what scrolls; over its rows a head as high as one of them stays in sight. */
export function useVisibleRows(scroll: RefObject<HTMLElement | null>, count: number, rowPx: number): VisibleRows {
  const [seen, see] = useState({ first: 0, end: BEYOND });
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const look = () => {
      const first = Math.max(Math.floor(box.scrollTop / rowPx) - BEYOND, 0);
      const end = Math.ceil((box.scrollTop + box.clientHeight) / rowPx) + BEYOND;
      see((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    look();
    box.addEventListener('scroll', look, { passive: true });
    const size = new ResizeObserver(look);
    size.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      size.disconnect();
    };
  }, [scroll, rowPx]);
  const bring = useCallback(
    (index: number) => {
      const box = scroll.current;
      if (!box) return;
      const top = index * rowPx;
      const foot = top + 2 * rowPx - box.clientHeight;
      if (top < box.scrollTop) box.scrollTo({ top });
      else if (foot > box.scrollTop) box.scrollTo({ top: foot });
    },
    [scroll, rowPx],
  );
  const end = Math.min(seen.end, count);
  return { first: Math.min(seen.first, end), end, bring };
}
