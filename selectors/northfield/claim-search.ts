/** Northfield claim search: by claim number, by our account number, or by member id and dates of service. */
import type { PageFile } from '../page.ts';

const SUFFIX = 'ids carry a number that changes; their ends do not';

export const claimSearchPage = {
  name: 'northfield/claim-search',
  path: '/hcp/provider/Claims/SearchClaims/tabid/151/Default.aspx',
  isHere: [{ role: 'heading', name: /^Search Claims$/ }],
  elements: {
    claimNumber: [{ label: /^Claim Number$/ }, { css: '[id$="_ClaimNumberCmnTextBox_Control"]', why: SUFFIX }],
    accountNumber: [
      { label: /^Patient Account Number$/ },
      { css: '[id$="_PatientAccountNumberCmnTextBox_Control"]', why: SUFFIX },
    ],
    memberId: [{ label: /^Member ID$/ }, { css: '[id$="_MemberIDCmnTextBox_Control"]', why: SUFFIX }],
    serviceFrom: [{ label: /^Service From$/ }, { css: '[id$="_ServiceFromCmnTextBox_Control"]', why: SUFFIX }],
    serviceTo: [{ label: /^Service To$/ }, { css: '[id$="_ServiceToCmnTextBox_Control"]', why: SUFFIX }],
    search: [
      { role: 'button', name: /^Search$/ },
      { css: '[id$="_SearchButton"]', why: SUFFIX },
    ],
  },
  signals: [
    {
      code: 'inquiry-rejected',
      when: { text: /^.+ must be a valid date \(MM\/DD\/YYYY\)\.$/ },
      message: 'The portal does not take a date of this inquiry. Correct it.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Service To must be on or after Service From\.$/ },
      message: 'The last day of service lies before the first. Correct the dates.',
    },
    {
      code: 'inquiry-rejected',
      when: { text: /^Claim Number, Patient Account Number, or Member ID with .+ is required\.$/ },
      message: 'The portal needs a claim number, our account number, or a member id with dates of service.',
    },
  ],
} as const satisfies PageFile;
