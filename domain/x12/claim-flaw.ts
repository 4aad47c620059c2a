import type { ImportNote } from '../import-note.ts';
import { placeOf, type Segment } from './segments.ts';

/** Why one claim of a readable file cannot be taken. The file's other claims stand. */
export class ClaimFlaw extends Error {
  override readonly name = 'ClaimFlaw';
  readonly segment: Segment;

  constructor(segment: Segment, message: string) {
    super(message);
    this.segment = segment;
  }

  /** @returns the sentence for the import's report. */
  toNote(): ImportNote {
    return {
      place: placeOf(this.segment),
      message: `${this.message}; the claim was left out. Correct it in the practice system and export it again.`,
    };
  }
}
