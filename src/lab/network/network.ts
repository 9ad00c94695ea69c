import type { Clock } from '../../api/ports.ts';
import type { LabState } from '../labOptions.ts';
import { buildPod } from './buildPod.ts';
import type { BgpNeighbor, NetDevice, NetInterface } from './netDevice.ts';
import type { RosterEntry } from './roster.ts';

/** The simulated network: one model that all devices answer from. Pods are built when first asked for. */
export class Network {
  readonly clock: Clock;
  private readonly seed: number;
  private readonly startedAt: number;
  private readonly pods = new Map<number, readonly RosterEntry[]>();
  private readonly places = new Map<string, RosterEntry>();
  private readonly built = new Map<number, readonly NetDevice[]>();
  private current: LabState;
  private switchedAt: number;

  constructor(roster: readonly RosterEntry[], options: { clock: Clock; seed: number; state: LabState }) {
    this.clock = options.clock;
    this.seed = options.seed;
    this.startedAt = options.clock.now();
    this.switchedAt = this.startedAt - 3_600_000;
    this.current = options.state;
    const pods = new Map<number, RosterEntry[]>();
    for (const entry of roster) {
      this.places.set(entry.name, entry);
      const pod = pods.get(entry.pod);
      if (pod === undefined) pods.set(entry.pod, [entry]);
      else pod.push(entry);
    }
    this.pods = pods;
  }

  get state(): LabState {
    return this.current;
  }

  /** Switches everything that differs between before and after. */
  setState(state: LabState): void {
    if (state === this.current) return;
    this.current = state;
    this.switchedAt = this.clock.now();
  }

  /** A device by the name it was started with. Throws where there is none: a mistake of the caller. */
  device(name: string): NetDevice {
    const place = this.places.get(name);
    const device = place === undefined ? undefined : this.pod(place.pod).find((each) => each.name === name);
    if (device === undefined) throw new Error(`no device ${name} in the network`);
    return device;
  }

  /** The devices that are cabled together. */
  pod(number: number): readonly NetDevice[] {
    let devices = this.built.get(number);
    if (devices === undefined) {
      devices = buildPod(this.pods.get(number) ?? [], this.seed, this.startedAt);
      this.built.set(number, devices);
    }
    return devices;
  }

  /** True where an interface carries traffic: switched on here and at the other end, and the cable is whole. */
  isUp(port: NetInterface, device: NetDevice): boolean {
    if (!port.enabled) return false;
    if (port.kind === 'vlan') return this.vlans(device).has(port.accessVlan);
    if (port.kind !== 'physical') return true;
    if (port.link !== undefined) {
      return port.link.cutIn !== this.current && port.link.a.port.enabled && port.link.b.port.enabled;
    }
    return port.attached !== undefined && port.attachedCutIn !== this.current;
  }

  /** The other end of an interface's cable. */
  peer(port: NetInterface): { device: NetDevice; port: NetInterface } | undefined {
    if (port.link === undefined) return undefined;
    return port.link.a.port === port ? port.link.b : port.link.a;
  }

  /** VLANs a device has in the present state, in order of their numbers. */
  vlans(device: NetDevice): Map<number, string> {
    const all = [...device.vlans, ...(this.current === 'after' ? device.newVlans : [])];
    return new Map(all.sort(([left], [right]) => left - right));
  }

  /** BGP sessions that are configured in the present state. */
  bgp(device: NetDevice): readonly BgpNeighbor[] {
    return device.bgp.filter((neighbor) => neighbor.goneIn !== this.current);
  }

  /** True where the session is established. */
  bgpUp(device: NetDevice, neighbor: BgpNeighbor): boolean {
    return neighbor.over === undefined || this.isUp(neighbor.over, device);
  }

  version(device: NetDevice): string {
    return device.versions[this.current];
  }

  /** Milliseconds since the last start; an upgrade means a restart. */
  uptime(device: NetDevice): number {
    const upgraded = this.current === 'after' && device.versions.after !== device.versions.before;
    return this.clock.now() - (upgraded ? Math.max(device.bootedAt, this.switchedAt) : device.bootedAt);
  }

  /** When the lab's state last changed. */
  get lastChange(): number {
    return this.switchedAt;
  }
}
