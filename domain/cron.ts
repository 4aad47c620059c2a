/** Whether a text is a schedule of five fields: minute, hour, day of the month, month, weekday. */

const BOUNDS: readonly (readonly [from: number, to: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** Numbers, lists, ranges and steps; no names and no seconds. */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return fields.length === BOUNDS.length && fields.every((field, place) => isField(field, BOUNDS[place]!));
}

const isField = (field: string, bounds: readonly [number, number]): boolean =>
  field.split(',').every((part) => isPart(part, bounds));

function isPart(part: string, [least, most]: readonly [number, number]): boolean {
  const read = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!read) return false;
  const [, from, to, step] = read;
  const [first, last] = [Number(from ?? least), Number(to ?? from ?? most)];
  return first >= least && last <= most && first <= last && (step === undefined || Number(step) > 0);
}
