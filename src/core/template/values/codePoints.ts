const surrogate = /[\uD800-\uDFFF]/;

/** The characters of a text as Python counts them. */
export function codePoints(text: string): readonly string[] {
  return surrogate.test(text) ? Array.from(text) : text.split('');
}

/** Length of a text as Python counts it. */
export function codePointCount(text: string): number {
  return surrogate.test(text) ? Array.from(text).length : text.length;
}

/** Order of two texts by code point, as Python compares them. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : 1;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
