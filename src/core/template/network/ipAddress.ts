/** An address of either family, with the prefix length it was written with. */
export interface IpAddress {
  readonly version: 4 | 6;
  readonly value: bigint;
  /** The whole length where none was written. */
  readonly prefix: number;
  readonly hasPrefix: boolean;
}

/** Bits of an address of a family. */
export function bitsOf(version: 4 | 6): number {
  return version === 4 ? 32 : 128;
}

/** Reads `10.0.0.1`, `10.0.0.1/24`, `10.0.0.1/255.255.255.0`, `2001:db8::1/64`; undefined for anything else. */
export function readIpAddress(text: string): IpAddress | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  if (rest.length > 0) return undefined;
  const version = address.includes(':') ? 6 : 4;
  const value = version === 6 ? readVersion6(address) : readVersion4(address);
  if (value === undefined) return undefined;
  if (length === undefined) return { version, value, prefix: bitsOf(version), hasPrefix: false };
  const prefix = readPrefix(length, version);
  return prefix === undefined ? undefined : { version, value, prefix, hasPrefix: true };
}

function readVersion4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function readVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => readGroups(half));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return groups.reduce((value, group) => value * 65_536n + BigInt(group), 0n);
}

function readGroups(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const embedded = readVersion4(part);
      if (embedded === undefined) return undefined;
      groups.push(Number(embedded >> 16n), Number(embedded & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function readPrefix(text: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bitsOf(version) ? Number(text) : undefined;
  const mask = version === 4 ? readVersion4(text) : readVersion6(text);
  if (mask === undefined) return undefined;
  const bits = mask.toString(2).padStart(bitsOf(version), '0');
  if (/^1*0*$/.test(bits)) return bits.lastIndexOf('1') + 1;
  // A wildcard mask, as in access lists.
  return /^0*1*$/.test(bits) ? (bits.indexOf('1') < 0 ? 0 : bits.indexOf('1')) : undefined;
}

/** Ones in the place of the network part. */
export function maskOf(version: 4 | 6, prefix: number): bigint {
  const bits = bitsOf(version);
  return ((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix);
}

/** First address of the network. */
export function networkOf({ version, value, prefix }: IpAddress): bigint {
  return value & maskOf(version, prefix);
}

/** Number of addresses in the network. */
export function sizeOf({ version, prefix }: IpAddress): bigint {
  return 1n << BigInt(bitsOf(version) - prefix);
}

/** Last address of the network. */
export function lastOf(address: IpAddress): bigint {
  return networkOf(address) + sizeOf(address) - 1n;
}

/** The address as text; version 6 in the short form of RFC 5952. */
export function printIpAddress(version: 4 | 6, value: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
  );
  const zeros = groups.join(':').match(/(?:^|(?<=:))0(?::0)+(?![0-9a-f])/g) ?? [];
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '');
  const text = groups.join(':');
  if (longest === '') return text;
  const at = new RegExp(`(?:^|:)${longest}(?:$|:)`).exec(text);
  return at === null ? text : `${text.slice(0, at.index)}::${text.slice(at.index + at[0].length)}`;
}
