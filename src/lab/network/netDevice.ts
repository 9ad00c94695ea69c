import type { LabState } from '../labOptions.ts';
import type { RosterEntry } from './roster.ts';

/** A cable between two devices of the network. */
export interface NetLink {
  readonly a: { readonly device: NetDevice; readonly port: NetInterface };
  readonly b: { readonly device: NetDevice; readonly port: NetInterface };
  /** The state in which the cable is cut. */
  readonly cutIn?: LabState;
}

/** One interface of a device, with what can be configured on it. */
export interface NetInterface {
  /** The vendor's full name, for example `GigabitEthernet1/0/1`. */
  readonly name: string;
  readonly kind: 'physical' | 'vlan' | 'loopback' | 'management';
  /** 12 hexadecimal digits. */
  readonly mac: string;
  /** Mbit/s. */
  readonly speed: number;
  mtu: number;
  description: string;
  enabled: boolean;
  mode: 'routed' | 'access' | 'trunk';
  accessVlan: number;
  trunkVlans: string;
  address?: { readonly ip: string; readonly prefix: number };
  link?: NetLink;
  /** Something that is not a device of the lab hangs on it: a host, or a provider. */
  attached?: 'host' | 'provider';
  attachedCutIn?: LabState;
  /** When it was last switched on or off by hand, milliseconds since 1970. */
  changedAt: number;
  /** When its counters were cleared. */
  clearedAt?: number;
  /** Configuration lines that the model does not understand but keeps. */
  readonly extra: string[];
}

/** A BGP session of a device. */
export interface BgpNeighbor {
  readonly address: string;
  readonly asn: number;
  readonly description: string;
  readonly prefixes: number;
  /** The state in which the session is gone from the configuration. */
  readonly goneIn?: LabState;
  /** The session stands and falls with this interface. */
  readonly over?: NetInterface;
}

/** A static route; its next hop may differ by state. */
export interface StaticRoute {
  readonly network: string;
  readonly prefix: number;
  readonly via: Readonly<Record<LabState, string>>;
}

/** A configuration line with what stands below it. */
export interface ConfigBlock {
  readonly line: string;
  readonly children: string[];
}

/** One device of the network: what it is and how it is configured now. */
export interface NetDevice extends RosterEntry {
  hostname: string;
  readonly model: string;
  readonly serial: string;
  readonly versions: Readonly<Record<LabState, string>>;
  readonly asn: number;
  readonly loopback: string;
  readonly baseMac: string;
  /** When it was started before the lab was, milliseconds since 1970. */
  bootedAt: number;
  readonly interfaces: Map<string, NetInterface>;
  /** Names by number. */
  readonly vlans: Map<number, string>;
  /** VLANs that are there in the state `after` only. */
  readonly newVlans: Map<number, string>;
  readonly bgp: readonly BgpNeighbor[];
  readonly ospf: boolean;
  readonly statics: StaticRoute[];
  ntp: string[];
  readonly extra: ConfigBlock[];
  /** The configuration as it was last saved; undefined while nothing was saved by hand. */
  saved?: string;
  savedAt?: number;
}
