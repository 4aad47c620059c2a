/** The tags of a TIFF file's pages: sizes before anything is decoded, and the resolution of both directions. */

export interface TiffDirectory {
  readonly width: number;
  readonly height: number;
  /** Pixels per inch; 0 when the file does not say. */
  readonly dpiX: number;
  readonly dpiY: number;
}

const WIDTH = 256;
const HEIGHT = 257;
const X_RESOLUTION = 282;
const Y_RESOLUTION = 283;
const RESOLUTION_UNIT = 296;
const CENTIMETRE = 3;
const CM_PER_INCH = 2.54;
const SHORT = 3;
const RATIONAL = 5;

/** At most `limit` + 1 of them, in order; none when the bytes are no TIFF. A broken chain ends the list. */
export function tiffDirectories(bytes: Buffer, limit: number): TiffDirectory[] {
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = order === 'II';
  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  let at = view.getUint32(4, little);
  while (at > 0 && at + 2 <= bytes.length && !seen.has(at) && directories.length <= limit) {
    seen.add(at);
    const count = view.getUint16(at, little);
    const end = at + 2 + count * 12;
    if (end + 4 > bytes.length) break;
    directories.push(directoryAt(view, at, count, little));
    at = view.getUint32(end, little);
  }
  return directories;
}

function directoryAt(view: DataView, start: number, count: number, little: boolean): TiffDirectory {
  const tags = new Map<number, number>();
  for (let i = 0; i < count; i += 1) {
    const entry = start + 2 + i * 12;
    tags.set(view.getUint16(entry, little), valueAt(view, entry, little));
  }
  const perInch = tags.get(RESOLUTION_UNIT) === CENTIMETRE ? CM_PER_INCH : 1;
  return {
    width: tags.get(WIDTH) ?? 0,
    height: tags.get(HEIGHT) ?? 0,
    dpiX: (tags.get(X_RESOLUTION) ?? 0) * perInch,
    dpiY: (tags.get(Y_RESOLUTION) ?? 0) * perInch,
  };
}

/** The first value of an entry. */
function valueAt(view: DataView, entry: number, little: boolean): number {
  const type = view.getUint16(entry + 2, little);
  if (type === SHORT) return view.getUint16(entry + 8, little);
  const value = view.getUint32(entry + 8, little);
  if (type !== RATIONAL) return value;
  if (value + 8 > view.byteLength) return 0;
  const below = view.getUint32(value + 4, little);
  return below === 0 ? 0 : view.getUint32(value, little) / below;
}
