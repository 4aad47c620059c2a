/**
 * A page as it stands, as text that shows the same without scripts, styles from outside or anything typed into it.
 * Runs in the page, so it is a text: this program is not compiled with the browser's types.
 */

/** An expression that is a function of nothing; it gives the text of the document that it runs in. */
export const SNAPSHOT = String.raw`(() => {
  const root = document.documentElement;
  const copy = root.cloneNode(true);
  const pairs = [...root.querySelectorAll('*')].map((node, at) => [node, at]);
  const copies = [...copy.querySelectorAll('*')];
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true });
  const keepsOut = /^(option|optgroup|frame|frameset|head|style|script|title|meta|br|col|colgroup|area|map|param|source)$/i;
  for (const [node, at] of pairs) {
    const twin = copies[at];
    const inBody = document.body && document.body.contains(node) && node !== document.body;
    if (inBody && !keepsOut.test(node.tagName) && !node.closest('svg') && !isSeen(node) && isSeen(node.parentElement))
      twin.setAttribute('style', 'display: none !important');
    if (node.tagName === 'OPTION') twin.toggleAttribute('selected', node.selected);
    if (node.tagName === 'INPUT') {
      if (node.type === 'checkbox' || node.type === 'radio') twin.toggleAttribute('checked', node.checked);
      const isSecret = node.type === 'password' || node.type === 'hidden' || /one-time|password/.test(node.autocomplete);
      if (isSecret || node.value !== node.defaultValue || !(node.readOnly || node.disabled)) {
        if (!/^(submit|button|reset|radio|checkbox|image)$/.test(node.type)) twin.removeAttribute('value');
      }
    }
    if (node.tagName === 'TEXTAREA' && !node.readOnly) twin.textContent = '';
  }
  for (const node of copy.querySelectorAll('script, noscript, link, meta, base, template, object, embed, source, audio, video')) node.remove();
  for (const node of [...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...node.attributes]) {
      if (/^on|^(src|srcset|srcdoc|nonce|integrity|ping|background|data|poster)$/i.test(name)) node.removeAttribute(name);
      else if (/^(xlink:)?href$|^(form)?action$/i.test(name)) node.setAttribute(name, local(value));
      else if (name === 'style' && /url\(/i.test(value)) node.removeAttribute(name);
    }
    if (node.tagName === 'STYLE') node.textContent = node.textContent.replace(/@import[^;]*;|@font-face\s*\{[^}]*\}|url\([^)]*\)/gi, '');
  }
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
  return '<!doctype html>\n' + copy.outerHTML + '\n';

  function local(address) {
    if (/^(#|javascript:|mailto:|tel:)/i.test(address)) return address.startsWith('#') ? address : '#';
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? url.pathname + url.search + url.hash : '#';
    } catch { return '#'; }
  }
})`;
