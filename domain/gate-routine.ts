/** G8: which reductions need no person. */
import { isCarc } from './codes/carc.ts';
import { isRoutine } from './codes/routine.ts';
import { isRefusal } from './denial.ts';
import { isFinance } from './denial-routes.ts';
import type { ClaimGate } from './gate-subject.ts';
import { statedNumber } from './matching-keys.ts';
import { formatCents } from './money.ts';
import type { PlanNote } from './posting.ts';
import type { Adjustment } from './remittance.ts';

/** G8: every reduction is on the safe list; nothing is denied, unexplained or in codes nobody knows. */
export const onlyRoutine: ClaimGate = (subject) => {
  const { claim, denials, whole } = subject;
  if (subject.isReversal) return [];
  const refused = denials.map(({ code, line, amountCents }): PlanNote => {
    const what = line === null ? 'The claim' : `Line ${line + 1}`;
    const why = code === 'claim-denied' ? 'is denied' : 'is paid nothing without a reason that explains it';
    return { code, detail: `${what} ${why}: ${formatCents(amountCents)}.`, ...(line === null ? {} : { line }) };
  });
  const odd = [
    ...(claim.adjustments ?? []).flatMap((adjustment) => oddity(adjustment) ?? []),
    ...claim.lines.flatMap((line, at) =>
      line.adjustments.flatMap((adjustment) => {
        const note = oddity(adjustment);
        return note ? { ...note, line: at } : [];
      }),
    ),
  ];
  const account = statedNumber(claim.patientControlNumber) ?? '';
  const isTakenBack = denials.length > 0 && claim.paidCents === 0 && whole.cancelled.has(account);
  const detail = 'The payment of this claim is taken back, and it is denied.';
  return [...refused, ...odd, ...(isTakenBack ? [{ code: 'takeback-with-denial' as const, detail }] : [])];
};

/** What an adjustment has that neither the safe list nor a denial covers. */
function oddity(adjustment: Adjustment): PlanNote | null {
  const { amountCents, group, printedCode, reason } = adjustment;
  if (amountCents === 0 || isRoutine(adjustment)) return null;
  const amount = formatCents(amountCents);
  if (reason === null && printedCode)
    return { code: 'payer-code-unmapped', detail: `${amount} under a code of the payer’s own that is not known.` };
  if (group === null || reason === null)
    return { code: 'adjustment-unexplained', detail: `${amount}: who bears it is not stated.` };
  if (group === 'CR' || !isCarc(reason))
    return { code: 'adjustment-code-unknown', detail: `${amount} under a group or reason that is not in the list.` };
  if (isRefusal(adjustment)) return null;
  const why = isFinance(reason) ? 'money between payer and practice' : 'a reduction that is not routine';
  return { code: 'reduction-to-review', detail: `${amount} is ${why}.` };
}
