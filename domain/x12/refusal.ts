import { noteText, type SegmentPlace } from '../import-note.ts';

/** An X12 file that cannot be read as a whole. The message names segment and position and says what to do. */
export class X12Refusal extends Error {
  override readonly name = 'X12Refusal';
  /** `?` when what stands there is no segment at all. */
  readonly segment: string;
  /** Counts the segments of the file from 1. */
  readonly position: number;

  constructor(place: SegmentPlace, message: string) {
    super(noteText({ place, message }));
    this.segment = place.segment;
    this.position = place.position;
  }
}
