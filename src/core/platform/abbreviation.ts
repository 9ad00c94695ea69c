/**
 * The pattern for a command whose words may be shortened, as network command lines allow: `wr[ite] er[ase]` is matched by
 * `wr er`, `wri eras`, `write erase` and everything that follows it on the line. Words without brackets stand for themselves.
 */
export function abbreviationPattern(command: string): string {
  const words = command.trim().split(/\s+/);
  return `${words.map(wordPattern).join('\\s+')}(?!\\S)`;
}

function wordPattern(word: string): string {
  const bracket = /^([^[\]]*)\[([^[\]]+)\]$/.exec(word);
  if (bracket === null) return escapeText(word);
  const [, head = '', tail = ''] = bracket;
  const optional = Array.from(tail).reduceRight((rest, char) => `(?:${escapeText(char)}${rest})?`, '');
  return escapeText(head) + optional;
}

function escapeText(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
