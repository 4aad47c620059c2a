/** What a PDF page is made of: where its images lie, how much of its text is seen, whether lines are drawn. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Matrix = readonly [number, number, number, number, number, number];

export interface PlacedImage {
  /** Of pdfjs: looked up in the page's objects. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** From the unit square to the page's own points. */
  readonly matrix: Matrix;
}

export interface PageContent {
  readonly images: readonly PlacedImage[];
  /** Stencils, inline images and repeated images: only rendering shows them. */
  readonly otherImages: number;
  readonly visibleGlyphs: number;
  /** Text laid invisibly over a scan by the scanner's own OCR (rendering mode 3). */
  readonly invisibleGlyphs: number;
  readonly drawings: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const OTHER_IMAGES: ReadonlySet<number> = new Set([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.paintSolidColorImageMask,
]);
const OPENS: ReadonlySet<number> = new Set([OPS.save, OPS.paintFormXObjectBegin, OPS.beginAnnotation]);
const CLOSES: ReadonlySet<number> = new Set([OPS.restore, OPS.paintFormXObjectEnd, OPS.endAnnotation]);
const INVISIBLE = 3;

export function contentOf(operators: { fnArray: number[]; argsArray: unknown[] }): PageContent {
  const images: PlacedImage[] = [];
  const kept: { matrix: Matrix; mode: number }[] = [];
  let state = { matrix: IDENTITY, mode: 0 };
  const glyphs = { visible: 0, invisible: 0 };
  let otherImages = 0;
  let drawings = 0;
  operators.fnArray.forEach((operator, index) => {
    const args = (operators.argsArray[index] ?? []) as unknown[];
    if (OPENS.has(operator)) kept.push(state);
    if (CLOSES.has(operator)) state = kept.pop() ?? state;
    const moved = movement(operator, args);
    if (moved) state = { ...state, matrix: multiply(state.matrix, moved) };
    if (operator === OPS.setTextRenderingMode) state = { ...state, mode: Number(args[0]) };
    if (operator === OPS.showText) {
      const shown = Array.isArray(args[0]) ? args[0].length : 0;
      glyphs[state.mode === INVISIBLE ? 'invisible' : 'visible'] += shown;
    }
    if (operator === OPS.paintImageXObject) {
      const [id, width, height] = args as [string, number, number];
      images.push({ id, width, height, matrix: state.matrix });
    }
    if (OTHER_IMAGES.has(operator)) otherImages += 1;
    if (operator === OPS.shadingFill || (operator === OPS.constructPath && args[0] !== OPS.endPath)) drawings += 1;
  });
  return { images, otherImages, visibleGlyphs: glyphs.visible, invisibleGlyphs: glyphs.invisible, drawings };
}

function movement(operator: number, args: readonly unknown[]): Matrix | undefined {
  const matrix = operator === OPS.transform ? args : operator === OPS.paintFormXObjectBegin ? args[0] : undefined;
  if (!matrix) return undefined;
  const [a, b, c, d, e, f] = Array.from(matrix as ArrayLike<number>);
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}
