/** The days that a report counts, from midnight to midnight of the practice. */

export interface ReportRange {
  /** Both days included, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** IANA, e.g. `America/New_York`. */
  readonly timeZone: string;
}

/** The first three parameters of a report's statement, which `START` and `END` refer to. */
export const rangeParams = ({ from, to, timeZone }: ReportRange): [string, string, string] => [from, to, timeZone];

/** SQL: the moment at which the range begins. */
export const START = `($1::date::timestamp at time zone $3::text)`;
/** SQL: the first moment after it. A day of a clock change has 23 or 25 hours. */
export const END = `(($2::date + 1)::timestamp at time zone $3::text)`;

/** SQL: whether a moment lies in the range; a moment that is null does not. */
export const within = (moment: string): string => `${moment} >= ${START} and ${moment} < ${END}`;
