/** Asks the API as the page does, or as someone who is not the page. */
import type { FastifyInstance } from 'fastify';
import { PASSWORD } from './office.ts';

/** What every request of the page carries. */
export const OURS = { 'x-requested-with': 'claimwright' };
export type Cookies = Record<string, string>;

export function client(app: FastifyInstance) {
  const signIn = (name: string, password = PASSWORD, remoteAddress = '127.0.0.1') =>
    app.inject({ method: 'POST', url: '/api/v1/session', headers: OURS, payload: { name, password }, remoteAddress });
  return {
    signIn,
    cookieOf: async (name: string): Promise<Cookies> => {
      const { name: cookie, value } = (await signIn(name)).cookies[0]!;
      return { [cookie]: value };
    },
    get: (url: string, cookies: Cookies = {}, headers = {}) => app.inject({ url: `/api/v1${url}`, cookies, headers }),
    post: (url: string, cookies: Cookies, payload: object = {}) =>
      app.inject({ method: 'POST', url: `/api/v1${url}`, cookies, payload, headers: OURS }),
  };
}
