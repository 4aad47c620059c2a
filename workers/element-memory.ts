/** What a visit knows of a portal's elements, kept in the database for all hosts; guesses are noted for the executor. */
import { keepFingerprint, recallElement } from '../adapters/learned-selectors.ts';
import { privacyOf, scrubbed } from '../domain/fingerprint.ts';
import { formatUsDate } from '../domain/dates.ts';
import type { ElementName, SelectorProposal } from '../domain/learned-selector.ts';
import type { Inquiry } from '../domain/work-item.ts';
import type { ElementMemory } from '../flows/element-memory.ts';
import type { Stores } from './stores.ts';

/** An element that serves is looked at again after so long. */
const LOOK_EVERY_MS = 60 * 60_000;

/** When this process last looked at an element, by its name. */
const lookedAt = new WeakMap<Stores, Map<string, number>>();

export interface Asked {
  readonly portal: string;
  readonly inquiry: Inquiry;
  /** A canary asks whether all is as it was: it takes what people approved, and guesses nothing. */
  readonly isCanary: boolean;
}

/** The visit as it goes. */
interface Underway {
  readonly isSignedIn: boolean;
  readonly proposals: SelectorProposal[];
}

export function openMemory(stores: Stores, { portal, inquiry, isCanary }: Asked, notes: Underway): ElementMemory {
  const { clock, db } = stores;
  const looks = lookedAt.get(stores) ?? new Map<string, number>();
  lookedAt.set(stores, looks);
  const isPrivate = privacyOf(privateWords(inquiry));
  const keyOf = ({ page, element }: ElementName): string => `${page}.${element}`;
  const now = (): number => clock.now().getTime();
  return {
    isPrivate,
    isWanted: (of) => notes.isSignedIn && now() - (looks.get(keyOf(of)) ?? -Infinity) >= LOOK_EVERY_MS,
    keep(of, fingerprint) {
      looks.set(keyOf(of), now());
      void keepFingerprint(db, portal, of, scrubbed(fingerprint, isPrivate), clock.now()).catch(() =>
        looks.delete(keyOf(of)),
      );
    },
    async recall(of) {
      if (!notes.isSignedIn) return null;
      const known = await recallElement(db, portal, of);
      return isCanary ? { ...known, fingerprint: null } : known;
    },
    propose: (proposal) => void notes.proposals.push(proposal),
  };
}

function privateWords({ member, ...about }: Inquiry): (string | null)[] {
  const { memberId, lastName, firstName, birthDate } = member;
  const numbers = about.kind === 'claim-status' ? [about.patientControlNumber, about.payerClaimControlNumber] : [];
  return [memberId, lastName, firstName, birthDate, birthDate && formatUsDate(birthDate), ...numbers];
}
