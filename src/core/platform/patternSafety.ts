/** Repetitions above this count as endless when they are nested. */
const smallRepeat = 10;

interface Group {
  /** Holds a part of varying length, so that the same text could be cut up in several ways. */
  varies: boolean;
  alternatives: boolean;
}

/**
 * Why a pattern is refused, or undefined where it is fine. Refused: what does not compile, back references, and an endless
 * repetition of a group that itself varies in length or has alternatives (`(a+)+`, `(a|ab)*`): such patterns can take
 * exponential time on hostile text. The check is conservative; `[\d.]+` is a good way to write `(\d+\.)*`.
 */
export function patternFault(source: string): string | undefined {
  try {
    new RegExp(source, 'm');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (/\\[1-9]|\\k</.test(source.replaceAll('\\\\', ''))) return 'back references are not allowed';
  return nestedRepeat(source)
    ? 'an endless repetition contains another one or alternatives, which can take exponential time; ' +
        'use a character class such as [\\w.]+ instead'
    : undefined;
}

function nestedRepeat(source: string): boolean {
  const groups: Group[] = [{ varies: false, alternatives: false }];
  let closed: Group | undefined;
  for (let index = 0; index < source.length; index++) {
    const group = groups.at(-1);
    if (group === undefined) return false;
    const char = source[index];
    const repeat = repeatAt(source, index);
    if (repeat !== undefined) {
      if (repeat.endless && closed !== undefined && (closed.varies || closed.alternatives)) return true;
      group.varies ||= repeat.varies;
      closed = undefined;
      index += repeat.length - 1;
      continue;
    }
    closed = undefined;
    if (char === '\\') index++;
    else if (char === '[') index = endOfClass(source, index);
    else if (char === '|') group.alternatives = true;
    else if (char === '(') {
      groups.push({ varies: false, alternatives: false });
      if (source[index + 1] === '?') index++;
    } else if (char === ')') {
      closed = groups.pop();
      const outer = groups.at(-1);
      if (outer !== undefined && closed !== undefined) {
        outer.varies ||= closed.varies || closed.alternatives;
      }
    }
  }
  return false;
}

/** The quantifier at this place, if there is one. */
function repeatAt(
  source: string,
  index: number,
): { length: number; endless: boolean; varies: boolean } | undefined {
  const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(index, index + 24));
  if (match === null) return undefined;
  const [whole, sign, low, comma, high] = match;
  if (sign !== undefined) return { length: whole.length, endless: sign !== '?', varies: true };
  const least = Number(low);
  const most = comma === '' ? least : high === '' ? Infinity : Number(high);
  return { length: whole.length, endless: most > smallRepeat, varies: most !== least };
}

function endOfClass(source: string, start: number): number {
  for (let index = start + 1; index < source.length; index++) {
    if (source[index] === '\\') index++;
    else if (source[index] === ']') return index;
  }
  return source.length;
}
