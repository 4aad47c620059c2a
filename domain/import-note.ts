/** What an import has to say about one place of a file: a problem (something was left out) or a warning (nothing was). */

/** A segment of an X12 file; `position` counts the segments of the whole file from 1 (the ISA). */
export interface SegmentPlace {
  readonly segment: string;
  readonly position: number;
}

/** A cell of a table; `row` counts from 1 as a spreadsheet does, the header row included. `column` null = the whole row. */
export interface CellPlace {
  readonly row: number;
  readonly column: string | null;
}

/** The message is one plain sentence with the remedy and holds no patient data. */
export interface ImportNote {
  readonly place: SegmentPlace | CellPlace;
  readonly message: string;
}

/** @returns `Segment 24 (CLM): ...` or `Row 7, column "DOS": ...`. */
export function noteText({ place, message }: ImportNote): string {
  if ('segment' in place) return `Segment ${place.position} (${place.segment}): ${message}`;
  return place.column === null
    ? `Row ${place.row}: ${message}`
    : `Row ${place.row}, column "${place.column}": ${message}`;
}
