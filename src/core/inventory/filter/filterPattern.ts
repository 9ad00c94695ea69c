import { RE2JS } from 're2js';

/** Longest pattern; longer ones are not typed by people. */
const maxPatternLength = 500;

/**
 * Why a pattern cannot be used, or undefined. Patterns run in RE2: its time is linear in the text whatever the pattern, at
 * the price of look-around and back-references, so a pattern in somebody's template cannot hang the editor.
 */
export function patternFault(source: string): string | undefined {
  if (source.length > maxPatternLength) return `it has more than ${String(maxPatternLength)} characters`;
  try {
    RE2JS.compile(source);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.replace(/^error parsing regexp: /, '');
  }
}

/** A test for whether the pattern occurs in a text. `source` has passed `patternFault`. */
export function compilePattern(source: string, ignoreCase: boolean): (text: string) => boolean {
  const pattern = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  return (text) => pattern.matcher(text).find();
}

/**
 * A test for whether the whole of a text is the word, letter case ignored; `*` stands for any characters, none included.
 * Linear: the parts between the stars are looked for one after another.
 */
export function compileGlob(glob: string): (text: string) => boolean {
  const parts = glob.toLowerCase().split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return (text) => text.toLowerCase() === first;
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    const lower = text.toLowerCase();
    if (lower.length < first.length + last.length) return false;
    if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
    let offset = first.length;
    for (const part of middle) {
      const found = lower.indexOf(part, offset);
      if (found < 0) return false;
      offset = found + part.length;
    }
    return offset <= lower.length - last.length;
  };
}
