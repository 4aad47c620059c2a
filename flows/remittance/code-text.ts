/** Codes as OCR returns them: letters and digits that look alike are set right where the code's form leaves no doubt. */
import type { Adjustment } from '../../domain/remittance.ts';

const asDigits = (text: string): string =>
  text.replace(/[OQ@]/g, '0').replace(/[IL|]/g, '1').replace(/S/g, '5').replace(/B/g, '8');

/** @returns the code in upper case, marks around it removed, group and reason with a dash: `C0-4S` is `CO-45`, `PR 2` is `PR-2`, `NI30` is `N130`. */
export function codeText(text: string): string {
  const bare = text
    .toUpperCase()
    .replace(/[€£¢]/g, '')
    // A wide `C` loses its middle.
    .replace(/^\((?=[O0]\d{1,3}$)/, 'C')
    .replace(/^[(*[]+|[).,;:*\]]+$/g, '');
  const grouped = /^(C[O0]{1,2}|P[RI1]|[O0]{1,2}A|CR)[- ]?([A-Z0-9]{1,4})$/.exec(bare);
  if (grouped && /\d|[OSIL]$/.test(grouped[2]!)) {
    // A wide letter is sometimes taken for two.
    const group = grouped[1]!.replace(/[O0]+/, 'O').replace('1', 'I');
    const reason = /^[AB]\d/.test(grouped[2]!) ? grouped[2]! : asDigits(grouped[2]!);
    return /^[AB]?\d{1,3}$/.test(reason) ? `${group}-${reason}` : bare;
  }
  const remark = /^(MA|M|N)([0-9OQ@ILSB]{1,3})$/.exec(bare);
  return remark && /\d/.test(remark[2]!) ? `${remark[1]}${asDigits(remark[2]!)}` : bare;
}

const STANDARD = /^(CO|PR|OA|PI|CR)[- ]?([A-Z]?\d{1,3})$/;
const RARC = /^(?:M|MA|N)\d{1,3}$/;

/** @returns the parts of a code such as `CO-45`, or null for a payer's own. */
export function standardCode(code: string): Pick<Adjustment, 'group' | 'reason'> | null {
  const match = STANDARD.exec(code.trim().toUpperCase());
  return match ? { group: match[1] as 'CO', reason: match[2]!.replace(/^0+(?=\d)/, '') } : null;
}

export const isRemark = (code: string): boolean => RARC.test(code);

/** CPT, HCPCS, CDT, revenue code; modifiers may hang on. */
const PROCEDURE =
  /^(?:(?:HC|AD|NU|CPT|HCPCS|REV)[:. ]?)?(\d{5}|[A-VX-Z]\d{4}|\d{4}[A-Z]|0\d{3}|\d{3,4})((?:[-: ,/][A-Z0-9]{2}){0,4}|[A-Z][A-Z0-9])$/;

/** @returns what a text says of a procedure: the code, and modifiers that hang on it; an `O` among its figures is a nought. */
export const procedureIn = (text: string): RegExpExecArray | null =>
  PROCEDURE.exec(
    text.replace(
      /^([A-Z\d])([\dO]{4})(?![A-Z\d])/,
      (_, first: string, rest: string) => first + rest.replaceAll('O', '0'),
    ),
  );
