/** The frame: nothing but sign-in without a session; above the work a bar with what waits. */
import { Center, Loader, Stack, Title } from '@mantine/core';
import { Activity, Suspense, useState } from 'react';
import type { Session } from '../api/schema.ts';
import { AREAS } from './areas.ts';
import { useFreshLists, useSession, useSummary } from './api.ts';
import { Bar } from './bar.tsx';
import { CodeCards } from './code-card.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Inbox } from './inbox.tsx';
import { InternalLink } from './internal-link.tsx';
import { ItemPage } from './item.tsx';
import { KeySheet } from './key-sheet.tsx';
import { useLeaving } from './leaving.ts';
import { useLive } from './live.ts';
import { Notices } from './notices.tsx';
import { usePlace } from './router.ts';
import { SignIn } from './sign-in.tsx';
import { Trouble } from './trouble.tsx';
import { useTypedBy } from './typed.ts';

export function App() {
  const session = useSession();
  if (session.isPending) {
    return <Waiting />;
  }
  // What was loaded once stays: a session that cannot be asked for again just now takes no page away.
  if (session.isLoadingError) return <Trouble error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <SignIn />;
  return session.data.first ? (
    <FirstSteps first={session.data.first} />
  ) : (
    <Desk key={session.data.id} session={session.data} />
  );
}

function Desk({ session }: { session: Session }) {
  const { itemId, area, filter } = usePlace();
  useTypedBy(session.id);
  const summary = useSummary();
  useFreshLists(summary.data?.version);
  useLive();
  const leaving = useLeaving();
  const items = [...new Set([...leaving.keys(), ...(itemId ? [itemId] : [])])];
  const [isSheetOpen, setSheetOpen] = useState(false);
  return (
    <Notices>
      <div className="shell">
        <Bar
          session={session}
          filter={filter}
          at={area?.path ?? null}
          summary={summary.data}
          fault={summary.error}
          onHelp={() => setSheetOpen(true)}
        />
        <CodeCards summary={summary.data} />
        {items.map((id) => (
          <Activity key={id} mode={id === itemId ? 'visible' : 'hidden'}>
            <ItemPage id={id} filter={filter} />
          </Activity>
        ))}
        {area && <AreaPage session={session} path={area.path} rest={area.rest} />}
        {!itemId && !area && <Inbox filter={filter} summary={summary.data} />}
      </div>
      <KeySheet isOpen={isSheetOpen} onToggle={setSheetOpen} />
    </Notices>
  );
}

function AreaPage({ session, path, rest }: { session: Session; path: string; rest: string }) {
  const area = AREAS.find((one) => one.path === path && session.permissions.includes(one.needs));
  if (!area) return <NoPage />;
  return (
    <Suspense fallback={<Waiting />}>
      <area.page rest={rest} />
    </Suspense>
  );
}

const NoPage = () => (
  <Center component="main" h="100%">
    <Stack align="center" gap="xs">
      <Title order={1} size="md" fw={400}>
        There is no such page, or your role does not include it.
      </Title>
      <InternalLink to="/">To the inbox</InternalLink>
    </Stack>
  </Center>
);

const Waiting = () => (
  <Center h="100%">
    <Loader role="status" aria-label="Loading" />
  </Center>
);
