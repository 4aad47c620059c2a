/** Every exception in a biller's words: what happened, and what to do now. A code without words does not compile. */
import type { ExceptionCode } from '../domain/exceptions.ts';
import { HOLD_TEXTS } from './hold-texts.ts';

export interface ExceptionText {
  /** What happened, short enough for a table cell. */
  readonly title: string;
  readonly whatToDo: string;
}

const ASK_LATER =
  'Nothing is wrong with the inquiry: it is asked again by itself at the time the portal allows, but that is far off. Look whether it can wait; then say until when. If not, ask by hand and type the answer.';
const MACHINE =
  'The portal or the robot had a fault on every try. Look on the portal by hand: if it is closed, say until when; else ask again. If it returns, tell whoever looks after the robots.';

export const EXCEPTION_TEXTS: Record<ExceptionCode, ExceptionText> = {
  'portal-maintenance': { title: 'Portal closed for maintenance', whatToDo: ASK_LATER },
  'rate-limited': { title: 'Portal asked us to slow down', whatToDo: ASK_LATER },
  'outside-hours': { title: 'Portal closed at this hour', whatToDo: ASK_LATER },
  'too-early': { title: 'Too early to ask', whatToDo: ASK_LATER },
  'signed-in-elsewhere': {
    title: 'Somebody else uses this login',
    whatToDo:
      'The portal ended our session because this login was used elsewhere. The robot waits and tries again by itself. Give the robot a login of its own, as most portals demand.',
  },
  'code-late': {
    title: 'One-time code came too late',
    whatToDo:
      'No code came while the portal waited for it. Nothing is lost: the robot signs in again later and asks anew.',
  },
  'daily-cap': { title: 'Daily limit of the portal reached', whatToDo: ASK_LATER },

  'member-not-found': {
    title: 'Member not found',
    whatToDo:
      'Compare the member ID, name and birth date with the insurance card. Correct them and send it back; if they are right and the payer does not know the patient, say that the member is not on file.',
  },
  'member-ambiguous': {
    title: 'More than one member matches',
    whatToDo:
      'Compare the list in the screenshot with the insurance card and choose the right one, if they are listed below. Otherwise add what tells them apart (member ID, full first name or birth date) and send it back.',
  },
  'claim-not-found': {
    title: 'Claim not on file',
    whatToDo:
      'Check the service dates, member ID and claim number. Correct them and send it back; if they are right, the payer never took the claim in: say that it is not on file, look for a rejection and resubmit.',
  },
  'eob-not-found': {
    title: 'No EOB on the portal',
    whatToDo: 'The portal hands out no EOB for this claim. Wait for the paper or the 835, or ask the payer for a copy.',
  },
  'claim-ambiguous': {
    title: 'More than one claim matches',
    whatToDo:
      'Choose the right one, if they are listed below. Otherwise add the payer claim number or narrow the service dates, then send it back.',
  },
  'wrong-payer': {
    title: 'Another payer is responsible',
    whatToDo:
      'The portal names another payer for this patient. Update the coverage in the practice system, then type the answer or resolve this item with a note.',
  },
  'wrong-record': {
    title: 'Portal showed another record',
    whatToDo:
      'The page that opened does not match what was asked, so nothing was stored. Compare it with the screenshot. If a claim listed below is ours under another day, choose it. Otherwise correct the inquiry, or send it back as it is.',
  },
  'status-unknown': {
    title: 'Status words not known',
    whatToDo:
      'The portal printed a status that has no agreed meaning yet. Read it in the screenshot and type the answer; if the claim is refused, send it to denial work.',
  },
  'inquiry-rejected': {
    title: 'Portal refused the inquiry',
    whatToDo: 'A field is missing or not acceptable to this portal. Correct what the message names and send it back.',
  },

  'credentials-rejected': {
    title: 'Password rejected',
    whatToDo:
      'All work of this login is paused so that it does not get locked. Sign in by hand with the right password and store it below (an administrator may): the work goes on.',
  },
  'password-expired': {
    title: 'Password expired',
    whatToDo: 'Sign in by hand, choose a new password and store it below (an administrator may): the work goes on.',
  },
  'login-locked': {
    title: 'Login locked by the portal',
    whatToDo:
      'Unlock the login with the portal’s help desk or its self-service page, store the new password below if there is one, or resolve this item: the work goes on.',
  },
  'mfa-required': {
    title: 'Portal wants a one-time code',
    whatToDo:
      'Sign in by hand and finish the second step, then resolve this item; or store the login’s authenticator secret below, so that the robot makes the codes itself.',
  },
  'terms-to-accept': {
    title: 'New terms to accept',
    whatToDo:
      'Sign in by hand, read the terms and accept them if you may. If they forbid automation, leave this item open and tell your supervisor.',
  },
  captcha: {
    title: 'Portal wants proof of a human',
    whatToDo:
      'Sign in by hand and solve it, then resolve this item. If it returns, ask for the work to be slowed down.',
  },
  'provider-not-listed': {
    title: 'Provider not in the portal’s list',
    whatToDo:
      'The login may not work for this provider on the portal. Ask the portal’s administrator to add it, or give the login its right NPI with "claimwright login add"; then resolve this item.',
  },
  'automation-forbidden': {
    title: 'Portal forbids automation',
    whatToDo:
      'Robots must not use this portal. Ask by hand or by telephone; resolve this item only when the portal’s owner has given consent in writing.',
  },

  'password-due': {
    title: 'Portal wants a new password soon',
    whatToDo:
      'Sign in by hand, choose a new password and store it below (an administrator may). Until the day nothing stops; this item closes by itself when the new password is stored.',
  },
  'use-due': {
    title: 'Portal disables an unused login soon',
    whatToDo:
      'Sign in once, by hand or with "claimwright login test", or give the login work. This item closes by itself when the robot has signed in; resolve it if you signed in by hand, or do not need the login.',
  },
  'confirmation-due': {
    title: 'Portal wants its user confirmed soon',
    whatToDo:
      'Have the portal’s administrator in your practice confirm the user of this login there, then note it under Logins. This item closes by itself when that is noted.',
  },

  'unknown-page': {
    title: 'Page not recognised',
    whatToDo:
      'The portal showed a page the robot does not know; see the screenshot. Resolve this item once the page has been taught or has gone: the stopped work is asked again.',
  },
  'selector-missing': {
    title: 'Portal page has changed',
    whatToDo:
      'Something the robot needs is no longer where it was. Resolve this item once the page’s description is updated: the stopped work is asked again.',
  },
  'result-unreadable': {
    title: 'Answer could not be read',
    whatToDo:
      'The answer is on the page but not in a form the robot knows. Resolve this item once the page’s description is updated: the stopped work is asked again.',
  },
  'canary-failed': {
    title: 'Known member no longer found',
    whatToDo:
      'The portal does not answer about a member whom it is known to have, so nothing it says of others is believed. Look on the portal by hand: if that member is gone, name another with “claimwright portal canary set”. The robots try again by themselves; resolve this item to let them go on now.',
  },

  'session-expired': { title: 'Portal kept signing us out', whatToDo: MACHINE },
  'navigation-timeout': { title: 'Portal did not answer in time', whatToDo: MACHINE },
  'portal-error': { title: 'Portal reported a fault', whatToDo: MACHINE },
  'browser-crashed': { title: 'Browser stopped', whatToDo: MACHINE },
  'adapter-unavailable': { title: 'A needed service was away', whatToDo: MACHINE },
  unexpected: { title: 'Unexpected fault', whatToDo: MACHINE },

  ...HOLD_TEXTS,
};

/** While a page waits for a code. */
export const CODE_WHAT_TO_DO =
  'Look at the phone or token that the message names and type the code into the box above before its time runs out. If you do not have it, resolve this item: the robot asks again later.';

/** While answers wait that were got through an element found by likeness. */
export const SELECTORS_WHAT_TO_DO =
  'The portal has changed a page, and the robot took the likeliest element in place of the one it knew. Compare the picture and the values with what was asked: is it the right person, and is the element named below the right one? Approve it then; otherwise reject it.';

/** A portal that was stopped after faults in a row. */
export const STOPPED_WHAT_TO_DO =
  'Several inquiries in a row failed, so the robots stopped working this portal; nothing is lost. They ask about a known member from time to time and go on by themselves when that works. Look on the portal by hand; resolve this item to let them go on now.';

/** The same codes on a remittance, where nothing can be asked again: there the person chooses. */
export const REMITTANCE_TEXTS: Partial<Record<ExceptionCode, ExceptionText>> = {
  'claim-not-found': {
    title: 'No open claim fits',
    whatToDo:
      'No claim of ours agrees with this payment in two ways (account, claim number, member ID, name, dates, amount). Look for it by name and date and choose it; if it is not ours, leave the money unapplied and ask the payer.',
  },
  'claim-ambiguous': {
    title: 'Several claims fit',
    whatToDo:
      'More than one claim of ours agrees equally well; they are listed with what agrees. Choose the right one.',
  },
};
