const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The parts of a time that devices print; all in UTC. */
export function timeParts(at: number): {
  readonly weekday: string;
  readonly month: string;
  readonly day: number;
  readonly year: number;
  /** `HH:MM:SS`. */
  readonly time: string;
  /** Three digits. */
  readonly millis: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
} {
  const date = new Date(at);
  const iso = date.toISOString();
  return {
    weekday: days[date.getUTCDay()] ?? '',
    month: months[date.getUTCMonth()] ?? '',
    day: date.getUTCDate(),
    year: date.getUTCFullYear(),
    time: iso.slice(11, 19),
    millis: iso.slice(20, 23),
    date: iso.slice(0, 10),
  };
}

/** A duration split into the units that devices use. */
export function durationParts(ms: number): {
  readonly weeks: number;
  readonly days: number;
  readonly allDays: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
} {
  const total = Math.max(0, Math.floor(ms / 1000));
  const allDays = Math.floor(total / 86_400);
  return {
    weeks: Math.floor(allDays / 7),
    days: allDays % 7,
    allDays,
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
}

/** `3d04h`, `2w3d`, `1y12w`, `00:12:45`: how Cisco shortens ages. */
export function shortAge(ms: number): string {
  const { weeks, days: inWeek, allDays, hours, minutes, seconds } = durationParts(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (allDays >= 365) return `${Math.floor(allDays / 365)}y${Math.floor((allDays % 365) / 7)}w`;
  if (allDays >= 7) return `${weeks}w${inWeek}d`;
  if (allDays >= 1) return `${allDays}d${two(hours)}h`;
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

/** `1 week, 2 days, 3 hours, 4 minutes`: how Cisco prints an uptime; units that are 0 are left out. */
export function longUptime(ms: number): string {
  const { weeks, days: inWeek, allDays, hours, minutes } = durationParts(ms);
  const years = Math.floor(allDays / 365);
  const restWeeks = years > 0 ? Math.floor((allDays % 365) / 7) : weeks;
  const restDays = years > 0 ? (allDays % 365) % 7 : inWeek;
  const parts = [
    [years, 'year'],
    [restWeeks, 'week'],
    [restDays, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
  ] as const;
  const shown = parts.filter(([value, unit]) => value > 0 || unit === 'minute');
  return shown.map(([value, unit]) => `${value} ${unit}${value === 1 ? '' : 's'}`).join(', ');
}
