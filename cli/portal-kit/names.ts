/** Names of portals. */
import { UsageError } from '../failure.ts';

/** Words of code that a portal cannot be called. */
const TAKEN = new Set(['index', 'page', 'delete', 'new', 'default', 'class', 'portal', 'portals']);

/** @throws UsageError for a name that is no kebab-case word. */
export function checkName(name: string): void {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && !TAKEN.has(name)) return;
  throw new UsageError(
    `"${name}" cannot be the name of a portal: use small letters, digits and single hyphens, as "north-ridge".`,
  );
}

/** `north-ridge` to `North Ridge`. */
export const titleOf = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();

/** @throws UsageError for an address that is none. @returns it without a trailing slash, query or hash. */
export function baseOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(`"${url}" is no address: give it as https://portal.example.`);
  return parsed.origin;
}
