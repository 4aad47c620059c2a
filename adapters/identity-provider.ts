/** The door to the office's identity provider: OpenID Connect, authorization code with PKCE, state and nonce. */
import * as oidc from 'openid-client';

export interface ProviderSettings {
  /** Its address, as its discovery document states it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: string;
  /** Where it sends people back to. */
  readonly returnAddress: string;
}

/** What one visit there must bring back; kept sealed until then. */
export interface Visit {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the provider vouches for. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface IdentityProvider {
  /** @throws IdentityError when the provider does not answer. */
  begin(): Promise<{ address: string; visit: Visit }>;
  /** @param search the query of the address that the person came back to. @throws IdentityError */
  finish(search: string, visit: Visit): Promise<Identity>;
}

/** Nobody was vouched for: the sentence says why; nothing of what was sent is quoted. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  /** `refused`: by the provider or the person; `unreachable`; `invalid`: the answer does not hold. */
  readonly why: 'refused' | 'unreachable' | 'invalid';
  constructor(why: IdentityError['why'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

const TIMEOUT_SECONDS = 10;

export function openIdentityProvider(settings: ProviderSettings): IdentityProvider {
  let known: Promise<oidc.Configuration> | null = null;
  // Asked for at the first sign-in and again after a failure: the app starts without the provider.
  const configuration = () =>
    (known ??= discover(settings).catch((error: unknown) => {
      known = null;
      throw new IdentityError('unreachable', 'The identity provider does not answer.', { cause: error });
    }));
  return {
    async begin() {
      const config = await configuration();
      const visit = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: settings.returnAddress,
        scope: settings.scopes,
        code_challenge: await oidc.calculatePKCECodeChallenge(visit.verifier),
        code_challenge_method: 'S256',
        state: visit.state,
        nonce: visit.nonce,
      });
      return { address: address.href, visit };
    },
    async finish(search, visit) {
      const config = await configuration();
      // Of the address that we gave, not of the request's own: a proxy in front may change that.
      const address = new URL(settings.returnAddress);
      address.search = search;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, address, {
          pkceCodeVerifier: visit.verifier,
          expectedState: visit.state,
          expectedNonce: visit.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new IdentityError('invalid', 'The identity provider vouched for nobody.');
        // Many providers put the profile there and not into the token.
        const profile = config.serverMetadata().userinfo_endpoint
          ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
          : {};
        return { issuer: claims.iss, subject: claims.sub, claims: { ...profile, ...claims } };
      } catch (error) {
        throw readable(error);
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const address = new URL(issuer);
  const isThisMachine = ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname);
  return oidc.discovery(address, clientId, clientSecret, oidc.ClientSecretBasic(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    ...(isThisMachine && { execute: [oidc.allowInsecureRequests] }),
  });
}

function readable(error: unknown): IdentityError {
  if (error instanceof IdentityError) return error;
  if (error instanceof oidc.AuthorizationResponseError)
    return new IdentityError('refused', 'The identity provider did not let this person in.', { cause: error });
  if (error instanceof TypeError)
    return new IdentityError('unreachable', 'The identity provider does not answer.', { cause: error });
  return new IdentityError('invalid', 'What the identity provider answered does not hold.', { cause: error });
}
