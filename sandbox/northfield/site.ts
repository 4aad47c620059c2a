/** What every page of the practice portal works with. */
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import { hashText, type Random } from '../random.ts';
import type { DriftLevel, FaultSwitches, PortalFaults } from '../faults.ts';
import type { PortalCounters } from '../practice-portal.ts';
import type { Accounts } from './accounts.ts';
import { esc } from '../page-text.ts';
import type { Session, Sessions } from './sessions.ts';

export const PAGE_NAMES = [
  'sign-in',
  'challenge',
  'password',
  'provider',
  'terms',
  'password-expired',
  'whats-new',
  'home',
  'eligibility',
  'eligibility-result',
  'claim-search',
  'claim-results',
  'claim-detail',
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export interface Site {
  readonly seed: number;
  readonly today: string;
  readonly members: readonly PortalMember[];
  readonly records: readonly PortalClaim[];
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly counters: PortalCounters;
  readonly faults: FaultSwitches;
  /** Draws for the choice of a question. */
  readonly random: Random;
}

/** One request for a page, or one post-back to it. */
export interface Call {
  readonly site: Site;
  readonly session: Session;
  readonly controls: Controls;
  /** A posted field of this page by its control's short name, trimmed; '' when absent. */
  readonly field: (control: string) => string;
  /** What holds for this page and this login. */
  readonly faults: Readonly<PortalFaults>;
  /** Draws whether a fault happens now. */
  readonly hits: FaultSwitches['hits'];
  readonly drift: DriftLevel | false;
}

export interface View {
  readonly heading: string;
  readonly body: string;
  /** Parts that an UpdatePanel may replace alone: id to inner HTML. */
  readonly panels?: Readonly<Record<string, string>>;
}

/** `page`: redirect; `'stay'`: show this page again; `{ error }`: the same with a validation summary. */
export type Reply =
  | { readonly page: PageName }
  | { readonly notice: Notice }
  | { readonly errors: readonly string[] }
  | 'stay';
export type Notice = 'session-ended' | 'signed-out' | 'locked' | 'page-expired' | 'used-elsewhere';

export interface PageDefinition {
  readonly name: PageName;
  readonly title: string;
  readonly path: string;
  /** Who may see it. */
  readonly stage: Session['stage'];
  /** Reached by a post-back only; asking for it again is "page expired". */
  readonly isOneTime?: boolean;
  readonly view: (call: Call, errors: readonly string[]) => View;
  readonly postBack?: (call: Call, control: string, argument: string) => Reply;
}

/** WebForms control names of one page: `dnn_ctrNNNN_Module_Control`; NNNN differs per page and per start of the server. */
export interface Controls {
  readonly id: (control: string) => string;
  readonly name: (control: string) => string;
  /** Names that this rendering lets post back. */
  readonly targets: string[];
  /** `href` of a link that posts back. */
  readonly postBackHref: (control: string, argument?: string) => string;
  readonly submit: (control: string, value: string) => string;
  readonly textBox: (control: string, label: string, options?: TextBox) => string;
}

interface TextBox {
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly type?: 'text' | 'password';
  readonly hint?: string;
  readonly maxLength?: number;
}

/** @param drift `ids`: the end of every id is another one; names stay, since the server tells controls by them. */
export function controlsOf(seed: number, page: PageName, module: string, drift: DriftLevel | false): Controls {
  const number = 1000 + (hashText(`${seed}/${page}`) % 29_000);
  const prefix = ['dnn', `ctr${number}`, module];
  const id = (control: string): string => [...prefix, control, ...(drift === 'ids' ? ['r2'] : [])].join('_');
  const name = (control: string): string => [...prefix, control].join('$');
  const targets: string[] = [];
  const allow = (control: string): string => {
    const target = name(control);
    if (!targets.includes(target)) targets.push(target);
    return target;
  };
  return {
    id,
    name,
    targets,
    postBackHref: (control, argument = '') =>
      `javascript:__doPostBack(&#39;${allow(control)}&#39;,&#39;${esc(argument)}&#39;)`,
    submit: (control, value) =>
      `<input type="submit" name="${allow(control)}" value="${esc(value)}" id="${id(control)}" class="button">`,
    textBox: (control, label, { value = '', isRequired = false, type = 'text', hint = '', maxLength = 50 } = {}) => {
      const box = `${control}CmnTextBox_Control`;
      const mark = isRequired ? '<span class="required" aria-hidden="true">*</span>' : '';
      return `<div class="field">${mark}<label for="${id(box)}" id="${id(`${control}_Label`)}">${label}</label>
<input name="${name(box)}" type="${type}" id="${id(box)}" value="${esc(value)}" maxlength="${maxLength}" autocomplete="off">${hint ? `<span class="hint">${hint}</span>` : ''}</div>`;
    },
  };
}

/** A short name back from a control's full name. */
export const shortName = (fullName: string): string => fullName.split('$').slice(3).join('$');
