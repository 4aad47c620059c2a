/** Sign-in, what may stand behind it, the choice of the organization, home. */
import { ask, session } from '../api.js';
import { card, field, h, valuesOf } from '../dom.js';
import { nextPath } from '../next-path.js';
import { ui } from '../words.js';
import { passkeyOffer } from './passkey.js';

export function signIn(app) {
  const messages = h('div', {});
  const submit = async (event) => {
    event.preventDefault();
    try {
      const { token, next } = await ask('sign-in', valuesOf(event.target));
      session.keep(token);
      await app.go(nextPath[next]);
    } catch (error) {
      app.refuse(error, messages);
    }
  };
  app.show(
    card(
      h('h1', {}, 'Sign in to Brightwell'),
      messages,
      h(
        'form',
        { onsubmit: submit },
        field('username', 'Username'),
        field('password', 'Password', { type: 'password' }),
        h('button', { class: 'action', type: 'submit' }, ui.w('Sign in')),
      ),
      h('p', {}, 'Forgot username or password? An account is locked after five failed attempts.'),
    ),
  );
}

/** A page with one button that goes on. */
const stage = (name, heading, text, button) => (app) =>
  app.show(
    card(
      h('h1', {}, heading),
      h('p', {}, text),
      h(
        'button',
        {
          class: 'action',
          type: 'button',
          onclick: async () => {
            try {
              await app.go(nextPath[(await ask('continue', { stage: name })).next]);
            } catch (error) {
              app.refuse(error, null);
            }
          },
        },
        ui.w(button),
      ),
    ),
  );

export const news = stage(
  'whats-new',
  "What's new",
  'You can now see prior authorization requirements here.',
  'Continue',
);
export const terms = stage(
  'terms',
  'Terms of use',
  'Our terms of use have changed. Read and accept them to continue.',
  'I accept',
);
export const passwordExpired = stage(
  'password-expired',
  'Change your password',
  'Your password has expired. Create a new password to continue.',
  'Change password',
);

export function organization(app, _state, who) {
  const messages = h('div', {});
  const options = who.organizations.map(({ name, tin, npi }) =>
    h('option', { value: tin }, `${tin} - ${name} (NPI ${npi})`),
  );
  const submit = async (event) => {
    event.preventDefault();
    try {
      await ask('organization', valuesOf(event.target));
      await app.go('/provider');
    } catch (error) {
      app.refuse(error, messages);
    }
  };
  app.show(
    card(
      h('h1', {}, 'Select your organization'),
      messages,
      h(
        'form',
        { onsubmit: submit },
        h(
          'bw-field',
          {},
          h('label', { for: 'tin' }, ui.w('Tax ID (TIN)')),
          h('select', { id: 'tin', name: 'tin' }, h('option', { value: '' }, 'Select'), ...options),
        ),
        h('button', { class: 'action', type: 'submit' }, ui.w('Continue')),
      ),
    ),
  );
}

export const home = (app, _state, who) =>
  app.show(
    card(
      h('h1', {}, 'Welcome to Brightwell'),
      h('p', {}, `You are working for ${who.organization.name}.`),
      h('p', {}, 'The portal is open every day except during scheduled maintenance.'),
      who.mayAddPasskey ? passkeyOffer(app) : null,
    ),
  );
