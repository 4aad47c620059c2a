/** PLB03-1: why a payer adds or takes money at provider level; the wording is ours. */
import { type CodeList, codeList } from './code-list.ts';

export const PLB_REASONS: CodeList = codeList(`
50 charge for lateness
51 interest penalty
72 refund by the provider, acknowledged
90 allowance for early payment
AH origination fee
AM applied to a borrower's account
AP benefits paid in advance
B2 rebate
B3 recovery allowance
BD bad debt
BN bonus
C5 temporary allowance
CR interest on capitation
CS adjustment
CT capitation
CV capital cost passed through
CW nurse anesthetist cost passed through
DM direct medical education
E3 withheld
FB balance carried forward or brought in
FC fund allocation
GO graduate medical education
HM clotting factor
IP incentive premium
IR tax withheld for the authority
IS interim settlement
J1 not reimbursable
L3 penalty
L6 interest
LE levy
LS lump sum
OA organ acquisition
OB offset for an affiliated provider
PI periodic interim payment
PL final settlement
RA retroactive adjustment
RE return on equity
SL student loan repayment
TL third-party liability
WO overpayment recovered
WU unspecified recovery
`);

/** Reasons by which a payer takes back what it paid on a claim: their reference names the claim. */
export const RECOVERIES: ReadonlySet<string> = new Set(['WO', 'WU']);
