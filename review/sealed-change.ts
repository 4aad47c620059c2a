/** What stood before a decision and after it, for the audit trail: sealed, as it may say who the patient is. */
import type { Desk } from './desk.ts';

const purposeOf = (subject: string): string => `audit of ${subject}`;

/** @param subject of the entry: sealed for it, it opens for no other. @returns what stands in its `detail.sealed`. */
export const sealChange = (
  desk: Pick<Desk, 'seal'>,
  subject: string,
  change: { readonly before: unknown; readonly after: unknown },
): string => desk.seal(JSON.stringify(change), purposeOf(subject)).toString('base64');

/** @throws VaultError when it was sealed with another key or for another subject. */
export const openChange = (desk: Pick<Desk, 'unseal'>, subject: string, sealed: string): unknown =>
  JSON.parse(desk.unseal(Buffer.from(sealed, 'base64'), purposeOf(subject)));
