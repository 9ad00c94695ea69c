/** How far ahead of the clock the newest run may be and still be believed, in milliseconds. */
const believableMs = 24 * 3_600_000;

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

/**
 * Ids for a run that starts at `time`, best first: later than every run there is, although the clock may have been set back
 * in between. A run of a far future is not taken as a measure: one start with a wrong clock must not count for ever.
 */
export function* freeRunIds(time: number, names: readonly string[]): Generator<string> {
  const latest = makeRunId(time + believableMs, 0);
  const newest = names.reduce(
    (last, name) => (name > last && name < latest && isRunId(name) ? name : last),
    '',
  );
  const start = newest === '' ? time : Math.max(time, runIdTime(newest));
  for (let turn = 0; ; turn += 1) {
    const id = makeRunId(start + Math.floor(turn / 16), turn % 16);
    if (id > newest) yield id;
  }
}

/** The millisecond that an id stands for. */
function runIdTime(id: string): number {
  const [, date = '', hour = '', minute = '', second = '', millisecond = ''] =
    /^(.{10})T(..)(..)(..)Z-(...)/.exec(id) ?? [];
  return Date.parse(`${date}T${hour}:${minute}:${second}Z`) + Number.parseInt(millisecond, 16);
}
