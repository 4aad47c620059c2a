/** A page of paper as the reader sees it: words with boxes, and second looks at places. Pixels are those of the stored page image. */
import type { Box } from './provenance.ts';

/** One word as it stands on the page. */
export interface Word {
  readonly text: string;
  /** 0 to 1; 1 for a text layer. */
  readonly confidence: number;
  readonly box: Box;
}

/** `printed`: to be read. The others carry nothing to read and are recognised so that nobody is asked about them. */
export type PageKind = 'printed' | 'blank' | 'duplicate' | 'separator';

export interface PageSight {
  /** From 1, in the file. */
  readonly page: number;
  /** Of the stored page image: upright, deskewed, pixels square. */
  readonly width: number;
  readonly height: number;
  /** Pixels per inch of the stored image, 300 unless the page is unusually large. */
  readonly dpi: number;
  readonly kind: PageKind;
  /** The earlier page that this one repeats. */
  readonly duplicateOf?: number;
  /** Clockwise quarter turns that brought it upright. */
  readonly turned: 0 | 90 | 180 | 270;
  readonly skewDegrees: number;
  /** Where `words` come from; a text layer that is garbage or doubled beyond repair is not offered. */
  readonly source: 'text-layer' | 'ocr';
  readonly words: readonly Word[];
  /** What a person should know about the page: "very faint", "photographed". No patient data. */
  readonly remarks: readonly string[];
}

/** One reading of a cropped place. */
export interface Look {
  readonly text: string;
  readonly confidence: number;
}

/** A place to be read again: `money` takes digits and the marks of amounts only. */
export interface LookAt {
  readonly box: Box;
  readonly alphabet: 'money' | 'digits' | 'code' | 'text';
  /** Whether a reading settles the place, so that no further variant of it need be read; none does when left out. */
  readonly isEnough?: (text: string) => boolean;
}

/** Second looks at stored page images, for the places where arithmetic does not hold. */
export interface Eyes {
  /** Reads the whole page by OCR, whatever its text layer says. */
  recognize(page: number): Promise<readonly Word[]>;
  /** Reads each place again, cropped and enlarged, in two or three variants. One list of distinct looks per place, best first. */
  lookAgain(page: number, places: readonly LookAt[]): Promise<readonly (readonly Look[])[]>;
  /** Reads each box by itself as a small page: for crowded headings, which run into each other when the whole page is read. */
  wordsIn(page: number, boxes: readonly Box[]): Promise<readonly (readonly Word[])[]>;
  /** Share of dark pixels inside each box, 0 to 1: tells an empty cell from one whose word was missed. */
  ink(page: number, boxes: readonly Box[]): Promise<readonly number[]>;
}
