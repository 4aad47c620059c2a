/** The practice portals' own logins: invented, printed on purpose, good for nothing else. */
import type { Credentials } from '../domain/login.ts';
import type { PracticePortalName, PracticeUser } from '../sandbox/index.ts';

/** That of the practice portal "northfield". */
export const PRACTICE_LOGIN: Credentials = {
  username: 'practice.desk',
  password: 'Practice-portal-1',
  answers: {
    'What was the name of your first pet?': 'Biscuit',
    'In what city were you born?': 'Harrow',
    'What was the make of your first car?': 'Saturn',
  },
};

/** As many as have an authenticator of their own. */
export const MOST_PRACTICE_LOGINS = 8;

/** @returns the users of every practice portal; the first is the practice login. */
export const practiceUsers = (count: number, providerNpi: string): PracticeUser[] =>
  Array.from({ length: count }, (_, at) => {
    const username = `${PRACTICE_LOGIN.username}${at === 0 ? '' : at + 1}`;
    return {
      ...PRACTICE_LOGIN,
      username,
      totpSecret: `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX${'ABCDEFGH'[at] ?? 'A'}`,
      email: `${username}@larkspur.example`,
      providerNpi,
    };
  });

/** @returns the login with what its portal asks for and nothing else. */
export const practiceCredentials = (
  portal: PracticePortalName,
  { username, password, answers, totpSecret }: PracticeUser,
): Credentials => ({
  username,
  password,
  answers: portal === 'northfield' ? { ...answers } : {},
  ...(portal === 'harborlink' && { totpSecret }),
});
