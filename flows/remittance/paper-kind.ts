/** Tells remittances from the other papers of an office's mail. */
import type { ExceptionNote } from '../../domain/remittance.ts';
import type { PageRows } from './rows.ts';
import type { Walk } from './walk-state.ts';

/** @returns why the paper is no remittance, or null when it is one. */
export function paperKind(pages: readonly PageRows[], found: Walk): ExceptionNote | null {
  const text = pages
    .flatMap((page) => page.rows.map((row) => row.tokens.map((token) => token.text).join(' ')))
    .join('\n');
  if (pages.length === 0) return note('Every page is blank or a separator sheet: scan it again, the other side up.');
  if (/\bthis\s+is\s+not\s+a\s+bill\b/i.test(text) && !hasPayment(found))
    return note(
      'This is a patient\'s explanation of benefits ("this is not a bill"), no remittance to the practice: nothing can be posted from it.',
    );
  if (found.payments.every((payment) => payment.claims.length === 0)) {
    if (/\bpay\s+to\s+the\s+order\s+of\b|\bvoid\s+(?:after|if)\b|\bmemo\b.*\bsignature\b/i.test(text))
      return note('This is a check without its remittance: scan the pages that list the claims too.');
    return note(
      'No table of claims or services is on these pages. If it is a remittance, scan it again in higher quality; if it is a letter, file it with its claim.',
    );
  }
  return null;
}

const hasPayment = (found: Walk): boolean => found.payments.some((payment) => payment.fields.has('checkNumber'));
const note = (detail: string): ExceptionNote => ({ code: 'not-a-remittance', detail });
