/** CARC (X12 external code list 139): why an amount was not paid, codes in use; the wording is ours. */
import { LETTERED_CARCS } from './carc-lettered.ts';
import { type CodeList, codeList } from './code-list.ts';

const NUMBERED = codeList(`
1 deductible
2 coinsurance
3 copayment
4 modifier does not go with the procedure
5 procedure or bill type does not go with the place
6 procedure does not go with the age
7 procedure does not go with the gender
8 procedure does not go with the provider's specialty
9 diagnosis does not go with the age
10 diagnosis does not go with the gender
11 diagnosis does not support the procedure
12 diagnosis does not go with the provider type
13 death is dated before the service
14 birth is dated after the service
16 data missing, invalid or not accepted; see the remark
18 exact duplicate of another claim
19 work injury: another carrier is liable
20 injury that a liability carrier covers
21 injury that a no-fault carrier covers
22 another payer comes first
23 effect of what a prior payer paid or adjusted
24 covered by capitation or a managed care plan
26 before coverage began
27 after coverage ended
29 filed too late
31 patient not found as insured
32 patient not an eligible dependent
33 insured has no cover for dependents
34 insured has no cover for newborns
35 lifetime maximum reached
39 authorization was requested and refused
40 not an emergency or urgent care
44 discount for prompt payment
45 above the fee schedule, contract or legislated maximum
49 routine, preventive or screening service not covered
50 not medically necessary to this payer
51 condition from before the coverage
53 treated by a relative or household member
54 several physicians or assistants not covered here
55 treatment experimental to this payer
56 treatment not proven to this payer
58 place of treatment not fit
59 reduced by rules for several or concurrent procedures
60 outpatient charges close to an inpatient stay
61 reduced for missing a second surgical opinion
66 blood deductible
69 day outlier
70 cost outlier
74 indirect medical education
75 direct medical education
76 disproportionate share
78 days or room charges not covered
85 interest the patient owes
89 professional fees taken from the charge
90 ingredient cost
91 dispensing fee
94 processed above the charge
95 plan procedures not followed
96 charge not covered; see the remark
97 included in the payment of another service
100 paid to the patient or insured
101 predetermination: payment expected on completion
102 major medical adjustment
103 promotional discount
104 managed care withhold
105 tax withholding
106 patient's payment option in effect
107 the claim this one depends on is missing
108 rent or purchase rules not met
109 not covered by this payer: send it to the right one
110 billed before the service date
111 not covered unless assignment is accepted
112 service not shown as given to the patient directly
114 product not approved by the authority
115 procedure put off or cancelled
116 advance notice to the patient not in order
117 transport covered to the nearest fit place only
118 end-stage renal disease network support
119 benefit maximum of the period reached
121 patient indemnification
122 psychiatric reduction
128 newborn covered under the mother's stay
129 prior payer's data does not fit
130 claim submission fee
131 specific negotiated discount
132 prearranged demonstration project
133 service waits for more review
134 technical fees taken from the charge
135 interim bill cannot be processed
136 prior payer's rules were not followed
137 surcharge, assessment or health tax
139 contract with an agreed way of pricing
140 patient id and name do not go together
142 monthly Medicaid patient liability
143 part of the payment put off
144 incentive
146 diagnosis invalid on the service date
147 negotiated rate expired or not on file
148 data of another provider missing
149 lifetime maximum of this service reached
150 record does not support this level of service
151 record does not support this many or this often
152 record does not support this length of service
153 record does not support this dosage
154 record does not support this day's supply
155 patient refused the service
157 caused by an act of war
158 given outside the country
159 caused by terrorism
160 injury from an activity without cover
161 provider performance bonus
163 attachment named was not received
164 attachment was not received in time
166 sent after this payer's duty ended
167 diagnosis not covered
169 alternate benefit given
170 provider type may not bill this
171 provider type may not bill this in this place
172 specialty may not bill this
173 not prescribed by a physician
174 not prescribed before delivery
175 prescription incomplete
176 prescription not current
177 patient does not meet eligibility rules
178 patient has not met the spend-down
179 waiting period not met
180 residency rules not met
181 procedure code invalid on the service date
182 modifier invalid on the service date
183 referring provider may not refer this
184 prescribing provider may not order this
185 rendering provider may not perform this
186 level of care changed
187 paid from a consumer spending account
188 product covered only as the authority recommends
189 unlisted code where a specific one exists
190 included in a nursing facility stay
192 non-standard reason from paper
193 first decision upheld on review
194 anesthesia by the surgeon
195 refund sent to the wrong payer
197 authorization or notification absent
198 authorization exceeded
199 revenue and procedure codes do not go together
200 lapse of coverage
201 settled by a set-aside arrangement
202 personal comfort or convenience
203 service stopped or reduced
204 not covered by the patient's present plan
205 pharmacy discount card fee
206 NPI missing
207 NPI invalid
208 NPI does not match
209 by rule may not be billed to the patient, but to another payer
210 authorization not in time
211 drug code not eligible or not covered
212 bill form returned to sender
213 self-referral rules broken
215 third-party settlement
216 review organization's finding
219 extent of injury
222 contract maximum of hours, days or units exceeded
223 required by a law not listed elsewhere
224 identity possibly stolen
225 interest paid penalty or payer's own
226 data asked of the provider missing or late
227 data asked of the patient missing or late
228 data asked of another provider missing or late
229 part of the charge not considered by Medicare for bill type
231 mutually exclusive procedures
232 institutional transfer
233 hospital-acquired condition or preventable error
234 not paid separately
235 sales tax
236 combination not allowed with another service of the day
237 penalty under regulation
238 claim spans covered and not covered time: patient's part
239 claim spans covered and not covered time
240 diagnosis does not go with birth weight
241 low-income subsidy copayment
242 not given by a network or primary care provider
243 not authorized by the network or primary care provider
245 provider performance withhold
246 non-payable code for reporting
247 deductible of an institutional professional service
248 coinsurance of an institutional professional service
249 readmission penalty
250 attachment received is not the one needed
251 attachment incomplete
252 attachment needed to decide
253 federal sequestration
254 dental plan: send to the medical plan
256 not payable under the managed care contract
257 undetermined during the premium grace period
258 in custody: another authority pays
259 extra payment for dental or vision
260 Medicaid liability reduction
261 procedure does not go with the history
262 delivery cost
263 shipping cost
264 postage cost
265 administrative cost
266 compounding cost
267 claim spans months; bill each
268 claim spans two coverage years
269 anesthesia not covered for this
270 medical plan: send to the dental plan
271 prior contractual reductions of periodic payments
272 coverage rules not met
273 coverage rules exceeded
274 fee may not be charged for missing care coordination
275 prior payer's patient share not covered
276 services refused by the prior payer not covered
277 undetermined in the exchange grace period
278 performance program: claim data below the standard
279 services not by the preferred network
280 vision plan: send to the medical plan
281 deductible waived by contract
282 procedure does not go with the bill type
283 attending provider may not direct this
284 authorization does not cover this service
285 appeal rules not followed
286 appeal filed too late
287 referral exceeded
288 referral absent
289 considered under dental and medical plans
290 medical plan claim sent to the pharmacy plan
291 dental claim passed on to the medical plan
292 medical claim passed on to the pharmacy plan
293 payment made to the employer
294 payment made to the attorney
295 pharmacy fee
296 authorization valid but not this provider
297 medical plan: send to the vision plan
298 vision claim passed on to the medical plan
299 billing provider may not be paid for this
300 medical plan: send to behavioral health
301 behavioral health claim passed on
302 authorization revoked
303 prior payer's patient share covered by a Medicaid program
304 medical plan: send to the hearing plan
305 hearing claim passed on
306 bill type does not go with the place
`);

export const CARCS: CodeList = new Map([...NUMBERED, ...LETTERED_CARCS]);

/** @returns whether a text is a CARC in use, as X12 writes it (no leading zeros). */
export const isCarc = (code: string): boolean => CARCS.has(code);
