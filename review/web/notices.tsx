/** One notice at a time: what a decision did, or why it did nothing. */
import { Notification } from '@mantine/core';
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

interface Notice {
  readonly text: string;
  readonly isBad: boolean;
}

const NoticeContext = createContext<(text: string, isBad?: boolean) => void>(() => undefined);
/** @returns how to tell the person something. */
export const useNotice = () => useContext(NoticeContext);

const SHOWN_MS = 6_000;

export function Notices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const tell = useCallback((text: string, isBad = false) => setNotice({ text, isBad }), []);
  useEffect(() => {
    if (!notice || notice.isBad) return;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <NoticeContext value={tell}>
      {children}
      <div className="notices" role={notice?.isBad ? 'alert' : 'status'} aria-live="polite">
        {notice && (
          <Notification
            color={notice.isBad ? 'red' : 'teal'}
            withBorder
            onClose={() => setNotice(null)}
            closeButtonProps={{ 'aria-label': 'Close notice' }}
          >
            {notice.text}
          </Notification>
        )}
      </div>
    </NoticeContext>
  );
}
