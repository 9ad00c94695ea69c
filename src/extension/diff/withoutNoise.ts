import { noiseFilter } from '../../core/diff/noiseFilter.ts';

/**
 * A text as it is compared: lines that are noise are left out, noise inside a line becomes `…`. Line ends become `\n`.
 * Throws `diff.bad-pattern`.
 */
export function withoutNoise(text: string, patterns: readonly (string | RegExp)[]): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (patterns.length === 0) return lines.join('\n');
  const key = noiseFilter(patterns);
  return lines
    .map(key)
    .filter((line) => line !== undefined)
    .join('\n')
    .replaceAll('\u0000', '…');
}
