const pattern = /^\d{4}-\d{2}-\d{2}T\d{6}Z-[0-9a-f]{4}$/;

/** True for the name of a run folder. Everything else in the runs folder is left alone. */
export function isRunId(name: string): boolean {
  return pattern.test(name);
}

/**
 * Id of a run that starts at `time` (milliseconds since 1970): `2026-11-20T180321Z-7f3a`. The last four digits are the
 * millisecond (three hexadecimal digits) and `turn` (0 to 15, for runs of the same millisecond), so ids sort by start.
 */
export function makeRunId(time: number, turn: number): string {
  const iso = new Date(time).toISOString();
  const second = iso.slice(0, 19).replaceAll(':', '');
  const millisecond = Number(iso.slice(20, 23)).toString(16).padStart(3, '0');
  return `${second}Z-${millisecond}${turn.toString(16)}`;
}
