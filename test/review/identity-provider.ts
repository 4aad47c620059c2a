/** A real identity provider of the test's own, on a free port: whoever comes is `who.claims`, without a question. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Vouched {
  sub: string;
  [claim: string]: unknown;
}

export const CLIENT = { id: 'claimwright', secret: 'a secret of the test alone' };

/** @param returnAddress where it may send people back to. */
export async function startIdentityProvider(returnAddress: string) {
  const who: { claims: Vouched | null } = { claims: null };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [returnAddress],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email', 'email_verified'] },
    findAccount: async (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ ...who.claims, sub }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test alone'] },
    loadExistingGrant: async (context) => {
      const grant = new provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: context.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const decide = async (request: IncomingMessage, response: ServerResponse) => {
    const result = who.claims
      ? { login: { accountId: who.claims.sub } }
      : { error: 'access_denied', error_description: 'not here' };
    await provider.interactionFinished(request, response, result);
  };
  server.on('request', (request, response) => {
    void (request.url?.startsWith('/interaction/') ? decide(request, response) : answer(request, response));
  });
  return {
    issuer,
    who,
    /** Goes through the provider's pages as a browser does. @returns the address that it sends the browser back to. */
    visit: async (address: string): Promise<string> => {
      const jar = new Map<string, string>();
      let at = address;
      for (let step = 0; step < 10 && at.startsWith(issuer); step++) {
        const reply = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const cookie of reply.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          jar.set(name, value);
        }
        const next = reply.headers.get('location');
        if (!next) throw new Error(`The identity provider answered ${reply.status}: ${await reply.text()}`);
        at = new URL(next, at).href;
      }
      return at;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
