/** Passkeys: the question after the password, and the making of one. */
import { ask } from '../api.js';
import { alertOf, card, h } from '../dom.js';
import { nextPath } from '../next-path.js';
import { ui } from '../words.js';

export function passkey(app) {
  const messages = h('div', {});
  const use = async () => {
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask('ask-passkey'));
      const answer = await navigator.credentials.get({ publicKey }).catch(() => null);
      if (!answer)
        return messages.replaceChildren(alertOf('No passkey was used. Try again, or call Provider Web Support.'));
      return await app.go(nextPath[(await ask('take-passkey', { answer: JSON.stringify(answer) })).next]);
    } catch (error) {
      return app.refuse(error, messages);
    }
  };
  app.show(
    card(
      h('h1', {}, "Confirm it's you"),
      messages,
      h('p', {}, 'Your account is protected by a passkey.'),
      h('button', { class: 'action', type: 'button', onclick: use }, ui.w('Use your passkey')),
    ),
  );
}

export function passkeyOffer(app) {
  const messages = h('div', {});
  const make = async () => {
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await ask('offer-passkey'));
      const made = await navigator.credentials.create({ publicKey });
      await ask('add-passkey', { answer: JSON.stringify(made) });
      messages.replaceChildren(h('p', { role: 'status' }, 'Your passkey was added.'));
    } catch (error) {
      app.refuse(error, messages);
    }
  };
  return h('section', {}, messages, h('button', { type: 'button', onclick: make }, 'Add a passkey'));
}
