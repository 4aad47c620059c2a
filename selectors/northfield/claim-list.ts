/** Northfield claim results: a grid of ten rows to a page, or the portal's own words that there is no claim. */
import { northfieldLayout } from './layout.ts';
import type { Alternatives, PageFile, Printed } from '../page.ts';

export const claimListPage = {
  name: 'northfield/claim-list',
  isHere: [{ text: /^Total Records: \d+$/ }],
  elements: {
    total: [{ text: /^Total Records: \d+$/ }],
    /** One in each row: the claim number. */
    openClaim: [
      { role: 'link', name: /^\d+$/ },
      { css: '[id$="_ClaimLink"]', why: 'the only link of a row' },
    ],
  },
} as const satisfies PageFile;

export const noClaimsPage = {
  name: 'northfield/no-claims',
  isHere: [{ text: /^No claims found that match the search criteria\.$/ }],
  elements: {},
} as const satisfies PageFile;

/** The pager's link to one page of the list. */
export const linkToListPage = (page: number): Alternatives => [
  { role: 'link', name: new RegExp(`^${page}$`) },
  { css: `[href*="Page$${page}'"]`, why: "the post-back's argument names the page" },
];

/** One page of a list of several: the pager shows its number as plain text, the others as links. */
export const claimListAt = (page: number) =>
  ({
    ...claimListPage,
    isHere: [
      {
        css: `tr.pager span:text-is("${page}")`,
        why: 'the number of the page that is shown has no role and no label',
      },
    ],
  }) as const satisfies PageFile;

export const printedClaimList = {
  name: 'northfield/claim-list',
  layout: northfieldLayout,
  fields: {},
  grids: {
    claims: {
      title: [/^Claims$/],
      columns: {
        claimNumber: [/^Claim Number$/],
        accountNumber: [/^Patient Account Number$/],
        memberId: [/^Member ID$/],
        serviceFrom: [/^Service From$/],
        serviceTo: [/^Service To$/],
        billed: [/^Billed Amount$/],
      },
    },
  },
} as const satisfies Printed;
