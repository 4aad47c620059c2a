/** Northfield sign-in: user id, challenge question with the kind of computer, password. */
import type { PageFile } from '../page.ts';

const SUFFIX = 'ids carry a number that changes; their ends do not';

export const signInPage = {
  name: 'northfield/sign-in',
  path: '/hcp/provider/Home/tabid/135/Default.aspx',
  isHere: [{ role: 'heading', name: /^Provider Portal Login$/ }],
  elements: {
    userId: [{ label: /^User ID$/ }, { css: '[id$="_UserIDCmnTextBox_Control"]', why: SUFFIX }],
    logIn: [
      { role: 'button', name: /^Log In$/ },
      { css: '[id$="_LogInButton"]', why: SUFFIX },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^The User ID entered is not valid\.$/ },
      message: 'The portal does not know this User ID. Store the right one, then resolve this item.',
    },
  ],
} as const satisfies PageFile;

export const challengePage = {
  name: 'northfield/challenge',
  isHere: [{ role: 'heading', name: /^Security Challenge Question$/ }],
  elements: {
    question: [
      { css: '.challenge-question', why: 'the question is a text without a role or a label of its own' },
      { css: 'p:has-text("Challenge Question:") > span', why: 'the same, by the words before it' },
    ],
    answer: [{ label: /^Your Answer$/ }, { css: '[id$="_ChallengeAnswerCmnTextBox_Control"]', why: SUFFIX }],
    publicComputer: [
      { role: 'radio', name: /^This is a public computer\b/ },
      { css: '[id$="_ComputerType_public"]', why: SUFFIX },
    ],
    continue: [
      { role: 'button', name: /^Continue$/ },
      { css: '[id$="_ContinueButton"]', why: SUFFIX },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^The answer to the challenge question is incorrect\.$/ },
      message:
        'The portal rejected the answer to a challenge question. Store the right answer, then resolve this item.',
    },
  ],
} as const satisfies PageFile;

export const passwordPage = {
  name: 'northfield/password',
  isHere: [{ role: 'heading', name: /^Confirm Site Token and Password$/ }],
  elements: {
    password: [{ label: /^Password$/ }, { css: '[id$="_PasswordCmnTextBox_Control"]', why: SUFFIX }],
    signIn: [
      { role: 'button', name: /^Sign In$/ },
      { css: '[id$="_SignInButton"]', why: SUFFIX },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^The password entered is incorrect\./ },
      message:
        'The portal rejected the password. Store the right one, then resolve this item; nothing is tried until then.',
    },
  ],
} as const satisfies PageFile;

/** News after the password: harmless. */
export const whatsNewPage = {
  name: 'northfield/whats-new',
  isHere: [{ role: 'heading', name: /^What's New in the Portal$/ }],
  elements: {
    continue: [
      { role: 'button', name: /^Continue$/ },
      { css: '[id$="_ContinueButton"]', why: SUFFIX },
    ],
  },
} as const satisfies PageFile;

/** Shown once for a cookie whose session is over; the next page is the sign-in page. */
export const sessionOverPage = {
  name: 'northfield/session-over',
  isHere: [{ text: /^Your session has ended\b/ }],
  elements: {},
} as const satisfies PageFile;
