/** The payers that the practice clearinghouse connects to, and whose members the invented people are. */
import { hashText } from '../random.ts';

export const ASHGROVE_PAYERS = [
  { key: 'ashgrove-mutual', name: 'Ashgrove Mutual Health' },
  { key: 'fernhollow-trust', name: 'Fernhollow Benefit Trust' },
] as const;
export type AshgrovePayer = (typeof ASHGROVE_PAYERS)[number];

/** @returns the payer that holds a member; a member id always falls to the same one. */
export const payerOfMember = (memberId: string | null): AshgrovePayer =>
  ASHGROVE_PAYERS[hashText((memberId ?? '').trim().toUpperCase()) % 3 === 0 ? 1 : 0];
