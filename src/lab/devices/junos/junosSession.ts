import type { NetDevice } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import type { ShellContext } from '../shellContext.ts';
import { junosStore, type JunosStore } from './junosStore.ts';

/** The state of one login on a Junos device. */
export class JunosSession {
  readonly context: ShellContext;
  readonly store: JunosStore;
  mode: 'operational' | 'configuration' | 'shell' = 'operational';
  /** Words of the hierarchy level that `edit` went to. */
  level: readonly string[] = [];
  screenLength: number;
  screenWidth: number;
  completesOnSpace = true;
  /** The filters of the command being run. */
  pipes: readonly string[] = [];

  constructor(context: ShellContext) {
    this.context = context;
    this.store = junosStore(context.network, context.device);
    this.screenLength = context.size.rows || 24;
    this.screenWidth = context.size.columns || 80;
  }

  get network(): Network {
    return this.context.network;
  }

  get device(): NetDevice {
    return this.context.device;
  }

  get user(): string {
    return `${this.context.username}@${this.device.hostname}`;
  }

  /** True where a pipe of that name was given, `display set` for example. */
  piped(verb: string, argument = ''): boolean {
    return this.pipes.some((pipe) => {
      const [word = '', second = ''] = pipe.split(/\s+/);
      return (
        word !== '' &&
        verb.startsWith(word) &&
        (argument === '' || (second !== '' && argument.startsWith(second)))
      );
    });
  }
}
