/** When a portal may be asked, in its own time zone. */

export interface PortalHours {
  readonly timeZone: string;
  /** 0 = Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`; `24:00` closes the day. */
  readonly from: string;
  readonly to: string;
}

/** When a portal is down by plan; a window whose end is before its start runs over midnight. */
export interface MaintenanceWindow {
  /** The days on which it begins; 0 = Sunday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** @returns null when the portal may be asked now, else the next moment (to the minute) at which it may. */
export function nextOpening(
  hours: PortalHours,
  now: Date,
  maintenance: readonly MaintenanceWindow[] = [],
): Date | null {
  return nextMinute(now, (moment) => isOpen(hours, moment) && !isDown(maintenance, hours.timeZone, moment));
}

/** @returns whether a moment falls in a planned maintenance, in the portal's time zone. */
export const isDown = (windows: readonly MaintenanceWindow[], timeZone: string, moment: Date): boolean => {
  if (windows.length === 0) return false;
  const { weekday, time } = localTime(timeZone, moment);
  const dayBefore = (weekday + 6) % 7;
  return windows.some(({ days, from, to }) =>
    from < to
      ? days.includes(weekday) && time >= from && time < to
      : (days.includes(weekday) && time >= from) || (days.includes(dayBefore) && time < to),
  );
};

/** @returns the moment (to the minute) at which the next day begins in a time zone. */
export function nextMidnight(timeZone: string, now: Date): Date {
  const { weekday } = localTime(timeZone, now);
  return nextMinute(now, (moment) => localTime(timeZone, moment).weekday !== weekday) ?? now;
}

/** @returns null when it holds now, else the first minute of the coming week at which it does. */
function nextMinute(now: Date, holds: (moment: Date) => boolean): Date | null {
  if (holds(now)) return null;
  const minute = Math.ceil(now.getTime() / MINUTE_MS);
  for (let step = 0; step <= WEEK_MINUTES; step += 1) {
    const moment = new Date((minute + step) * MINUTE_MS);
    if (holds(moment)) return moment;
  }
  return new Date(now.getTime() + WEEK_MINUTES * MINUTE_MS);
}

function isOpen(hours: PortalHours, moment: Date): boolean {
  const { weekday, time } = localTime(hours.timeZone, moment);
  return hours.days.includes(weekday) && time >= hours.from && time < hours.to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(timeZone: string, moment: Date): { weekday: number; time: string } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
  return { weekday: DAYS.indexOf(parts['weekday'] ?? ''), time: `${parts['hour']}:${parts['minute']}` };
}
