/** Whether the person a page shows is the person that was asked about. */
import { WorkException } from '../domain/exceptions.ts';
import type { Member } from '../domain/work-item.ts';
import type { Entry } from './sheet.ts';
import { startTrace } from './trace.ts';

/** As read from the page; null where it shows none. `name` is printed `LAST, FIRST`. */
export interface ShownPerson {
  readonly memberId: string | null;
  readonly name: string | null;
  readonly birthDate: string | null;
}

/** What the selector files of all portals call the values that say whose record it is. */
export type PersonField = 'memberId' | 'memberName' | 'birthDate';

/** @throws WorkException `result-unreadable` for a birth date that is none. */
export function shownPerson(field: (name: PersonField) => Entry | null): ShownPerson {
  const { text, date } = startTrace();
  return {
    memberId: text('', field('memberId')),
    name: text('', field('memberName')),
    birthDate: date('', field('birthDate')),
  };
}

/**
 * What is known on both sides must agree: member id and birth date exactly; names by their letters, and either may be
 * the beginning of the other (`ANN` and `ANN MARIE`, `DELACROIX` and `DELACROIX-HUME`).
 * @throws WorkException `wrong-record`, naming the key that differs but not its values.
 */
export function checkPerson(asked: Member, shown: ShownPerson, page: string): void {
  const [lastName = '', firstName = ''] = (shown.name ?? '').split(', ');
  refuse(page, 'memberId', isSame(asked.memberId, shown.memberId, sameId));
  refuse(
    page,
    'birthDate',
    isSame(asked.birthDate, shown.birthDate, (a, b) => a === b),
  );
  refuse(
    page,
    'memberName',
    isSame(asked.lastName, lastName, sameName) && isSame(asked.firstName, firstName, sameName),
  );
}

function refuse(page: string, element: string, isRight: boolean): void {
  if (!isRight) throw wrongRecord(page, element);
}

/** @param element the key that differs; its values are not told. */
export const wrongRecord = (page: string, element: string): WorkException =>
  new WorkException(
    'wrong-record',
    `The portal shows another record than we asked for: its ${inWords(element)} differs.`,
    {
      page,
      element,
    },
  );

/** @param element where the page says which day it answers for. */
export const otherDay = (page: string, element: string): WorkException =>
  new WorkException('wrong-record', 'The portal answered for another day than we asked for.', { page, element });

/** `birthDate` to `birth date`. */
const inWords = (element: string): string => element.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isSame = (asked: string | null, shown: string | null, same: (a: string, b: string) => boolean): boolean =>
  !asked || !shown || same(asked, shown);
const sameId = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();
const sameName = (a: string, b: string): boolean =>
  letters(a).startsWith(letters(b)) || letters(b).startsWith(letters(a));
const letters = (name: string): string =>
  name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}]/gu, '');
