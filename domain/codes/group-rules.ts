/** CAS groups: who bears an amount, and which reasons go with which group or need a remark. */

export const GROUP_TEXTS = {
  CO: 'the practice bears it by contract; the patient may not be billed',
  PR: 'the patient bears it',
  OA: 'neither, or another payer',
  PI: 'the payer reduces it without a contract',
  CR: 'correction (old files only)',
} as const;
export type CasGroup = keyof typeof GROUP_TEXTS;

/** Reasons that say nothing without a remark code. */
const NEED_REMARK = new Set('16 96 125 129 148 226 227 234 237 250 251 252 267 A1'.split(' '));

const ONLY_WITH: ReadonlyMap<string, readonly CasGroup[]> = new Map<string, readonly CasGroup[]>([
  ...'18 23 133 136 209 257 271 277'.split(' ').map((code) => [code, ['OA']] as [string, CasGroup[]]),
  ['45', ['CO', 'PR']],
  ...'229 238 275'.split(' ').map((code) => [code, ['PR']] as [string, CasGroup[]]),
  ['249', ['CO']],
]);

/** @returns whether the guide wants a RARC beside this CARC. */
export const needsRemark = (reason: string): boolean => NEED_REMARK.has(reason);

/** @returns whether the guide lets this reason stand under this group. CO-18 is common all the same. */
export const mayGroup = (group: CasGroup, reason: string): boolean => ONLY_WITH.get(reason)?.includes(group) ?? true;
