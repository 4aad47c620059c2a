/** Where one goes from what the portal says is next. */
export const nextPath = {
  ready: '/provider',
  passkey: '/passkey',
  organization: '/select-organization',
  'whats-new': '/whats-new',
  terms: '/terms',
  'password-expired': '/password',
};
