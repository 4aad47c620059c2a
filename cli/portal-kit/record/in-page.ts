/**
 * What listens in every page of a recorded visit: what is typed, chosen and clicked, with the page as it stood just before.
 * Runs in the page, so it is a text. Secrets never leave the page: their places are told, their values are not.
 */
import { SNAPSHOT } from '../snapshot.ts';

/** The function by which the page tells; exposed by the recorder. */
export const TELL = '__claimwrightTell';
export const MARK = 'data-kit-mark';

/** What the page tells of one action. */
export interface ToldAction {
  readonly html: string;
  readonly fills: readonly ToldFill[];
  readonly press: { readonly mark: string; readonly how: 'click' | 'enter' } | null;
}
export interface ToldFill {
  readonly mark: string;
  readonly how: 'type' | 'choose' | 'check';
  /** Null where the page did not let it out: a password, a code, a secret. */
  readonly value: string | null;
  readonly secret: 'password' | 'code' | null;
}

export const LISTEN = String.raw`(() => {
  if (window.__claimwrightListens) return;
  window.__claimwrightListens = true;
  const dirty = new Map();
  let last = 0;
  const secretOf = (field) => {
    const words = [field.name, field.id, field.autocomplete, field.getAttribute('aria-label') || '', field.placeholder || '',
      ...[...(field.labels || [])].map((label) => label.innerText)].join(' ').toLowerCase();
    if (field.type === 'password' || /password|passwd|\bpwd\b|secret/.test(words)) return 'password';
    if (/one-time|\botp\b|totp|passcode|verification code|security code|authenticat|\bmfa\b|\bpin\b|backup code/.test(words)) return 'code';
    return null;
  };
  const isText = (node) => node.tagName === 'TEXTAREA' || (node.tagName === 'INPUT' && !/^(checkbox|radio|submit|button|reset|image|file|hidden)$/.test(node.type));
  const pressable = 'a, button, summary, [role=button], [role=link], [role=menuitem], [role=tab], [role=option], [onclick], input[type=submit], input[type=button], input[type=image]';
  const tell = (press, how) => {
    const marked = [];
    const put = (node) => {
      const mark = 'm' + (last += 1);
      node.setAttribute('${MARK}', mark);
      marked.push(node);
      return mark;
    };
    const fills = [...dirty].filter(([field]) => field.isConnected).map(([field, kind]) => {
      const secret = kind === 'type' ? secretOf(field) : null;
      const chosen = field.tagName === 'SELECT' ? (field.selectedOptions[0] ? field.selectedOptions[0].text.trim() : '') : field.value;
      return { mark: put(field), how: kind, value: secret ? null : chosen, secret };
    });
    dirty.clear();
    const told = { fills, press: press ? { mark: put(press), how } : null, html: (${SNAPSHOT})() };
    for (const node of marked) node.removeAttribute('${MARK}');
    if (fills.length > 0 || press) window.${TELL}(told);
  };
  addEventListener('input', (event) => {
    const field = event.target;
    if (field instanceof HTMLElement && isText(field)) dirty.set(field, 'type');
  }, true);
  addEventListener('change', (event) => {
    const field = event.target;
    if (field.tagName === 'SELECT') dirty.set(field, 'choose');
    else if (field.tagName === 'INPUT' && (field.type === 'radio' || field.type === 'checkbox') && field.checked) dirty.set(field, 'check');
  }, true);
  addEventListener('keydown', (event) => {
    // A form with a button is sent by that button: its click is told.
    const field = event.target;
    if (event.key !== 'Enter' || !field.tagName || !isText(field) || field.tagName === 'TEXTAREA') return;
    const button = field.form && field.form.querySelector('button:not([type=button]):not([type=reset]), input[type=submit], input[type=image]');
    if (!button) tell(field, 'enter');
  }, true);
  addEventListener('click', (event) => {
    const control = event.target.closest && event.target.closest(pressable);
    if (control && !control.disabled) tell(control, 'click');
  }, true);
  addEventListener('__claimwright-flush', () => tell(null, 'click'), true);
})()`;
