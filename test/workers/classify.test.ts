import { expect, it } from 'vitest';
import { z } from 'zod';
import { WorkException } from '../../domain/exceptions.ts';
import { classify } from '../../workers/classify.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

it.each([
  [named('TimeoutError', 'locator.click: Timeout 30000ms exceeded'), 'navigation-timeout'],
  [new Error('page.goto: Target page, context or browser has been closed'), 'browser-crashed'],
  [new Error('page.click: Target crashed'), 'browser-crashed'],
  [new Error('page.goto: net::ERR_CONNECTION_REFUSED at http://portal'), 'portal-error'],
  [new Error('page.goto: net::ERR_ABORTED'), 'portal-error'],
  [new Error('connect ECONNREFUSED 127.0.0.1:5432'), 'adapter-unavailable'],
  [new Error('Connection terminated unexpectedly'), 'adapter-unavailable'],
  [new Error('timeout exceeded when trying to connect'), 'adapter-unavailable'],
  [new Error('the database system is starting up'), 'adapter-unavailable'],
  [new Error('Connection is closed.'), 'adapter-unavailable'],
  [z.string().safeParse(1).error!, 'result-unreadable'],
  [new TypeError('x is not a function'), 'unexpected'],
  ['a thrown text', 'unexpected'],
])('%s is %s', (error, code) => {
  const exception = classify(error);
  expect(exception.code).toBe(code);
  expect(exception.message).not.toMatch(/portal$|5432|function/);
});

it('leaves what a flow said alone', () => {
  const said = new WorkException('claim-not-found', 'No such claim.');
  expect(classify(said)).toBe(said);
});
