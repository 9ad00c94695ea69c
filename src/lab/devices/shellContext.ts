import type { NetDevice } from '../network/netDevice.ts';
import type { Network } from '../network/network.ts';
import type { SimulatedDevice } from '../ssh/deviceContext.ts';

/** The client's screen as it was announced; 0 where it was not. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** What every shell needs to know. */
export interface ShellContext {
  readonly network: Network;
  readonly device: NetDevice;
  readonly username: string;
  readonly password: string;
  readonly enableSecret: string;
  readonly size: ScreenSize;
  readonly motd: string;
  /** Bytes that a support dump should have; 0 for a normal one. */
  supportBytes(): number;
}

/** Takes from the SSH side what the shells need. */
export function shellContext(device: SimulatedDevice, size: ScreenSize): ShellContext {
  return {
    network: device.network,
    device: device.network.device(device.entry.name),
    username: device.login.username,
    password: device.login.password,
    enableSecret: device.login.enableSecret,
    size,
    motd: device.tuning.motd === undefined ? '' : `${device.tuning.motd.trimEnd()}\n`,
    supportBytes: () => (device.faults.has('big-output') ? device.tuning.bigOutputBytes : 0),
  };
}
