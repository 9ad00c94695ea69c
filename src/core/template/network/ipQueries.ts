import { integerValue } from '../values/numbers.ts';
import type { Value } from '../values/value.ts';
import {
  bitsOf,
  type IpAddress,
  lastOf,
  maskOf,
  networkOf,
  printIpAddress,
  readIpAddress,
  sizeOf,
} from './ipAddress.ts';

/** Answers a query about an address; undefined where it has no such thing. */
export type IpQuery = (address: IpAddress) => Value | undefined;

const print = (address: IpAddress, value: bigint): string => printIpAddress(address.version, value);
const withPrefix = (address: IpAddress, value: bigint): string =>
  `${print(address, value)}/${String(address.prefix)}`;
const isHost = (address: IpAddress): boolean => address.value !== networkOf(address) || sizeOf(address) <= 2n;
const wild = (address: IpAddress): string =>
  print(address, maskOf(address.version, address.prefix) ^ maskOf(address.version, bitsOf(address.version)));
const firstUsable = (address: IpAddress): bigint => networkOf(address) + (sizeOf(address) > 2n ? 1n : 0n);
const lastUsable = (address: IpAddress): bigint =>
  lastOf(address) - (sizeOf(address) > 2n && address.version === 4 ? 1n : 0n);

function inside(...networks: readonly string[]): (address: IpAddress) => boolean {
  const ranges = networks.flatMap((network) => readIpAddress(network) ?? []);
  return (address) => ranges.some((range) => contains(range, address));
}

/** True where the second network lies in the first. */
export function contains(outer: IpAddress, inner: IpAddress): boolean {
  return (
    outer.version === inner.version &&
    networkOf(outer) <= inner.value &&
    lastOf(inner) <= lastOf(outer) &&
    networkOf(outer) <= networkOf(inner)
  );
}

const isPrivate = inside('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7');
const isLoopback = inside('127.0.0.0/8', '::1/128');
const isMulticast = inside('224.0.0.0/4', 'ff00::/8');
const isLinkLocal = inside('169.254.0.0/16', 'fe80::/10');
const isReserved = inside(
  '0.0.0.0/8',
  '240.0.0.0/4',
  '100.64.0.0/10',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::/128',
);
const isPublic = (address: IpAddress): boolean =>
  ![isPrivate, isLoopback, isMulticast, isLinkLocal, isReserved].some((test) => test(address));

function only(test: (address: IpAddress) => boolean): IpQuery {
  return (address) => (test(address) ? asWritten(address) : undefined);
}

/** The address as it was written. */
export function asWritten(address: IpAddress): string {
  return address.hasPrefix ? withPrefix(address, address.value) : print(address, address.value);
}

/** Queries of `ipaddr`, with Ansible's names. */
export const ipQueries: ReadonlyMap<string, IpQuery> = new Map<string, IpQuery>([
  ['', asWritten],
  ['bool', () => true],
  ['version', (address) => address.version],
  ['ipv4', only((address) => address.version === 4)],
  ['v4', only((address) => address.version === 4)],
  ['ipv6', only((address) => address.version === 6)],
  ['v6', only((address) => address.version === 6)],
  ['address', (address) => (isHost(address) ? print(address, address.value) : undefined)],
  ['ip', (address) => (isHost(address) ? print(address, address.value) : undefined)],
  ['address/prefix', (address) => (isHost(address) ? withPrefix(address, address.value) : undefined)],
  ['ip/prefix', (address) => (isHost(address) ? withPrefix(address, address.value) : undefined)],
  ['host', (address) => (isHost(address) ? withPrefix(address, address.value) : undefined)],
  ['host/prefix', (address) => (isHost(address) ? withPrefix(address, address.value) : undefined)],
  ['cidr', (address) => withPrefix(address, address.value)],
  ['int', (address) => integerValue(address.value)],
  ['prefix', (address) => address.prefix],
  ['netmask', (address) => print(address, maskOf(address.version, address.prefix))],
  ['hostmask', wild],
  ['wildcard', wild],
  ['network', (address) => print(address, networkOf(address))],
  ['network_id', (address) => print(address, networkOf(address))],
  ['subnet', (address) => withPrefix(address, networkOf(address))],
  ['network/prefix', (address) => withPrefix(address, networkOf(address))],
  [
    'net',
    (address) =>
      address.hasPrefix && address.value === networkOf(address)
        ? withPrefix(address, address.value)
        : undefined,
  ],
  [
    'broadcast',
    (address) =>
      address.version === 4 && sizeOf(address) > 2n ? print(address, lastOf(address)) : undefined,
  ],
  ['size', (address) => integerValue(sizeOf(address))],
  ['size_usable', (address) => integerValue(lastUsable(address) - firstUsable(address) + 1n)],
  ['first_usable', (address) => print(address, firstUsable(address))],
  ['last_usable', (address) => print(address, lastUsable(address))],
  [
    'range_usable',
    (address) => `${print(address, firstUsable(address))}-${print(address, lastUsable(address))}`,
  ],
  [
    'next_usable',
    (address) => (address.value < lastUsable(address) ? print(address, address.value + 1n) : undefined),
  ],
  [
    'previous_usable',
    (address) => (address.value > firstUsable(address) ? print(address, address.value - 1n) : undefined),
  ],
  ['peer', peer],
  ['type', (address) => (isHost(address) ? 'address' : 'network')],
  [
    'ip_netmask',
    (address) =>
      isHost(address)
        ? `${print(address, address.value)} ${print(address, maskOf(address.version, address.prefix))}`
        : undefined,
  ],
  [
    'ip_wildcard',
    (address) => (isHost(address) ? `${print(address, address.value)} ${wild(address)}` : undefined),
  ],
  [
    'network_netmask',
    (address) =>
      `${print(address, networkOf(address))} ${print(address, maskOf(address.version, address.prefix))}`,
  ],
  ['network_wildcard', (address) => `${print(address, networkOf(address))} ${wild(address)}`],
  ['private', only(isPrivate)],
  ['public', only(isPublic)],
  ['loopback', only(isLoopback)],
  ['lo', only(isLoopback)],
  ['multicast', only(isMulticast)],
  ['unicast', only((address) => !isMulticast(address))],
  ['link-local', only(isLinkLocal)],
  ['revdns', reverseName],
  [
    'wrap',
    (address) =>
      address.version === 6
        ? `[${print(address, address.value)}]${address.hasPrefix ? `/${String(address.prefix)}` : ''}`
        : asWritten(address),
  ],
]);

/** The other end of a point-to-point network. */
function peer(address: IpAddress): Value | undefined {
  if (sizeOf(address) === 2n) return print(address, address.value ^ 1n);
  if (sizeOf(address) !== 4n) return undefined;
  const place = address.value - networkOf(address);
  return place === 1n || place === 2n ? print(address, networkOf(address) + 3n - place) : undefined;
}

function reverseName(address: IpAddress): Value {
  if (address.version === 4)
    return `${print(address, address.value).split('.').reverse().join('.')}.in-addr.arpa.`;
  const digits = address.value.toString(16).padStart(32, '0');
  return `${digits.split('').reverse().join('.')}.ip6.arpa.`;
}

/** The address at a place in a network; negative places count from its end. Undefined where it has none. */
export function hostAt(address: IpAddress, place: bigint): bigint | undefined {
  const size = sizeOf(address);
  const offset = place < 0n ? size + place : place;
  return offset < 0n || offset >= size ? undefined : networkOf(address) + offset;
}
