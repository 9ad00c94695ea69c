import type { NetDevice, NetInterface } from './netDevice.ts';
import type { Network } from './network.ts';
import { pick } from './random.ts';

/** What an interface has counted, and its rates. */
export interface Counters {
  readonly inPackets: number;
  readonly outPackets: number;
  readonly inBytes: number;
  readonly outBytes: number;
  readonly inMulticast: number;
  readonly inBroadcast: number;
  readonly inErrors: number;
  /** Packets a second over the last minutes. */
  readonly inRate: number;
  readonly outRate: number;
  /** Bits a second over the last minutes. */
  readonly inBits: number;
  readonly outBits: number;
}

/** Milliseconds since 1970 at which the interface last came up or went down. */
export function lastFlap(network: Network, port: NetInterface): number {
  const peer = network.peer(port);
  const cut = port.link?.cutIn ?? port.attachedCutIn;
  return Math.max(port.changedAt, peer?.port.changedAt ?? 0, cut === undefined ? 0 : network.lastChange);
}

/** Counters grow with the clock while the interface is up and stand still while it is down. */
export function counters(network: Network, device: NetDevice, port: NetInterface): Counters {
  const up = network.isUp(port, device);
  const key = `${device.name}/${port.name}`;
  const busy = port.kind === 'physical' || port.kind === 'vlan' || port.kind === 'management';
  const inRate = up && busy ? pick(`${key}/in`, 20, 900) : 0;
  const outRate = up && busy ? pick(`${key}/out`, 20, 900) : 0;
  const end = up ? network.clock.now() : Math.min(network.clock.now(), lastFlap(network, port));
  const start = Math.max(device.bootedAt, port.clearedAt ?? 0);
  const used = busy && (up || port.link !== undefined || port.attached !== undefined);
  const seconds = used ? Math.max(0, Math.floor((end - start) / 1000)) : 0;
  const inPackets = seconds * pick(`${key}/in`, 20, 900);
  const outPackets = seconds * pick(`${key}/out`, 20, 900);
  const size = pick(`${key}/size`, 180, 900);
  return {
    inPackets,
    outPackets,
    inBytes: inPackets * size,
    outBytes: outPackets * (size + 37),
    inMulticast: Math.floor(inPackets / 97),
    inBroadcast: Math.floor(inPackets / 211),
    inErrors: pick(`${key}/errors`, 0, 9) === 0 ? Math.floor(seconds / 86_400) : 0,
    inRate,
    outRate,
    inBits: inRate * size * 8,
    outBits: outRate * (size + 37) * 8,
  };
}
