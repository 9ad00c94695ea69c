import { createHmac } from 'node:crypto';

/** Tests one host name, already in the form of known_hosts (`name` or `[name]:port`, lower case). */
export type HostTest = (name: string) => boolean;

/**
 * Compiles the first field of a known_hosts line: a hashed name (`|1|salt|hash`), or a list of names with `*`, `?` and
 * `!`. A negated name that matches decides against the line, wherever it stands (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 * Returns nothing for a field that is malformed.
 */
export function compileHostField(field: string): HostTest | undefined {
  if (field.startsWith('|')) return compileHashed(field);
  const patterns = field
    .toLowerCase()
    .split(',')
    .filter((part) => part !== '' && part !== '!');
  if (patterns.length === 0) return undefined;
  return (name) => {
    let found = false;
    for (const pattern of patterns) {
      const negated = pattern.startsWith('!');
      if (!matchesGlob(negated ? pattern.slice(1) : pattern, name)) continue;
      if (negated) return false;
      found = true;
    }
    return found;
  };
}

/** The names of a field, if each is a plain name, so that they can stand in an index. */
export function plainNames(field: string): readonly string[] | undefined {
  if (/[|*?!]/.test(field)) return undefined;
  return field
    .toLowerCase()
    .split(',')
    .filter((name) => name !== '');
}

function compileHashed(field: string): HostTest | undefined {
  const [, version, salt, hash] = field.split('|');
  if (version !== '1' || !salt || !hash) return undefined;
  const key = Buffer.from(salt, 'base64');
  const expected = Buffer.from(hash, 'base64');
  if (expected.length !== 20) return undefined;
  return (name) => createHmac('sha1', key).update(name).digest().equals(expected);
}

/** Glob of OpenSSH: `*` any run of characters, `?` one; everything else is itself. Linear times the number of stars. */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      starAt = p++;
      resumeAt = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      t = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
