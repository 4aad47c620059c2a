/** One notice at a time: what a decision did, or why it did nothing. */
import { Button, Group, Notification } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';

interface Notice {
  readonly text: string;
  readonly isBad: boolean;
  readonly action?: NoticeAction | undefined;
}

/** What a notice offers while it is shown. */
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
  readonly seconds: number;
}

const NoticeContext = createContext<(text: string, isBad?: boolean, action?: NoticeAction) => void>(() => undefined);
/** @returns how to tell the person something. */
export const useNotice = () => useContext(NoticeContext);

const SHOWN_MS = 6_000;

export function Notices({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const tell = useCallback(
    (text: string, isBad = false, action?: NoticeAction) => setNotice({ text, isBad, action }),
    [],
  );
  const act = () => {
    notice?.action?.run();
    setNotice(null);
  };
  // Undo, while it is offered.
  useHotkeys([['u', () => notice?.action && act()]]);
  useEffect(() => {
    if (!notice || notice.isBad) return;
    const timer = setTimeout(() => setNotice(null), notice.action ? notice.action.seconds * 1000 : SHOWN_MS);
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
            <Group justify="space-between" wrap="nowrap" gap="sm">
              {notice.text}
              {notice.action && (
                <Button size="compact-sm" variant="light" className="fixed" onClick={act}>
                  {notice.action.label} (u)
                </Button>
              )}
            </Group>
          </Notification>
        )}
      </div>
    </NoticeContext>
  );
}
