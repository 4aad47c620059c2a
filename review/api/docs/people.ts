/** Signing in, one's own account, and the people of the office. */
import {
  addPersonSchema,
  codeGivenSchema,
  doneSchema,
  endedSchema,
  givenPasswordSchema,
  leaveQuerySchema,
  meSchema,
  nextStepSchema,
  offerSchema,
  ownPasswordSchema,
  peopleSchema,
  provenSchema,
  recoveryCodesSchema,
  roleBodySchema,
  waysSchema,
} from '../people-schema.ts';
import { sessionSchema, signInSchema } from '../schema.ts';
import type { PartDocs, RouteDocs } from './route-docs.ts';

const onPerson = (summary: string): RouteDocs => ({ summary, answer: doneSchema });

export const PEOPLE_DOCS: PartDocs = {
  title: 'People',
  schemas: {
    SignInWays: waysSchema,
    Session: sessionSchema,
    NextStep: nextStepSchema,
    Me: meSchema,
    SecondFactorOffer: offerSchema,
    RecoveryCodes: recoveryCodesSchema,
    People: peopleSchema,
    GivenPassword: givenPasswordSchema,
    PersonChanged: doneSchema,
    SessionsEnded: endedSchema,
  },
  routes: {
    'GET /sign-in': { summary: 'The ways to sign in here', answer: waysSchema },
    'POST /session': {
      summary: 'Sign in by name and password',
      description: 'Answers 202 and the next step when a second factor is wanted.',
      body: signInSchema,
      status: 201,
      answer: sessionSchema,
    },
    'POST /session/second-factor': {
      summary: 'Give the code of the second factor',
      body: codeGivenSchema,
      status: 201,
      answer: sessionSchema,
    },
    'GET /session': { summary: 'Who is signed in', answer: sessionSchema },
    'DELETE /session': { summary: 'Sign out', status: 204 },
    'GET /sign-in/sso': {
      summary: 'Go to the identity provider',
      query: leaveQuerySchema,
      status: 303,
    },
    'GET /sign-in/sso/callback': { summary: 'Come back from the identity provider', status: 303 },
    'GET /me': { summary: 'One’s own account', answer: meSchema },
    'POST /me/password': { summary: 'Choose another password', body: ownPasswordSchema, status: 204 },
    'POST /me/second-factor': { summary: 'Ask for a second factor', body: provenSchema, answer: offerSchema },
    'POST /me/second-factor/confirm': {
      summary: 'Prove the second factor by a code',
      body: codeGivenSchema,
      answer: recoveryCodesSchema,
    },
    'POST /me/second-factor/recovery-codes': {
      summary: 'Get new recovery codes',
      body: provenSchema,
      answer: recoveryCodesSchema,
    },
    'POST /me/second-factor/remove': { summary: 'Give up the second factor', body: provenSchema, status: 204 },
    'DELETE /me/sessions/:id': { summary: 'End one of one’s sessions', status: 204 },
    'POST /me/sessions/end-others': { summary: 'End all of one’s other sessions', answer: endedSchema },
    'GET /people': { summary: 'List people', answer: peopleSchema },
    'POST /people': { summary: 'Add a person', body: addPersonSchema, status: 201, answer: givenPasswordSchema },
    'POST /people/:id/password': { summary: 'Give a person a new password', answer: givenPasswordSchema },
    'POST /people/:id/role': { summary: 'Change a person’s role', body: roleBodySchema, answer: doneSchema },
    'POST /people/:id/disable': onPerson('Let a person in no more'),
    'POST /people/:id/enable': onPerson('Let a person in again'),
    'POST /people/:id/unlock': onPerson('Let a person try to sign in again'),
    'POST /people/:id/end-sessions': onPerson('End all sessions of a person'),
    'POST /people/:id/reset-second-factor': onPerson('Take away a lost second factor'),
  },
};
