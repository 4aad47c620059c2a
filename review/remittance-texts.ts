/** The words of an exception as it stands on a remittance. */
import { isExceptionCode } from '../domain/exceptions.ts';
import { labelOf } from './read-fields.ts';
import { EXCEPTION_TEXTS, REMITTANCE_TEXTS, type ExceptionText } from './exception-texts.ts';

/** @returns words for every code, also for one of a later version. */
export const remittanceTextOf = (code: string): ExceptionText =>
  isExceptionCode(code)
    ? (REMITTANCE_TEXTS[code] ?? EXCEPTION_TEXTS[code])
    : { title: code, whatToDo: 'This version has no words for this reason; ask whoever looks after the robots.' };

/** @returns why something waits, with the fields that it is about in words. */
export function detailOf({
  detail,
  pointers = [],
}: {
  readonly detail: string;
  readonly pointers?: readonly string[] | undefined;
}): string {
  const named = pointers.map((pointer) => labelOf(pointer).replace(/^Payment \d+, (claim \d+, )?/, ''));
  if (named.length === 0) return detail;
  const more = named.length > 2 ? ` and ${named.length - 2} more` : '';
  return `Not read with certainty: ${named.slice(0, 2).join('; ')}${more}.`;
}
