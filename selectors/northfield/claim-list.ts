/** Northfield claim results: a grid of ten rows to a page, or the portal's own words that there is no claim. */
import { northfieldLayout } from './layout.ts';
import type { Alternatives, PageFile, Printed } from '../page.ts';

export const claimListPage = {
  name: 'northfield/claim-list',
  isHere: [{ text: /^Total Records: \d+$/ }],
  elements: {
    total: [{ text: /^Total Records: \d+$/ }],
  },
} as const satisfies PageFile;

export const noClaimsPage = {
  name: 'northfield/no-claims',
  isHere: [{ text: /^No claims found that match the search criteria\.$/ }],
  elements: {},
} as const satisfies PageFile;

/** The claim number in a row; the same row may stand twice. */
export const linkToClaim = (claimNumber: string): Alternatives => [
  { role: 'link', name: new RegExp(`^${claimNumber.replace(/\W/g, '\\$&')}$`) },
  {
    css: `:nth-match(a:text-is("${claimNumber.replace(/["\\]/g, '\\$&')}"), 1)`,
    why: 'rows that say the same open the same claim',
  },
];

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
      { css: `td:has(a[href*="Page$"]) > span:text-is("${page}")`, why: 'the same, beside the links to the others' },
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
