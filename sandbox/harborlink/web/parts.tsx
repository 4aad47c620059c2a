/** Small parts that the shell and the tools share. */
import type { ReactNode } from 'react';
import type { NoticeModel } from '../model.ts';

export const Notice = ({ heading, text }: NoticeModel) => (
  <main style={{ font: '15px/1.5 system-ui, sans-serif', margin: 48, color: '#14323d' }}>
    <h1>{heading}</h1>
    <p>{text}</p>
  </main>
);

/** What a page is after a redesign that nobody announced. */
export const Redesigned = () => (
  <main style={{ margin: 48 }}>
    <h2>Your work, all in one place</h2>
    <input placeholder="Type a name, a number or a question" />
    <button type="button">Go</button>
  </main>
);

export const Column = ({ children }: { readonly children: ReactNode }) => (
  <div style={{ display: 'grid', gap: 14, maxWidth: 420 }}>{children}</div>
);
