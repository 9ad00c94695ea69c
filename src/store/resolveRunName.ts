import { ShowrunError } from '../core/errors.ts';

/**
 * The id that a person's name for a run means: `last`, `last-1` (the one before), an id, or the beginning of one.
 * `ids` are newest first. Throws `store.no-such-run` or `store.ambiguous`.
 */
export function resolveRunName(name: string, ids: readonly string[]): string {
  const back = /^last(?:-(\d{1,6}))?$/.exec(name);
  const found =
    back === null ? ids.filter((id) => id.startsWith(name)) : ids.slice(Number(back[1] ?? 0)).slice(0, 1);
  const [first, ...more] = name === '' ? [] : found;
  if (first === undefined) {
    const known = ids.length === 0 ? 'There are no runs yet.' : `The newest run is ${String(ids[0])}.`;
    throw new ShowrunError('store.no-such-run', `There is no run "${name}". ${known}`, {
      hint: 'Give "last", "last-1", or the beginning of an id; "showrun runs" lists all of this folder, --workspace names another.',
    });
  }
  if (more.length > 0) {
    throw new ShowrunError('store.ambiguous', `"${name}" is the beginning of ${String(found.length)} runs.`, {
      hint: `Give more of it, for example ${first}.`,
    });
  }
  return first;
}
