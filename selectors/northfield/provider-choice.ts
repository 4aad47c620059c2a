/** Northfield: for which provider this login works now. */
import type { PageFile } from '../page.ts';

const SUFFIX = 'ids carry a number that changes; their ends do not';

export const providerChoicePage = {
  name: 'northfield/provider-choice',
  path: '/hcp/provider/Account/SwitchProvider/tabid/199/Default.aspx',
  isHere: [{ role: 'heading', name: /^Select Provider$/ }],
  elements: {
    /** One in each row. */
    choice: [
      { role: 'radio', name: /^Select / },
      { css: 'input[type="radio"]', why: 'the only control of a row' },
    ],
    submit: [
      { role: 'button', name: /^Submit$/ },
      { css: '[id$="_SubmitButton"]', why: SUFFIX },
    ],
  },
} as const satisfies PageFile;
