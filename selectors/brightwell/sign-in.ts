/** Brightwell sign-in, the news that may follow it, and the choice of the tax id to work for. */
import type { PageFile } from '../page.ts';

const NAMED = 'the name under which the application sends it; ids and labels change';

export const signInPage = {
  name: 'brightwell/sign-in',
  path: '/sign-in',
  isHere: [{ role: 'heading', name: /^Sign in to Brightwell$/ }],
  elements: {
    username: [{ label: /^Username$/ }, { label: /^User name$/ }, { css: 'input[name="username"]', why: NAMED }],
    password: [{ label: /^Password$/ }, { label: /^Passcode$/ }, { css: 'input[name="password"]', why: NAMED }],
    signIn: [
      { role: 'button', name: /^Sign in$/ },
      { role: 'button', name: /^Log on$/ },
      { css: 'form button[type="submit"]', why: 'the only button of the form' },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^We don't recognize that username and password combination\.$/ },
      message:
        'The portal rejected the user name or the password. Store the right one, then resolve this item; nothing is tried until then.',
    },
  ],
} as const satisfies PageFile;

/** What follows the password where the user has a passkey. */
export const passkeyPage = {
  name: 'brightwell/passkey',
  path: '/passkey',
  isHere: [{ role: 'heading', name: /^Confirm it's you$/ }],
  elements: {
    usePasskey: [
      { role: 'button', name: /^Use your passkey$/ },
      { role: 'button', name: /^Continue with passkey$/ },
      { css: 'bw-card button[type="button"]', why: 'the only button of the page' },
    ],
  },
  signals: [
    {
      code: 'mfa-required',
      when: { text: /^We couldn't verify your passkey\./ },
      message:
        'The portal refused the passkey of this login; nothing was tried again. Make a new one with "claimwright login passkey", then resolve this item.',
    },
    {
      code: 'mfa-required',
      when: { text: /^No passkey was used\./ },
      message:
        'The passkey of this login is none of those that the portal asks for. Make a new one with "claimwright login passkey", then resolve this item.',
    },
  ],
} as const satisfies PageFile;

export const newsPage = {
  name: 'brightwell/whats-new',
  path: '/whats-new',
  isHere: [{ role: 'heading', name: /^What's new$/ }],
  elements: {
    goOn: [
      { role: 'button', name: /^Continue$/ },
      { role: 'button', name: /^Proceed$/ },
    ],
  },
} as const satisfies PageFile;

export const organizationPage = {
  name: 'brightwell/organization',
  path: '/select-organization',
  isHere: [{ role: 'heading', name: /^Select your organization$/ }],
  elements: {
    tin: [{ label: /^Tax ID \(TIN\)$/ }, { label: /^Organization tax ID$/ }, { css: 'select[name="tin"]', why: NAMED }],
    goOn: [
      { role: 'button', name: /^Continue$/ },
      { role: 'button', name: /^Proceed$/ },
    ],
  },
} as const satisfies PageFile;

/** The option of the organization with an NPI: "99-0000000 - Name (NPI 1234567893)". */
export const organizationOf = (npi: string): RegExp => new RegExp(`\\(NPI ${npi}\\)$`);
