/** What a visit knows of a portal's elements beside its selector files; kept by the worker. */
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { ElementName, LearnedSelector, SelectorProposal } from '../domain/learned-selector.ts';

/** What is kept of one element. */
export interface Remembered {
  /** Null when it was never seen. */
  readonly fingerprint: Fingerprint | null;
  readonly approved: readonly LearnedSelector[];
  /** Keys of selectors that a person has rejected. */
  readonly rejected: readonly string[];
}

export interface ElementMemory {
  /** Whether an element should be looked at now: it was not for a while. */
  readonly isWanted: (of: ElementName) => boolean;
  readonly keep: (of: ElementName, fingerprint: Fingerprint) => void;
  /** @returns null where nothing may be tried: before sign-in a guess could cost the login. */
  readonly recall: (of: ElementName) => Promise<Remembered | null>;
  /** Whether a text holds something of the person or claim that is asked about: no selector is made of it. */
  readonly isPrivate: (text: string) => boolean;
  /** From now on the answer of this visit waits for a person. */
  readonly propose: (proposal: SelectorProposal) => void;
}
