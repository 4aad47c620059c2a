/** The review desk over the stores of an executor test: what a person decides there, the workers see. */
import type { Desk, Person } from '../../review/desk.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import type { Stores } from '../../workers/stores.ts';

const PASSWORD = 'correct horse battery staple';
const NOTHING_HELD = { isPosted: false, isNew: false, message: 'Nothing is held.', why: [], claims: [] };

export const deskOf = (stores: Stores, wake: () => Promise<unknown> = async () => undefined): Desk => ({
  db: stores.db,
  clock: stores.clock,
  evidence: { open: (id) => stores.evidence.open(stores.db, id) },
  documents: stores.documents,
  mostUploadBytes: 1024,
  posting: { release: async () => NOTHING_HELD, settle: async () => undefined },
  seal: (plain, purpose) => stores.vault.seal(plain, purpose),
  logins: () => ({ resume: (id) => stores.logins.resume(id) }),
  wake: async () => void (await wake()),
});

export async function addPerson({ db, clock }: Stores, name = 'dana'): Promise<Person> {
  await addReviewer(db, name, PASSWORD, clock.now());
  const { rows } = await db.query<Person>('select id, name from reviewer where name = $1', [name]);
  return rows[0]!;
}
