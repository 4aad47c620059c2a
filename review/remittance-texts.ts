/** The words of an exception as it stands on a remittance. */
import { isExceptionCode } from '../domain/exceptions.ts';
import { EXCEPTION_TEXTS, REMITTANCE_TEXTS, type ExceptionText } from './exception-texts.ts';

/** @returns words for every code, also for one of a later version. */
export const remittanceTextOf = (code: string): ExceptionText =>
  isExceptionCode(code)
    ? (REMITTANCE_TEXTS[code] ?? EXCEPTION_TEXTS[code])
    : { title: code, whatToDo: 'This version has no words for this reason; ask whoever looks after the robots.' };
