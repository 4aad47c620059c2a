/** Northfield home: the landmark that says signed in. */
import type { PageFile } from '../page.ts';

export const homePage = {
  name: 'northfield/home',
  path: '/hcp/provider/Home/tabid/135/Default.aspx',
  isHere: [{ role: 'heading', name: /^My Home$/ }],
  elements: {
    currentProvider: [
      { text: /^Provider: .* NPI: / },
      { css: '#dnn_CurrentProvider', why: 'this id has no changing part' },
    ],
  },
} as const satisfies PageFile;
