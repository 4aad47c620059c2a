/** A browser in a person's words, from what it says of itself; only ever shown to its owner. */

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** @returns `Firefox on Windows`. */
export function deviceOf(userAgent: string | undefined): string {
  const first = (list: readonly [RegExp, string][], other: string) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? other;
  return `${first(BROWSERS, 'another program')} on ${first(SYSTEMS, 'another system')}`;
}
