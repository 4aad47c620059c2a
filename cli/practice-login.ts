/** The practice portal's own login: invented, printed on purpose, good for nothing else. */
import type { Credentials } from '../domain/login.ts';

export const PRACTICE_LOGIN: Credentials = {
  username: 'practice.desk',
  password: 'Practice-portal-1',
  answers: {
    'What was the name of your first pet?': 'Biscuit',
    'In what city were you born?': 'Harrow',
    'What was the make of your first car?': 'Saturn',
  },
};
