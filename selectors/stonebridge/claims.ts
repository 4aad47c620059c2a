/** Stonebridge claim status: the search, and its list of ten rows to a page. */
import type { PageFile, Printed } from '../page.ts';
import { beneficiaryElements, beneficiarySignals } from './beneficiary.ts';
import { stonebridgeLayout } from './layout.ts';

const NAME = 'the name that the form is posted with';

export const claimSearchPage = {
  name: 'stonebridge/claim-search',
  path: '/portal/claims',
  isHere: [{ role: 'heading', name: /^Claim Status Inquiry$/ }],
  elements: {
    ...beneficiaryElements,
    claimNumber: [
      { label: /^Claim Control Number$/ },
      { label: /^ICN or DCN$/ },
      { css: 'input[name="claim-number"]', why: NAME },
    ],
    search: [
      { role: 'button', name: /^Search Claims$/ },
      { role: 'button', name: /^Find Claims$/ },
      { css: 'button[value="search-claims"]', why: NAME },
    ],
  },
  signals: beneficiarySignals,
} as const satisfies PageFile;

/** The n-th page of the list. */
export const claimListAt = (page: number) =>
  ({
    name: 'stonebridge/claim-list',
    path: `/portal/claims/list?page=${page}`,
    isHere: [{ text: new RegExp(`^Page ${page} of \\d+$`) }],
    elements: {
      total: [{ text: /^Claims found: \d+$/ }],
      /** One in each row. */
      viewClaim: [
        { role: 'link', name: /^View Claim$/ },
        { role: 'link', name: /^Open$/ },
      ],
    },
  }) as const satisfies PageFile;

export const claimListPage = claimListAt(1);

export const noClaimsPage = {
  name: 'stonebridge/no-claims',
  isHere: [{ text: /^No claims were found for this inquiry\.$/ }],
  elements: {},
} as const satisfies PageFile;

export const printedClaimList = {
  name: 'stonebridge/claim-list',
  layout: stonebridgeLayout,
  fields: {},
  grids: {
    claims: {
      title: [/^Claims$/, /^Matching Claims$/],
      columns: {
        claimNumber: [/^Claim Control Number$/, /^ICN or DCN$/],
        billed: [/^Billed Amount$/, /^Billed$/],
      },
    },
  },
} as const satisfies Printed;
