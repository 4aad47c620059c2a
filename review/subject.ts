/** What a review item is about, read from its subject text. */

export type Subject =
  | { readonly about: 'work-item'; readonly workItemId: string }
  | { readonly about: 'login'; readonly loginId: string }
  | { readonly about: 'login-date'; readonly loginId: string }
  | { readonly about: 'code'; readonly requestId: string }
  | { readonly about: 'portal'; readonly portal: string }
  | { readonly about: 'selectors'; readonly portal: string; readonly page: string }
  | { readonly about: 'remittance'; readonly part: 'document' | 'payment' | 'payment-claim'; readonly id: string };

/** @param text `work-item:<id>`, `login:<id>`, `login:<id>:<what>:<date>`, `code:<id>`, `page:<portal>/<page>`, `selectors:<portal>/<page>`, `portal:<portal>`, `document:<id>`, `payment:<id>` or `payment-claim:<id>`. */
export function readSubject(text: string): Subject {
  const [, kind, rest = ''] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  if (kind === 'work-item') return { about: 'work-item', workItemId: rest };
  if (kind === 'login') {
    const [loginId = rest, what] = rest.split(':');
    return { about: what === undefined ? 'login' : 'login-date', loginId };
  }
  if (kind === 'code') return { about: 'code', requestId: rest };
  if (kind === 'page') return { about: 'portal', portal: rest.split('/', 1)[0] ?? rest };
  if (kind === 'selectors') return { about: 'selectors', portal: rest.split('/', 1)[0] ?? rest, page: rest };
  if (kind === 'portal') return { about: 'portal', portal: rest };
  if (kind === 'document' || kind === 'payment' || kind === 'payment-claim')
    return { about: 'remittance', part: kind, id: rest };
  throw new Error('A review item has a subject that this version does not know; update the review app.');
}
