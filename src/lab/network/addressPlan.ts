/** Addresses of a pod. Each pod has its own /24 of everything; up to 5,000 devices fit. */
export interface AddressPlan {
  loopback(slot: number): string;
  management(slot: number): string;
  /** The two ends of a /31. */
  link(index: number): readonly [string, string];
  /** The network of a VLAN is a /24; `host` 0 is the network itself. */
  vlan(vlan: number, host: number): string;
  /** Our and the provider's address on a transit link, a /30. */
  transit(index: number): readonly [string, string];
}

/** The plan of one pod. */
export function addressPlan(pod: number): AddressPlan {
  const high = pod >> 8;
  const low = pod & 255;
  return {
    loopback: (slot) => `10.${240 + high}.${low}.${slot + 1}`,
    management: (slot) => `10.${220 + high}.${low}.${slot + 11}`,
    link: (index) => [
      `10.${200 + high}.${low}.${(index * 2) & 255}`,
      `10.${200 + high}.${low}.${(index * 2 + 1) & 255}`,
    ],
    vlan: (vlan, host) => `10.${(vlan + high) & 255}.${low}.${host}`,
    transit: (index) => [
      `172.${20 + high}.${low}.${index * 4 + 2}`,
      `172.${20 + high}.${low}.${index * 4 + 1}`,
    ],
  };
}

/** The network address of `ip`/`prefix`. */
export function networkOf(ip: string, prefix: number): string {
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return numberToIp((ipToNumber(ip) & mask) >>> 0);
}

/** The last address of the network of `ip`/`prefix`. */
export function broadcastOf(ip: string, prefix: number): string {
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return numberToIp((ipToNumber(ip) | ~mask) >>> 0);
}

/** Dotted mask of a prefix length. */
export function maskOf(prefix: number): string {
  return numberToIp(prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0);
}

/** Prefix length of a dotted mask, or undefined where it is none. */
export function prefixOf(mask: string): number | undefined {
  for (let prefix = 0; prefix <= 32; prefix++) if (maskOf(prefix) === mask) return prefix;
  return undefined;
}

/** True for four numbers from 0 to 255. */
export function isIpv4(text: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

function ipToNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function numberToIp(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
