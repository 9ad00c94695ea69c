import type { HostKeyPolicy } from '../../../api/device.ts';
import type { HostIdentity } from '../../hostkeys/knownHosts.ts';
import type { AlgorithmLists } from '../serverHello.ts';

/** Everything that is needed to log in to one SSH server: a device or a jump host. */
export interface HostSpec {
  /** Names it in messages and questions: the device's name, or `jump host x`. */
  readonly label: string;
  readonly host: string;
  readonly port: number;
  /** Nothing where the credential or the default has to say. */
  readonly username?: string;
  readonly credential: string;
  /** True where the credential was named for this host, so that it may know the passphrase of its keys. */
  readonly ownCredential: boolean;
  readonly keys: KeyChoice;
  readonly hostKeyAlias?: string;
  readonly policy: HostKeyPolicy;
  /** known_hosts files besides those of the run. */
  readonly knownHostsFiles: readonly string[];
  readonly algorithms: AlgorithmLists;
  /** Whether old algorithms may be offered after a handshake failed for want of them. */
  readonly legacy: boolean;
  /** Nothing where the run's own time-out holds. */
  readonly connectTimeoutMs?: number;
  /** A command whose input and output are the connection, ready for the shell; from the user's own ssh_config only. */
  readonly proxyCommand?: string;
  readonly keepalive: { readonly intervalMs: number; readonly countMax: number };
}

/** Which keys are offered. */
export interface KeyChoice {
  /** `never`: none. `auto`: all that are named, and a few of the others. `all`: the others too. */
  readonly use: 'never' | 'auto' | 'all';
  /** Files named for this host, absolute; one that is `required` must be readable. */
  readonly files: readonly { readonly path: string; readonly required: boolean }[];
  /** Only the files above (and agent keys equal to them). */
  readonly onlyNamed: boolean;
  /** ssh_config's IdentityAgent. */
  readonly agent?: string;
}

/** A way to a device: jump hosts in the order they are passed, then itself. */
export interface Route {
  readonly hops: readonly HostSpec[];
  readonly target: HostSpec;
}

/** Under which name a host stands in known_hosts. */
export function hostIdentity(spec: HostSpec): HostIdentity {
  return spec.hostKeyAlias === undefined
    ? { host: spec.host, port: spec.port }
    : { host: spec.hostKeyAlias, port: spec.port, alias: true };
}
