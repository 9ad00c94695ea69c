import { matchesGlob } from '../../hostkeys/hostPattern.ts';
import { runtimeSupports } from '../runtimeAlgorithms.ts';

/**
 * The value of `Ciphers`, `KexAlgorithms`, `MACs` and `HostKeyAlgorithms` (ssh_config(5)): a list, or a change of the
 * defaults: `+` appends, `-` removes by pattern, `^` puts in front. What this program cannot do is left out; where nothing
 * would remain, the defaults stay.
 */
export function applyAlgorithmList(
  value: string | undefined,
  defaults: readonly string[],
): readonly string[] {
  if (value === undefined) return defaults;
  const change = /^[-+^]/.exec(value)?.[0];
  const names = value
    .slice(change === undefined ? 0 : 1)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const usable = names.filter(runtimeSupports);
  switch (change) {
    case '+':
      return [...new Set([...defaults, ...usable])];
    case '^':
      return [...new Set([...usable, ...defaults])];
    case '-': {
      const left = defaults.filter((name) => !names.some((pattern) => matchesGlob(pattern, name)));
      return left.length === 0 ? defaults : left;
    }
    default:
      return usable.length === 0 ? defaults : usable;
  }
}
