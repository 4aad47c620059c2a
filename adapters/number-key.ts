/** A check, EFT or account number without what papers, banks and files print differently around it. */

/** @returns capitals and digits only, leading zeros dropped; empty when there is no number. */
export const numberKey = (number: string | null | undefined): string =>
  (number ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+/, '');
