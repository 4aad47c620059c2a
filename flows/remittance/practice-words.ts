/** The words that practices and hospitals have in their names. */
export const PRACTICE =
  /\b(associates|clinic|medical|group|dental|dentistry|family|hospital|cent(?:er|re)|orthop\w*|physicians?|pediatrics|surgery|surgical|therapy|care|practice|partners|radiology|cardiology|llc|pllc|p\.?c\.?|p\.?a\.?|m\.?d\.?|dds|dmd|inc)\b/i;

/** @returns whether a name is that of a practice or a hospital rather than of a person. */
export const isPractice = (text: string): boolean => PRACTICE.test(text) && !text.includes(',');
