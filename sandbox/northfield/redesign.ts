/** What a page looks like after a redesign that nobody announced: no known heading, label or id is left. */
import type { View } from './site.ts';

/** The same page with the class names of another release. */
export const withOtherClasses = (html: string): string =>
  html.replaceAll(/ class="([a-z-]+)"/g, (_all, name: string) => ` class="nf-${name}"`);

export const redesigned = (): View => ({
  heading: 'A fresh look for Northfield providers',
  body: `<section class="tiles"><div class="tile">What would you like to do today?</div>
<input placeholder="Type a name or a number"><button type="button">Continue</button></section>`,
});
