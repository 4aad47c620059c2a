/** Into the application by an address: a document of its own each time, so that nothing of the last look-up is left on it. */
import type { PageFile } from '../../../selectors/page.ts';
import { type Destination, unfold } from '../../arrive.ts';
import type { Visit } from '../../portal.ts';

/** The document is an empty shell: its script draws the page when the data is there. Throws as `unfold` does. */
export const enter = <F extends PageFile>(
  visit: Visit,
  page: PageFile & { readonly path: string },
  destination: Destination<F>,
): Promise<F> => unfold(visit, destination, () => visit.page.goto(visit.baseUrl + page.path, { waitUntil: 'commit' }));
