import type { NetDevice, NetInterface } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import type { ShellContext } from '../shellContext.ts';
import type { CiscoMode, Dialect } from './dialect.ts';

/** The state of one login on a Cisco-like device; what the command handlers work with. */
export class CiscoSession {
  readonly dialect: Dialect;
  readonly context: ShellContext;
  mode: CiscoMode;
  /** The interfaces that `config-if` is about. */
  ports: readonly NetInterface[] = [];
  /** The VLAN numbers that `config-vlan` is about. */
  vlanIds: readonly number[] = [];
  /** The line that opened the section of the other modes. */
  section = '';
  pageLength: number;
  width: number;

  constructor(dialect: Dialect, context: ShellContext) {
    this.dialect = dialect;
    this.context = context;
    this.mode = dialect.startMode;
    const screen = dialect.screen(context.size);
    this.pageLength = screen.length;
    this.width = screen.width;
  }

  get device(): NetDevice {
    return this.context.device;
  }

  get network(): Network {
    return this.context.network;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.network.clock.now();
  }

  get prompt(): string {
    return this.dialect.prompt(this.device.hostname, this.mode);
  }

  /** True in configuration mode and its sections. */
  get configuring(): boolean {
    return this.mode.startsWith('config');
  }

  /** The interface of that full name, or undefined. */
  port(name: string): NetInterface | undefined {
    return this.device.interfaces.get(name);
  }
}
