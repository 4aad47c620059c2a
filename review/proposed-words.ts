/** What the first of two people decided, as the second must see it: what was changed, what may stand, which claim is meant. */
import { workInWords, type Proposed } from './posting.ts';
import { changeInWords, type ChangeInWords } from './read-fields.ts';
import { remittanceTextOf } from './remittance-texts.ts';

export interface ProposedInWords {
  /** What would be booked. */
  readonly message: string;
  /** What the person said; null: nothing beside what was done. */
  readonly note: string | null;
  readonly changes: readonly ChangeInWords[];
  /** What else was decided, a sentence each. */
  readonly said: readonly string[];
}

/** @param accounts our account numbers of the claims that were chosen, by claim. */
export function proposedInWords(
  { message, note, work, changes = [] }: Proposed,
  accounts: ReadonlyMap<string, string>,
): ProposedInWords {
  const { approved, chosen, remember, confirmed } = work;
  const compared = confirmed.length === 1 ? '1 field was' : `${confirmed.length} fields were`;
  return {
    message,
    note: note === workInWords(work) ? null : note,
    changes: changes.map(changeInWords),
    said: [
      ...approved.map((code) => `May stand: ${remittanceTextOf(code).title}.`),
      ...chosen.map(
        ({ claim, claimId }) => `Claim ${claim + 1} answers our claim ${accounts.get(claimId) ?? 'that is no more'}.`,
      ),
      ...remember.map(({ code, group, reason }) => `The payer’s code ${code} means ${group}-${reason}, from now on.`),
      ...(confirmed.length > 0 ? [`${compared} compared with the page.`] : []),
    ],
  };
}
