/** Server-signed page state: a form counts only as the last page that its session was given. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PageName } from './site.ts';

/** p: page, v: view number of the session, t: names that may post back. */
export interface ViewState {
  readonly p: PageName;
  readonly v: string;
  readonly t: readonly string[];
}

export interface ViewStateSeal {
  readonly seal: (sessionId: string, state: ViewState) => { viewState: string; validation: string };
  /** @returns null when forged, of another session, or without its validation. */
  readonly open: (sessionId: string, viewState: string, validation: string) => ViewState | null;
}

export function viewStateSeal(key: Buffer): ViewStateSeal {
  const mac = (purpose: string, sessionId: string, text: string): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0${sessionId}\0${text}`).digest();
  return {
    seal: (sessionId, state) => {
      const json = JSON.stringify(state);
      const viewState = Buffer.concat([mac('state', sessionId, json), Buffer.from(json)]).toString('base64');
      return { viewState, validation: mac('event', sessionId, viewState).toString('base64') };
    },
    open: (sessionId, viewState, validation) => {
      const bytes = Buffer.from(viewState, 'base64');
      const json = bytes.subarray(32).toString();
      if (!isEqual(bytes.subarray(0, 32), mac('state', sessionId, json))) return null;
      if (!isEqual(Buffer.from(validation, 'base64'), mac('event', sessionId, viewState))) return null;
      const state: ViewState = JSON.parse(json);
      return state;
    },
  };
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
