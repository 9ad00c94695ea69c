/**
 * What an answer accepts of a list of `count` keys: the whole word `yes` all of them, numbers and ranges (from 1) those. Anything
 * else, also one wrong number among right ones, accepts none: nothing is guessed where trust is asked for.
 */
export function acceptedKeys(answer: string, count: number): boolean[] {
  const text = answer.trim().toLowerCase();
  if (text === 'yes') return Array<boolean>(count).fill(true);
  const none = Array<boolean>(count).fill(false);
  const accepted = [...none];
  if (text === '') return none;
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || first < 1 || last > count || first > last) return none;
    accepted.fill(true, first - 1, last);
  }
  return accepted;
}
