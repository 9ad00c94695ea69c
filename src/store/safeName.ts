import { createHash } from 'node:crypto';

/** Longest name that is kept as it is, in bytes of UTF-8: leaves room below Windows' 260 characters for a whole path. */
const longestPlain = 60;
/** Longest readable part in front of a hash. */
const longestStem = 48;

/** Names that open a device on Windows, whatever follows the first dot. */
const windowsDevice = /^(?:con|prn|aux|nul|conin|conout|com[0-9¹²³]|lpt[0-9¹²³])(?:[._ ]|$)/i;

/** What may stand in a name without any doubt on any file system. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/**
 * A single path component that is safe on every operating system and still readable. A name that is already plain is
 * returned as it is; any other gets a hash of the original at its end, so that different names stay different.
 * `~` is never kept: `CORE-R~1` would be another folder's short name on NTFS.
 */
export function safeName(name: string): string {
  const isPlain = plainName.test(name) && !name.endsWith('.') && name.length <= longestPlain;
  if (isPlain && !windowsDevice.test(name)) return name;
  return `${stemOf(name)}-${hashOf(name)}`;
}

/** Gives every name of one folder a safe form that no other has, also on file systems that ignore case. */
export class NameAllocator {
  readonly #used = new Set<string>();

  /** `reserved` names are never given out. */
  constructor(reserved: Iterable<string> = []) {
    for (const name of reserved) this.#used.add(fold(name));
  }

  /** The safe form of `name`: the same for the same sequence of calls. */
  allocate(name: string): string {
    let candidate = safeName(name);
    for (let turn = 1; this.#used.has(fold(candidate)); turn += 1) {
      candidate = `${stemOf(name)}-${hashOf(`${name}\0${String(turn)}`)}`;
    }
    this.#used.add(fold(candidate));
    return candidate;
  }
}

function stemOf(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}._-]+/gu, '_')
    .replace(/^[.-]+/, '_');
  const stem = truncate(cleaned === '' ? '_' : cleaned, longestStem);
  return windowsDevice.test(stem) ? `_${stem}` : stem;
}

function truncate(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) return kept;
    kept += character;
  }
  return kept;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Equal for names that some file system takes for the same one. */
function fold(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
