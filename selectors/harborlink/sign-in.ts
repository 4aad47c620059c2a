/** Harborlink sign-in: user id and password, then a code on a new browser or at an unusual time. */
import type { PageFile } from '../page.ts';

const ID = 'the same id in every build seen so far';

export const signInPage = {
  name: 'harborlink/sign-in',
  isHere: [{ role: 'heading', name: /^Welcome to Harborlink$/ }],
  elements: {
    userId: [
      { role: 'textbox', name: /^User ID$/ },
      { role: 'textbox', name: /^Username$/ },
      { css: '#userId', why: ID },
    ],
    password: [
      { label: /^Password$/ },
      { label: /^Passphrase$/ },
      { css: 'input[type="password"]', why: 'a password box has no role' },
    ],
    signIn: [
      { role: 'button', name: /^Sign in$/ },
      { role: 'button', name: /^Log in$/ },
      { css: '#loginFormSubmit', why: ID },
    ],
  },
  signals: [
    {
      code: 'credentials-rejected',
      when: { text: /^The user ID or password you entered is incorrect\.$/ },
      message:
        'The portal rejected the user id or the password. Store the right ones, then resolve this item; nothing is tried until then.',
    },
  ],
} as const satisfies PageFile;

export const verifyPage = {
  name: 'harborlink/verify',
  isHere: [{ role: 'heading', name: /^Two-step verification$/ }],
  elements: {
    code: [
      { role: 'textbox', name: /^Six-digit code$/ },
      { role: 'textbox', name: /^Authentication code$/ },
      { css: '#verificationCode', why: ID },
    ],
    useBackup: [{ role: 'button', name: /^Use a backup code$/ }],
    verify: [
      { role: 'button', name: /^Verify$/ },
      { role: 'button', name: /^Confirm$/ },
      { css: '#verifySubmit', why: ID },
    ],
  },
  signals: [
    {
      code: 'mfa-required',
      when: { text: /^The code you entered is not valid\.$/ },
      message:
        "The portal rejected the verification code. Check the login's authenticator secret or its backup codes, then resolve this item.",
    },
  ],
} as const satisfies PageFile;

/** The same page once it asks for a backup code. */
export const backupPage = {
  ...verifyPage,
  name: 'harborlink/backup-code',
  isHere: [{ role: 'textbox', name: /^Backup code$/ }],
  elements: { ...verifyPage.elements, code: [{ role: 'textbox', name: /^Backup code$/ }] },
} as const satisfies PageFile;
