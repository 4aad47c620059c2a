/** Forms that name a patient once for several claims. */
import type { FoundClaim } from './found.ts';

/** A claim that names nobody is of the patient above when the form names patients on a row of their own and nothing stood between. */
export function sharePatients(claims: readonly FoundClaim[]): void {
  claims.forEach((claim, at) => {
    const before = claims[at - 1];
    const [patient, number] = [before?.fields.get('patient'), before?.fields.get('claimNumber')];
    if (!before || !patient || claim.fields.has('patient') || claim.fields.has('memberId') || !claim.isNext) return;
    const isOwnRow = number !== undefined && number.box[1] > patient.box[1] + patient.box[3];
    if (!isOwnRow && !before.sharesPatient) return;
    for (const field of ['patient', 'memberId'] as const) {
      const known = before.fields.get(field);
      if (known) claim.fields.set(field, known);
    }
    claim.sharesPatient = true;
  });
}
