import type { SourcePosition } from './diagnostic.ts';

/**
 * A value a template can see. Maps keep the order of the file (plain objects would reorder integer-like keys such as
 * VLAN numbers) and have no prototype that a template could reach.
 */
export type VariableValue =
  string | number | boolean | null | readonly VariableValue[] | ReadonlyMap<string, VariableValue>;

/** What to do with a host key that is not known yet. A changed key always stops the device. */
export type HostKeyPolicy = 'ask' | 'accept-new' | 'strict';

/** How to reach and log in to a device: the part of it that a plan carries and that crosses process boundaries. */
export interface DeviceAddress {
  /** Unique in the inventory. Untrusted text: never a path. */
  readonly name: string;
  /** Host name or address. */
  readonly host: string;
  readonly port?: number;
  /** Platform id, already resolved from aliases (`cisco_ios`, `generic` …). */
  readonly platform: string;
  /** Transport id; `ssh` unless the inventory says otherwise. */
  readonly transport: string;
  readonly username?: string;
  /** Name of the credential to use; `default` where it is absent. */
  readonly credential?: string;
  readonly jumpHost?: string;
  readonly sshConfigFile?: string;
  /** False forbids keys and agent, true offers them first. */
  readonly useKeys?: boolean;
  readonly keyFile?: string;
  readonly hostKeys?: HostKeyPolicy;
  /** True allows old SSH algorithms (SHA-1 key exchange, CBC …), offered only after a handshake failed for want of them. */
  readonly sshLegacy?: boolean;
  readonly site?: string;
}

/** One reachable node of the inventory, with everything that is known of it. */
export interface Device extends DeviceAddress {
  readonly role?: string;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** Everything else, after inheritance: every other column or key. */
  readonly variables: ReadonlyMap<string, VariableValue>;
  /** Where the device is declared. */
  readonly declaredAt: SourcePosition;
  /** Where each field and variable got its value, by column or key name. */
  readonly fieldsAt: ReadonlyMap<string, SourcePosition>;
}

/** The devices of a workspace with the findings about their files. One bad row does not hide the good ones. */
export interface Inventory {
  readonly devices: readonly Device[];
}
