/** Which of the listed subscribers can be the one that was asked about. Pure. */
import type { Member } from '../../../domain/work-item.ts';

/** A row of the list. `name` is printed `LAST, FIRST`. */
export interface ListedPerson {
  readonly memberId: string;
  readonly name: string | null;
  readonly birthDate: string | null;
}

/**
 * Those with the member id, if it is known; where several are left, the birth date and then the first name tell them apart.
 * A row that stands twice is one person.
 */
export function personsAsked(listed: readonly ListedPerson[], asked: Member): readonly ListedPerson[] {
  const persons = [...new Map(listed.map((row) => [JSON.stringify(row), row])).values()];
  const { memberId, birthDate, firstName } = asked;
  const byId = memberId ? persons.filter((row) => isSame(row.memberId, memberId)) : persons;
  const born = narrow(byId, birthDate, (row) => row.birthDate === birthDate);
  return narrow(born, firstName, (row) => isSame(row.name?.split(', ')[1] ?? null, firstName ?? ''));
}

const narrow = (
  rows: readonly ListedPerson[],
  given: string | null,
  test: (row: ListedPerson) => boolean,
): readonly ListedPerson[] => (rows.length > 1 && given ? rows.filter(test) : rows);

const isSame = (shown: string | null, asked: string): boolean =>
  shown !== null && shown.trim().toUpperCase() === asked.trim().toUpperCase();
