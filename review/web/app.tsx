/** The frame: nothing but sign-in without a session; above the work a bar with what waits. */
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useFreshLists, useSession, useSummary } from './api.ts';
import { Bar } from './bar.tsx';
import { CodeCards } from './code-card.tsx';
import { Inbox } from './inbox.tsx';
import { ItemPage } from './item.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Notices } from './notices.tsx';
import { RemittancesPage } from './remittances.tsx';
import { usePlace } from './router.ts';
import { SignIn } from './sign-in.tsx';
import { Trouble } from './trouble.tsx';

// Who works the inbox alone never loads what shows pages.
const RemittancePage = lazy(() => import('./remittance.tsx'));

export function App() {
  const session = useSession();
  if (session.isPending) {
    return <Waiting />;
  }
  if (session.isError) return <Trouble error={session.error} onRetry={() => void session.refetch()} />;
  return session.data ? <Desk name={session.data.name} /> : <SignIn />;
}

function Desk({ name }: { name: string }) {
  const { itemId, remittance, part, filter } = usePlace();
  const summary = useSummary();
  useFreshLists(summary.data?.version);
  const [isSheetOpen, setSheetOpen] = useState(false);
  return (
    <Notices>
      <div className="shell">
        <Bar
          name={name}
          filter={filter}
          isAtRemittances={remittance !== null}
          summary={summary.data}
          isOffline={summary.isError}
          onHelp={() => setSheetOpen(true)}
        />
        <CodeCards summary={summary.data} />
        {itemId && <ItemPage key={itemId} id={itemId} filter={filter} />}
        {remittance === 'list' && <RemittancesPage />}
        {remittance && remittance !== 'list' && (
          <Suspense fallback={<Waiting />}>
            <RemittancePage key={remittance} id={remittance} part={part} />
          </Suspense>
        )}
        {!itemId && !remittance && <Inbox filter={filter} summary={summary.data} />}
      </div>
      <KeySheet isOpen={isSheetOpen} onToggle={setSheetOpen} />
    </Notices>
  );
}

const Waiting = () => (
  <Center h="100%">
    <Loader aria-label="Loading" />
  </Center>
);
