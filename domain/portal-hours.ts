/** When a portal may be asked, in its own time zone. */

export interface PortalHours {
  readonly timeZone: string;
  /** 0 = Sunday. */
  readonly days: readonly number[];
  /** `HH:MM`; `24:00` closes the day. */
  readonly from: string;
  readonly to: string;
}

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** @returns null when the portal may be asked now, else the next moment (to the minute) at which it may. */
export function nextOpening(hours: PortalHours, now: Date): Date | null {
  if (isOpen(hours, now)) return null;
  const minute = Math.ceil(now.getTime() / MINUTE_MS);
  for (let step = 0; step <= WEEK_MINUTES; step += 1) {
    const moment = new Date((minute + step) * MINUTE_MS);
    if (isOpen(hours, moment)) return moment;
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
