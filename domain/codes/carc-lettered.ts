/** The CARC that begin with a letter; P codes are for property and casualty payers only. The wording is ours. */
import { type CodeList, codeList } from './code-list.ts';

export const LETTERED_CARCS: CodeList = codeList(`
A0 refund to the patient
A1 claim or service denied; see the remark
A5 Medicare cost outlier
A6 prior hospital stay rule not met
A8 group could not be assigned
B1 not covered visits
B4 late filing penalty
B7 provider not certified or eligible on the service date
B8 another service was available
B9 patient is in hospice
B10 allowed amount cut: part paid to another provider
B11 passed on to the right payer
B12 service not in the medical record
B13 paid before
B14 one visit or consultation per physician and day
B15 a qualifying service was not found
B16 new-patient rule not met
B20 done by another provider in part or whole
B22 adjusted for the diagnosis
B23 laboratory lacks certification
P1 state-mandated property and casualty rule
P2 not a work-related injury
P3 workers' compensation settled
P4 workers' compensation not payable by rule
P5 based on payer's reasonable fees
P6 based on entitlement
P7 fee schedule dispute pending
P8 claim under investigation
P9 no fee schedule code
P10 payment zero for litigation
P11 disposition pending litigation
P12 workers' compensation fee schedule
P13 reduced or denied by compensation law
P14 payable elsewhere the same day
P15 compensation treatment guideline
P16 provider not authorized for injured workers
P17 referral not authorized by the carrier
P18 procedure not listed for jurisdiction
P19 no relative value
P20 service not covered for the jurisdiction
P21 medical payments coverage denial
P22 medical payments coverage limit
P23 medical payments fee schedule
P24 preferred network by contract
P25 provider in a negotiated network
P26 voluntary network
P27 liability benefits denial
P28 liability benefits limit
P29 liability fee schedule
P30 personal injury denial
P31 no-fault claim settled
P32 injury protection fee limit
P33 uninsured program limit
`);
