/** The shell: hash routes, sign-in, the menu, and the named frame in which every tool runs. */
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { NoticeModel, ShellModel } from '../model.ts';
import { call, readModel } from './call.ts';
import { Notice, Redesigned } from './parts.tsx';
import { SignIn, Standing, Verify } from './sign-in.tsx';

const MENU = [
  ['Eligibility and Benefits', '/apps/eligibility'],
  ['Claim Status', '/apps/claim-status'],
  ['Remittance Viewer', '/apps/remittance'],
] as const;

function Shell() {
  const [model, setModel] = useState(() => readModel() as ShellModel);
  const [notice, setNotice] = useState<NoticeModel | null>(null);
  const took = (answer: { shell?: ShellModel; notice?: NoticeModel }): void => {
    if (answer.notice) setNotice(answer.notice);
    else if (answer.shell) setModel(answer.shell);
  };
  useEffect(() => {
    if (model.view === 'sign-in') location.hash = '#/login';
    if (model.view === 'home' && !location.hash.startsWith('#/loadApp')) location.hash = '#/home';
  }, [model.view]);
  if (notice) return <Notice {...notice} />;
  switch (model.view) {
    case 'redesign':
      return <Redesigned />;
    case 'sign-in':
      return (
        <Page banner>
          <SignIn model={model} took={took} />
        </Page>
      );
    case 'verify':
      return (
        <Page banner>
          <Verify model={model} took={took} />
        </Page>
      );
    case 'password-expired':
    case 'terms':
      return (
        <Page>
          <Standing view={model.view} />
        </Page>
      );
    case 'home':
      return <Home model={model} took={took} />;
    default:
      return null;
  }
}

function Home({ model, took }: { readonly model: ShellModel; readonly took: (answer: object) => void }) {
  const [app, setApp] = useState<{ readonly path: string } | null>(null);
  const open = (path: string): void => {
    location.hash = `#/loadApp/?appUrl=${encodeURIComponent(path)}`;
    // A new object each time: choosing the same tool again loads it again.
    setApp({ path });
  };
  return (
    <Page
      banner
      menu={<Menu open={open} leave={() => void call('log-out', {}).then(took)} home={() => setApp(null)} />}
    >
      {model.hasNews && <News done={() => void call('news', {}).then(took)} />}
      {app ? (
        <Frame app={app} />
      ) : (
        <main>
          <h1>Harborlink home</h1>
          <p>You are working for {model.organization}.</p>
          <div role="alert">Announcement: claims of some payers may be delayed by up to 5 business days.</div>
        </main>
      )}
    </Page>
  );
}

const Menu = ({ open, leave, home }: { open: (path: string) => void; leave: () => void; home: () => void }) => (
  <nav aria-label="Main" style={{ display: 'flex', gap: 20, padding: '8px 24px', background: '#e4f0f2' }}>
    <a href="#/home" onClick={home}>
      Home
    </a>
    {MENU.map(([name, path]) => (
      <a
        key={path}
        href={`#/loadApp/?appUrl=${encodeURIComponent(path)}`}
        onClick={(event) => {
          event.preventDefault();
          open(path);
        }}
      >
        {name}
      </a>
    ))}
    <button type="button" onClick={leave}>
      Log out
    </button>
  </nav>
);

/** The tool's document sets how high it is, so that nothing of it is hidden. */
function Frame({ app }: { readonly app: { readonly path: string } }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current) frame.current.contentWindow?.location.replace(app.path);
  }, [app]);
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- the tools are the portal's own pages
    <iframe
      ref={frame}
      name="toolFrame"
      id="toolFrame"
      title="Tool"
      style={{ width: '100%', height: 600, border: 0, display: 'block' }}
    />
  );
}

const News = ({ done }: { readonly done: () => void }) => (
  <div
    role="dialog"
    aria-modal="true"
    aria-label="What's new"
    style={{ position: 'fixed', inset: 0, background: '#0008', zIndex: 5 }}
  >
    <div style={{ background: '#fff', margin: '80px auto', padding: 24, width: 420 }}>
      <h2>What's new in Harborlink</h2>
      <p>The payer list now has 200 entries.</p>
      <button type="button" onClick={done}>
        Continue to Harborlink
      </button>
    </div>
  </div>
);

function Page({
  children,
  menu,
  banner = false,
}: {
  readonly children: React.ReactNode;
  readonly menu?: React.ReactNode;
  readonly banner?: boolean;
}) {
  return (
    <div style={{ font: '15px/1.5 system-ui, sans-serif', color: '#14323d' }}>
      <header style={{ background: '#0f4c5c', color: '#fff', padding: '10px 24px' }}>
        Harborlink Provider Exchange (practice)
      </header>
      {menu}
      <div style={{ padding: 24 }}>{children}</div>
      {banner && <Cookies />}
    </div>
  );
}

const CONSENT = 'harborlink.cookies';

/** Covers the page until somebody answers it. */
function Cookies() {
  const [isAnswered, setAnswered] = useState(() => localStorage.getItem(CONSENT) !== null);
  if (isAnswered) return null;
  const answer = (how: string): void => {
    localStorage.setItem(CONSENT, how);
    setAnswered(true);
  };
  return (
    <div style={{ position: 'fixed', inset: 0, background: '#0006', zIndex: 9 }}>
      <section
        aria-label="Cookies"
        style={{ position: 'absolute', bottom: 0, left: 0, right: 0, background: '#fff', padding: 24 }}
      >
        <p>We use cookies to keep you signed in and to remember your browser.</p>
        <button type="button" onClick={() => answer('needed')}>
          Only necessary cookies
        </button>{' '}
        <button type="button" onClick={() => answer('all')}>
          Accept all cookies
        </button>
      </section>
    </div>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
