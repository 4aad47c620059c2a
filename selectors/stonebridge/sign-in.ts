/** Stonebridge sign-in: user ID and password, how the code is delivered, the code, news. */
import type { PageFile } from '../page.ts';

const NAME = 'the name that the form is posted with';

export const signInPage = {
  name: 'stonebridge/sign-in',
  path: '/portal/login',
  isHere: [{ role: 'heading', name: /^Log In to the Portal$/ }],
  elements: {
    userId: [{ label: /^User ID$/ }, { label: /^Portal Login Name$/ }, { css: 'input[name="user"]', why: NAME }],
    password: [{ label: /^Password$/ }, { label: /^Passphrase$/ }, { css: 'input[name="password"]', why: NAME }],
    logIn: [
      { role: 'button', name: /^Log In$/ },
      { role: 'button', name: /^Sign On$/ },
      { css: 'button[value="log-in"]', why: NAME },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^The user ID or password that you entered is not valid\b/ },
      message:
        'The portal rejected the user ID or password. Store the right one, then resolve this item; nothing is tried until then.',
    },
  ],
} as const satisfies PageFile;

/** Shown once for a cookie whose session is over; the next page is the sign-in page. */
export const sessionOverPage = {
  name: 'stonebridge/session-over',
  isHere: [{ text: /^Your session has timed out\b/ }],
  elements: {},
} as const satisfies PageFile;

export const deliveryPage = {
  name: 'stonebridge/delivery',
  path: '/portal/mfa/delivery',
  isHere: [{ role: 'heading', name: /^Multi-Factor Authentication$/ }],
  elements: {
    byMail: [
      { role: 'radio', name: /^E-mail to / },
      { role: 'radio', name: /^Electronic mail to / },
      { css: 'input[name="delivery"][value="email"]', why: NAME },
    ],
    /** Says for how many hours a code is taken. */
    validity: [{ text: /\bA code is valid for \d+ hours\b/ }],
    send: [
      { role: 'button', name: /^Send Code$/ },
      { role: 'button', name: /^Deliver It$/ },
      { css: 'button[value="send-code"]', why: NAME },
    ],
    haveCode: [
      { role: 'button', name: /^I Already Have a Code$/ },
      { role: 'button', name: /^Enter an Earlier Code$/ },
      { css: 'button[value="have-code"]', why: NAME },
    ],
  },
} as const satisfies PageFile;

export const codePage = {
  name: 'stonebridge/code',
  isHere: [{ role: 'heading', name: /^Enter Verification Code$/ }],
  elements: {
    code: [{ label: /^Verification Code$/ }, { label: /^Security Code$/ }, { css: 'input[name="code"]', why: NAME }],
    submit: [
      { role: 'button', name: /^Submit Code$/ },
      { role: 'button', name: /^Verify$/ },
      { css: 'button[value="submit-code"]', why: NAME },
    ],
    newCode: [
      { role: 'button', name: /^Request a New Code$/ },
      { role: 'button', name: /^Resend$/ },
      { css: 'button[value="new-code"]', why: NAME },
    ],
  },
} as const satisfies PageFile;

/** The same page again, when the code was not taken. */
export const codeRefusedPage = {
  name: 'stonebridge/code-refused',
  isHere: [{ text: /^The verification code is not valid or is no longer valid\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const newsPage = {
  name: 'stonebridge/news',
  isHere: [{ role: 'heading', name: /^Important Messages$/ }],
  elements: {
    goOn: [
      { role: 'button', name: /^Continue$/ },
      { role: 'button', name: /^Proceed$/ },
      { css: 'button[value="continue"]', why: NAME },
    ],
  },
} as const satisfies PageFile;

export const homePage = {
  name: 'stonebridge/home',
  path: '/portal/home',
  isHere: [{ role: 'heading', name: /^Welcome to the Portal$/ }],
  elements: {},
} as const satisfies PageFile;

/** The portal's own Log Out: anything else shuts the login for 15 minutes. */
export const loggedOutPage = {
  name: 'stonebridge/logged-out',
  path: '/portal/logout',
  isHere: [{ text: /^You have successfully logged out\b/ }],
  elements: {},
} as const satisfies PageFile;
