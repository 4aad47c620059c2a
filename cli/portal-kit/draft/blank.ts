/** A portal of which nothing is known yet: files that compile and say what is to be filled in. */
import type { Draft, DraftPage } from './draft.ts';

const GUESS = 'Fill in: what this page really looks like. "portal record" writes it for you.';

const page = (given: Omit<DraftPage, 'signals' | 'note'> & Partial<DraftPage>): DraftPage => ({
  signals: [],
  note: GUESS,
  ...given,
});

const box = (name: RegExp) => [{ role: 'textbox' as const, name }] as const;
const button = (name: RegExp) => [{ role: 'button' as const, name }] as const;
const heading = (name: RegExp) => [{ role: 'heading' as const, name }] as const;

export const blankDraft = (name: string, title: string, url: string): Draft => ({
  name,
  title,
  url,
  home: 'home',
  signedOut: null,
  labels: 'th[scope="row"], dt',
  pages: [
    page({
      key: 'sign-in',
      group: 'sign-in',
      path: '/sign-in',
      isHere: heading(/^Sign in$/),
      elements: { userId: box(/^User ID$/), password: box(/^Password$/), signIn: button(/^Sign in$/) },
      signals: [{ code: 'credentials-rejected', line: 'The user id or the password is not valid.' }],
    }),
    page({ key: 'home', group: 'sign-in', path: '/home', isHere: heading(/^Home$/), elements: {} }),
    page({
      key: 'eligibility',
      group: 'eligibility',
      path: '/eligibility',
      isHere: heading(/^Eligibility$/),
      elements: { memberId: box(/^Member ID$/), birthDate: box(/^Date of Birth$/), search: button(/^Search$/) },
      signals: [{ code: 'member-not-found', line: 'No member was found.' }],
    }),
    page({ key: 'coverage', group: 'eligibility', isHere: heading(/^Coverage$/), elements: {} }),
  ],
  signIn: [
    {
      page: 'sign-in',
      fills: [
        { element: 'userId', how: 'type', value: 'username' },
        { element: 'password', how: 'type', value: 'password' },
      ],
      press: { element: 'signIn', how: 'click' },
      next: 'home',
    },
  ],
  eligibility: {
    start: 'eligibility',
    steps: [
      {
        page: 'eligibility',
        fills: [
          { element: 'memberId', how: 'type', value: 'memberId' },
          { element: 'birthDate', how: 'type', value: 'birthDate', date: 'us' },
        ],
        press: { element: 'search', how: 'click' },
        next: 'coverage',
      },
    ],
    answer: 'coverage',
    fields: [
      { field: 'memberId', label: 'Member ID' },
      { field: 'memberName', label: 'Name', form: 'last-first' },
      { field: 'birthDate', label: 'Date of Birth', form: 'us' },
      { field: 'status', label: 'Status' },
      { field: 'plan', label: 'Plan' },
    ],
    unread: [],
  },
  claimStatus: null,
});
