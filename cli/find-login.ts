/** A login as a person names it at the terminal. */
import type { Login } from '../domain/login.ts';
import type { Stores } from '../workers/stores.ts';
import { UsageError } from './failure.ts';

/** @param name its label or its id. @throws UsageError when there is none, or several portals have one. */
export async function findLogin({ logins }: Stores, name: string): Promise<Login> {
  const found = (await logins.list()).filter((login) => login.id === name || login.label === name);
  if (found.length === 1) return found[0]!;
  throw new UsageError(
    found.length === 0
      ? `There is no login "${name}". "claimwright login list" shows those there are.`
      : `Several portals have a login "${name}"; use its id from "claimwright login list".`,
  );
}
