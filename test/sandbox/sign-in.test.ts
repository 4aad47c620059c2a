import { afterEach, describe, expect, it } from 'vitest';
import type { Northfield } from '../../sandbox/index.ts';
import {
  answerTo,
  chooseProvider,
  CLAIMS,
  HOME,
  identify,
  signIn,
  startPortal,
  testClock,
  USER,
  visit,
} from './visitor.ts';

let portal: Northfield;
afterEach(() => portal.close());

describe('signing in to the practice portal', () => {
  it('takes a user id, a challenge answer, a password and a provider', async () => {
    portal = await startPortal();
    const visitor = visit(portal.url);
    await visitor.get('/');
    expect(visitor.heading()).toBe('Provider Portal Login');
    await visitor.submit('Log In', { 'User ID': USER.username });
    expect(visitor.heading()).toBe('Security Challenge Question');
    await visitor.submit('Continue', {
      'Your Answer': answerTo(visitor.html()),
      'This is a personal computer. Register it now.': '',
    });
    expect(visitor.heading()).toBe('Confirm Site Token and Password');
    await visitor.submit('Sign In', { Password: USER.password });
    expect(visitor.heading()).toBe('Select Provider');
    await chooseProvider(visitor, USER.providerNpi);
    expect(visitor.heading()).toBe('My Home');
    expect(visitor.html()).toContain('NPI: 1234567893');
    expect(portal.counters).toMatchObject({
      signIns: 1,
      passwordSubmits: 1,
      badPasswords: 0,
      liveSessions: 1,
      maxLiveSessions: 1,
    });
    await visitor.get('/hcp/provider/Home/LogOut/tabid/136/Default.aspx');
    expect(visitor.heading()).toBe('Logged Out');
    expect(portal.counters.liveSessions).toBe(0);
  });

  it('asks one of three questions by chance', async () => {
    portal = await startPortal();
    const asked = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const visitor = visit(portal.url);
      await visitor.get('/');
      await visitor.submit('Log In', { 'User ID': USER.username });
      asked.add(answerTo(visitor.html()));
    }
    expect([...asked].toSorted()).toEqual(Object.values(USER.answers).toSorted());
  });

  it('locks the login at the third bad password, and stays locked for the right one', async () => {
    portal = await startPortal();
    const visitor = visit(portal.url);
    await identify(visitor);
    await visitor.submit('Sign In', { Password: 'wrong' });
    expect(visitor.html()).toContain('The password entered is incorrect.');
    await visitor.submit('Sign In', { Password: 'wrong' });
    expect(portal.counters.lockouts).toBe(0);
    await visitor.submit('Sign In', { Password: 'wrong' });
    expect(visitor.heading()).toBe('Account Locked');
    await visitor.get('/');
    await visitor.submit('Log In', { 'User ID': USER.username });
    expect(visitor.heading()).toBe('Account Locked');
    expect(portal.counters).toMatchObject({ passwordSubmits: 3, badPasswords: 3, lockouts: 1, signIns: 0 });
    portal.users.unlock(USER.username);
    portal.users.setPassword(USER.username, 'Another-1');
    await identify(visitor);
    await visitor.submit('Sign In', { Password: 'Another-1' });
    expect(visitor.heading()).toBe('Select Provider');
  });

  it('says which of user id, answer and provider is wrong or missing', async () => {
    portal = await startPortal();
    const visitor = visit(portal.url);
    await visitor.get('/');
    await visitor.submit('Log In', { 'User ID': '' });
    expect(visitor.html()).toContain('<li>User ID is required.</li>');
    await visitor.submit('Log In', { 'User ID': 'nobody' });
    expect(visitor.html()).toContain('The User ID entered is not valid.');
    await visitor.submit('Log In', { 'User ID': USER.username });
    await visitor.submit('Continue', { 'Your Answer': 'x' });
    expect(visitor.html()).toContain('Select the type of computer you are using.');
    await visitor.submit('Continue', { 'Your Answer': 'x', 'This is a public computer. Do not register it.': '' });
    expect(visitor.html()).toContain('The answer to the challenge question is incorrect.');
    await identify(visitor);
    await visitor.submit('Sign In', { Password: USER.password });
    await visitor.submit('Submit');
    expect(visitor.html()).toContain('<li>Select a provider.</li>');
  });

  it('shows nothing behind the sign-in to someone who is not signed in', async () => {
    portal = await startPortal();
    const visitor = visit(portal.url);
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('Provider Portal Login');
    await identify(visitor);
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('Provider Portal Login');
  });

  it('ends a session that was idle for 15 minutes', async () => {
    const clock = testClock();
    portal = await startPortal({ now: clock.now });
    const visitor = visit(portal.url);
    await signIn(visitor);
    clock.pass(14 * 60_000);
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('Search Claims');
    clock.pass(15 * 60_000 + 1);
    await visitor.get(CLAIMS);
    expect(visitor.heading()).toBe('Session Ended');
    expect(portal.counters.liveSessions).toBe(0);
    await visitor.get(HOME);
    expect(visitor.heading()).toBe('Provider Portal Login');
  });
});
