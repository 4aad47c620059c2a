import { X12Refusal } from './refusal.ts';

export interface Delimiters {
  readonly element: string;
  readonly component: string;
  /** Null where ISA11 is a standards identifier such as `U`: before version 00402, and in files that never changed it. */
  readonly repetition: string | null;
  readonly segment: string;
}

/** Characters of ISA, ISA01 .. ISA16: the header is the one segment of fixed width. */
const ISA_WIDTHS = [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const;
export const ISA_LENGTH = 106;
const FIRST_VERSION_WITH_REPETITION = '00402';

/** @returns whether an interchange header starts here: the whole frame counts, for names such as ISAAC begin with the letters too. */
export const isIsaFrame = (text: string): boolean => flawOfFrame(text) === null;

/**
 * Reads the delimiters out of the header's fixed frame (X12.5).
 * @param header at least the header's 106 characters.
 * @throws X12Refusal saying which element has the wrong width.
 */
export function delimitersOf(header: string, position: number): Delimiters {
  const flaw = flawOfFrame(header);
  if (flaw !== null) throw new X12Refusal({ segment: 'ISA', position }, flaw);
  const [version, repetition] = [header.slice(84, 89), header.charAt(82)];
  return {
    element: header.charAt(3),
    component: header.charAt(104),
    repetition: version >= FIRST_VERSION_WITH_REPETITION && !/[A-Za-z0-9 ]/.test(repetition) ? repetition : null,
    segment: header.charAt(105),
  };
}

const ASK_AGAIN = 'ask the sender for an unchanged copy of the file';

function flawOfFrame(text: string): string | null {
  if (text.length < ISA_LENGTH) return `the file ends inside the interchange header; ${ASK_AGAIN}.`;
  const element = text.charAt(3);
  if (!text.startsWith('ISA') || /[A-Za-z0-9\s]/.test(element)) return `this is no interchange header; ${ASK_AGAIN}.`;
  let start = 0;
  for (const [index, width] of ISA_WIDTHS.entries()) {
    const end = start + width;
    const isClosed = index === ISA_WIDTHS.length - 1 || text.indexOf(element, start) === end;
    if (!isClosed)
      return `element ISA${String(index).padStart(2, '0')} must be ${width} characters wide and is not; ${ASK_AGAIN}.`;
    start = end + 1;
  }
  const [component, segment] = [text.charAt(104), text.charAt(105)];
  if (new Set([element, component, segment]).size < 3 || /[A-Za-z0-9 ]/.test(segment)) {
    return `the header does not name three different delimiters; ${ASK_AGAIN}.`;
  }
  return null;
}
