/** Scrubs a saved page: its texts and the attributes that can hold one go through the rules, its marks are turned or dropped. */
import type { Page } from 'playwright';
import { UsageError } from '../../failure.ts';
import { STAYS } from '../replay.ts';
import { MARK } from './in-page.ts';
import type { Scrubber } from './scrub-rules.ts';

interface Strings {
  /** Each with whether it stands under a label that names a person. */
  readonly texts: readonly { readonly text: string; readonly isPersonal: boolean }[];
}

/**
 * @param stays marks of controls that were clicked without turning the page.
 * @throws UsageError when something that was asked with would still stand on it: then nothing is written.
 */
export async function scrubPage(
  page: Page,
  html: string,
  scrubber: Scrubber,
  stays: readonly string[] = [],
): Promise<string> {
  const { texts } = await page.evaluate<Strings>(`(${READ})(${JSON.stringify(html)})`);
  const scrubbed = texts.map(({ text, isPersonal }) => (isPersonal ? scrubber.personal(text) : scrubber.text(text)));
  const given = JSON.stringify({ html, scrubbed, stays });
  const out = await page.evaluate<string>(`(${WRITE})(${given})`);
  const left = scrubber.left(out);
  if (left.length > 0)
    throw new UsageError(
      `A saved page would still show the ${left.join(' and the ')} that was asked with; nothing was written.`,
    );
  return out;
}

/** Texts and attributes, always in the same order; the page itself is only parsed, never shown. */
const STRINGS = String.raw`
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const personal = /\b(name|subscriber|patient|member|insured|provider|physician|doctor|address|street|city|employer|guardian)\b/i;
  const notPersonal = /\b(plan|product|status|type|group name|network)\b/i;
  const labelOf = (node) => {
    const cell = node.parentElement && node.parentElement.closest('td, dd, span, div, p, b, strong');
    const before = cell && (cell.previousElementSibling || (cell.parentElement && cell.parentElement.previousElementSibling));
    return before && /^(TH|TD|DT|LABEL|SPAN|B|STRONG|DIV)$/.test(before.tagName) ? before.textContent.trim() : '';
  };
  const places = [];
  const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (/^(STYLE|SCRIPT)$/.test(node.parentElement ? node.parentElement.tagName : '')) continue;
    const label = labelOf(node);
    const isLabel = node.parentElement && /^(TH|DT|LABEL|H1|H2|H3|H4|BUTTON|OPTION|A)$/.test(node.parentElement.tagName);
    places.push({
      text: node.data,
      isPersonal: !isLabel && label.length < 40 && personal.test(label) && !notPersonal.test(label),
      put: (made) => { node.data = made; },
    });
  }
  for (const node of parsed.querySelectorAll('*'))
    for (const { name, value } of [...node.attributes])
      if (!/^(style|type|role|rel|method|enctype|d|viewBox|xmlns.*)$/i.test(name))
        places.push({ text: value, isPersonal: false, put: (made) => node.setAttribute(name, made) });
`;

const READ = `((html) => { ${STRINGS} return { texts: places.map(({ text, isPersonal }) => ({ text, isPersonal })) }; })`;

const WRITE = `(({ html, scrubbed, stays }) => {
  ${STRINGS}
  places.forEach(({ put, text }, at) => { if (scrubbed[at] !== text) put(scrubbed[at]); });
  for (const node of parsed.querySelectorAll('[${MARK}]')) {
    if (stays.includes(node.getAttribute('${MARK}'))) node.setAttribute('${STAYS}', '');
    node.removeAttribute('${MARK}');
  }
  return '<!doctype html>\\n' + parsed.documentElement.outerHTML + '\\n';
})`;
