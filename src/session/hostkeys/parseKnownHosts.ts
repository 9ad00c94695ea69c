import { compileHostField, plainNames } from './hostPattern.ts';
import type { HostTest } from './hostPattern.ts';

export type KnownHostMarker = 'none' | 'revoked' | 'cert-authority';

/** One usable line of a known_hosts file. */
export interface KnownHostEntry {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: KnownHostMarker;
  readonly matches: HostTest;
  /** Set where the line has plain names only. */
  readonly names?: readonly string[];
  /** Key type, for example `ssh-rsa`. */
  readonly type: string;
  /** The public key in wire format, base64 without padding differences. */
  readonly key: string;
}

const markers: ReadonlyMap<string, KnownHostMarker> = new Map([
  ['@revoked', 'revoked'],
  ['@cert-authority', 'cert-authority'],
]);

/**
 * Reads a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). Lines that are not understood are left out, as OpenSSH
 * does, and their numbers are reported: the file is the user's and may hold what a newer OpenSSH knows.
 */
export function parseKnownHosts(
  file: string,
  text: string,
): { readonly entries: readonly KnownHostEntry[]; readonly ignoredLines: readonly number[] } {
  const entries: KnownHostEntry[] = [];
  const ignoredLines: number[] = [];
  text.split('\n').forEach((raw, index) => {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return;
    const entry = parseLine(file, index + 1, content);
    if (entry === undefined) ignoredLines.push(index + 1);
    else entries.push(entry);
  });
  return { entries, ignoredLines };
}

function parseLine(file: string, line: number, content: string): KnownHostEntry | undefined {
  const fields = content.split(/[ \t]+/);
  let marker: KnownHostMarker = 'none';
  if (fields[0]?.startsWith('@')) {
    const found = markers.get(fields.shift() ?? '');
    if (found === undefined) return undefined;
    marker = found;
  }
  const [hosts, type, blob] = fields;
  if (hosts === undefined || type === undefined || blob === undefined) return undefined;
  const matches = compileHostField(hosts);
  const key = normaliseKey(type, blob);
  if (matches === undefined || key === undefined) return undefined;
  const names = plainNames(hosts);
  return { file, line, marker, matches, type, key, ...(names === undefined ? {} : { names }) };
}

/** Checks that the blob is base64 of a key of that type; SSH-1 lines (bits, exponent, modulus) fail here. */
function normaliseKey(type: string, blob: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return undefined;
  const bytes = Buffer.from(blob, 'base64');
  if (bytes.length < 4 + type.length || bytes.readUInt32BE(0) !== Buffer.byteLength(type)) return undefined;
  if (bytes.toString('latin1', 4, 4 + type.length) !== type) return undefined;
  return bytes.toString('base64');
}
