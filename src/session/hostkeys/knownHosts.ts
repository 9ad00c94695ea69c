import type { KnownHostEntry } from './parseKnownHosts.ts';

/** Under which name a host stands in known_hosts. */
export interface HostIdentity {
  /** Host name, address, or ssh_config's HostKeyAlias. */
  readonly host: string;
  readonly port: number;
  /** True for an alias: it is looked up as it is, without a port. */
  readonly alias?: boolean;
}

/** What the files say of a key that a host showed. */
export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'revoked'; readonly entry: KnownHostEntry }
  /** The host is known with other keys of types that it could have shown. */
  | { readonly kind: 'changed'; readonly entries: readonly KnownHostEntry[] }
  | { readonly kind: 'unknown'; readonly certAuthority?: KnownHostEntry };

const defaultPort = 22;

/** The name a host is looked up and stored by: bare on port 22 and for aliases, `[host]:port` elsewhere. */
export function knownHostName(identity: HostIdentity): string {
  const host = identity.host.toLowerCase();
  return identity.alias || identity.port === defaultPort ? host : `[${host}]:${identity.port}`;
}

/**
 * The entries of one file. Plain names are indexed; hashed names and patterns have to be tried one by one, so a lookup is
 * linear in their number.
 */
export class KnownHosts {
  readonly #byName = new Map<string, KnownHostEntry[]>();
  readonly #others: KnownHostEntry[] = [];

  constructor(entries: readonly KnownHostEntry[]) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: KnownHostEntry): void {
    if (entry.names === undefined) {
      this.#others.push(entry);
      return;
    }
    for (const name of new Set(entry.names)) {
      const list = this.#byName.get(name);
      if (list === undefined) this.#byName.set(name, [entry]);
      else list.push(entry);
    }
  }

  /** All entries of that name, `name` as `knownHostName` makes it. */
  find(name: string): KnownHostEntry[] {
    return [...(this.#byName.get(name) ?? []), ...this.#others.filter((entry) => entry.matches(name))];
  }
}

/**
 * Judges a key. `offered` are the key types the client was ready to take: a host that is known with one of them and now
 * shows another key has changed, even when the new key is of a type never seen before (an attacker may pick the type).
 */
export function judgeHostKey(
  files: readonly KnownHosts[],
  identity: HostIdentity,
  key: { readonly type: string; readonly blob: string },
  offered: readonly string[],
): HostKeyVerdict {
  const entries = entriesFor(files, identity);
  const same = (entry: KnownHostEntry): boolean => entry.type === key.type && entry.key === key.blob;
  const bare = bareEntries(files, identity);
  const revoked = [...entries, ...bare].find((entry) => entry.marker === 'revoked' && same(entry));
  if (revoked !== undefined) return { kind: 'revoked', entry: revoked };
  const plain = entries.filter((entry) => entry.marker === 'none');
  if (plain.some(same)) return { kind: 'known' };
  const other = plain.filter((entry) => offered.includes(entry.type));
  if (other.length > 0) return { kind: 'changed', entries: other };
  if (bare.some((entry) => entry.marker === 'none' && same(entry))) return { kind: 'known' };
  const certAuthority = entries.find((entry) => entry.marker === 'cert-authority');
  return { kind: 'unknown', ...(certAuthority === undefined ? {} : { certAuthority }) };
}

/** Key types a host is known with, so that they can be offered first. */
export function knownKeyTypes(files: readonly KnownHosts[], identity: HostIdentity): readonly string[] {
  let entries = entriesFor(files, identity).filter((entry) => entry.marker === 'none');
  if (entries.length === 0) {
    entries = bareEntries(files, identity).filter((entry) => entry.marker === 'none');
  }
  return [...new Set(entries.map((entry) => entry.type))];
}

function entriesFor(files: readonly KnownHosts[], identity: HostIdentity): KnownHostEntry[] {
  const name = knownHostName(identity);
  return files.flatMap((file) => file.find(name));
}

/** Entries without a port, which OpenSSH accepts too for a host on another port, if they hold the very same key. */
function bareEntries(files: readonly KnownHosts[], identity: HostIdentity): KnownHostEntry[] {
  if (identity.alias || identity.port === defaultPort) return [];
  return entriesFor(files, { host: identity.host, port: defaultPort });
}
