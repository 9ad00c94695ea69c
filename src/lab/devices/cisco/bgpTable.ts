import { pick } from '../../network/random.ts';
import { lastFlap } from '../../network/counters.ts';
import type { BgpNeighbor } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import type { NetDevice } from '../../network/netDevice.ts';

/** One session of a BGP summary, in numbers. */
export interface BgpLine {
  readonly neighbor: BgpNeighbor;
  readonly up: boolean;
  readonly received: number;
  readonly sent: number;
  /** Milliseconds in the present state. */
  readonly age: number;
}

/** The sessions of a device, with messages that grow as time goes by. */
export function bgpLines(network: Network, device: NetDevice): BgpLine[] {
  return network.bgp(device).map((neighbor) => {
    const up = network.bgpUp(device, neighbor);
    const flap =
      neighbor.over === undefined
        ? device.bootedAt
        : Math.max(device.bootedAt, lastFlap(network, neighbor.over));
    const since =
      neighbor.over !== undefined && !up ? flap : device.bootedAt + pick(neighbor.address, 1, 60) * 60_000;
    const age = Math.max(0, network.clock.now() - since);
    const messages = up ? Math.floor(age / 55_000) : 0;
    return { neighbor, up, age, received: messages + Math.min(messages, neighbor.prefixes), sent: messages };
  });
}

/** Prefixes known in all. */
export function bgpPrefixes(lines: readonly BgpLine[]): number {
  return lines.reduce((sum, line) => sum + (line.up ? line.neighbor.prefixes : 0), 0);
}
