/** A paper whose second claim waits: it pays $84.00 and writes off $45.00, once two values are put right. */
import { aClaim } from '../builders/claims.ts';
import { NUMBER, PRINTED, routinePaper, WRITE_OFF, type RemittanceOffice } from './remittance-desk.ts';

export const RIGHT = {
  edits: [
    { pointer: NUMBER, text: PRINTED.number },
    { pointer: WRITE_OFF, text: PRINTED.writeOff },
  ],
};

/** @param nth papers of different patients and checks. @returns the item that waits. */
export async function holdOne(office: RemittanceOffice, nth: number): Promise<string> {
  const claimOf = (letter: string) =>
    aClaim({
      patientControlNumber: `AP-${nth}${letter}`,
      memberId: `M${nth}${letter}77`,
      patient: {
        lastName: `${letter}OSTRANDER${'QRSTUVWXYZ'[nth % 10]}`,
        firstName: 'ADA',
        birthDate: null,
        sex: null,
      },
    });
  const claims = [claimOf('A'), claimOf('B')] as const;
  await office.bill(claims);
  const { items } = await office.takeIn(routinePaper(`8${10_000 + nth * 7}`, claims));
  const [item, ...others] = items;
  if (!item || others.length > 0) throw new Error('One claim of the paper waits, no more and no less.');
  return item.id;
}
