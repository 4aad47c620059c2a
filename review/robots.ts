/** What people and programs may ask of the robots; `cli/robots-door.ts` is the door. */
import type { FileSource } from '../adapters/input-file.ts';
import type { Inquiry } from '../domain/work-item.ts';

/** What cannot be asked as it is; one plain sentence that says what to do. */
export class RobotsRefusal extends Error {
  override readonly name = 'RobotsRefusal';
}

export type ImportKind = 'claims' | 'schedule' | 'deposits';

export interface ImportAnswer {
  readonly format: string;
  readonly read: number;
  readonly new: number;
  readonly known: number;
  /** ISO time of the first import when these very bytes were imported before. */
  readonly sameFileAsOf: string | null;
  readonly totalCents: number;
  /** What was left out, with its place and the remedy. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Payers that no register entry knows: kept, but nobody is asked about them. */
  readonly unknownPayers: readonly string[];
}

export interface ImportWish {
  /** Our field to the file's column name. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** Asks this portal, whatever payer the file names. */
  readonly portal?: string | undefined;
}

/** One question: an inquiry as it is, or about a claim of ours that was imported. */
export interface Question {
  readonly portal: string;
  /** Needed where the portal serves several. */
  readonly payer?: string | undefined;
  /** The login's label, where the portal has several. */
  readonly login?: string | undefined;
  readonly about: Inquiry | { readonly claim: string };
}

/** The answer to one work item as `claimwright check` prints it; `outcome` null: no robot has come to an end with it. */
export interface Answer {
  readonly workItem: string;
  readonly state: string;
  readonly outcome: 'done' | 'wait' | 'review' | 'failed' | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly result: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly askedAt: string;
  readonly answeredAt: string | null;
  readonly portal: string;
  readonly login: string;
}

export interface SweepAnswer {
  /** The practice's day that was planned for. */
  readonly today: string;
  readonly ask: readonly SweepLine[];
  readonly skip: readonly SweepLine[];
}
export interface SweepLine {
  readonly claim: string;
  readonly patientControlNumber: string;
  readonly payer: string;
  readonly billedCents: number;
  readonly reason: string;
}

export interface Robots {
  /** @throws FileRefusal, RobotsRefusal */
  readonly importFile: (kind: ImportKind, file: FileSource, wish: ImportWish) => Promise<ImportAnswer>;
  /** Asked once a day: the same question of today is not asked again. @throws RobotsRefusal */
  readonly ask: (question: Question) => Promise<{ readonly workItem: string; readonly isNew: boolean }>;
  /** @returns null when there is no such work item. */
  readonly answerOf: (workItem: string) => Promise<Answer | null>;
  readonly planSweep: (at: Date | null) => Promise<SweepAnswer>;
  readonly runSweep: () => Promise<{
    readonly queued: number;
    readonly askedBeforeToday: number;
    readonly leftAlone: number;
  }>;
  /** @throws FileRefusal when there is nothing to write. */
  readonly export835: (range: { from: string | null; to: string | null }) => Promise<{ bytes: Buffer; rows: number }>;
}
