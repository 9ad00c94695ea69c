import type { NetDevice, NetInterface } from '../../network/netDevice.ts';
import type { Network } from '../../network/network.ts';
import { baseConfig, type Pristine } from './baseConfig.ts';
import {
  deleteStatement,
  findStatement,
  setStatement,
  statementPath,
  type ConfigNode,
  type PathStep,
} from './configTree.ts';

/** One `set` or `delete`, with its full path. */
export interface ConfigEdit {
  readonly kind: 'set' | 'delete';
  readonly path: readonly PathStep[];
}

/** The committed and the candidate configuration of one device; all sessions share it, as on the real thing. */
export class JunosStore {
  private readonly network: Network;
  private readonly device: NetDevice;
  private readonly pristine: Pristine;
  /** The edits of each commit so far, newest last; each holds all since the beginning. */
  private readonly history: (readonly ConfigEdit[])[] = [[]];
  private candidateEdits: readonly ConfigEdit[] | undefined;
  private revertAt: number | undefined;

  constructor(network: Network, device: NetDevice) {
    this.network = network;
    this.device = device;
    this.pristine = {
      hostname: device.hostname,
      ntp: [...device.ntp],
      ports: [...device.interfaces.values()].map((port) => ({ ...port })),
    };
  }

  /** True while there are edits that were not committed. */
  get changed(): boolean {
    return this.candidateEdits !== undefined;
  }

  committed(): ConfigNode {
    this.expire();
    return this.build(this.history.at(-1) ?? []);
  }

  candidate(): ConfigNode {
    this.expire();
    return this.build(this.candidateEdits ?? this.history.at(-1) ?? []);
  }

  /** False where a statement to delete is not there. */
  edit(edit: ConfigEdit): boolean {
    const edits = this.candidateEdits ?? this.history.at(-1) ?? [];
    if (edit.kind === 'delete' && findStatement(this.candidate(), edit.path) === undefined) return false;
    this.candidateEdits = [...edits, edit];
    return true;
  }

  /** Makes the configuration of so many commits ago the candidate. False where there is none that old. */
  rollback(number: number): boolean {
    const edits = this.history.at(-1 - number);
    if (edits === undefined) return false;
    this.candidateEdits = number === 0 ? undefined : edits;
    return true;
  }

  /** `minutes` is for `commit confirmed`: without another commit the change is taken back then. */
  commit(minutes?: number): void {
    if (this.candidateEdits !== undefined) this.history.push(this.candidateEdits);
    this.candidateEdits = undefined;
    this.revertAt = minutes === undefined ? undefined : this.network.clock.now() + minutes * 60_000;
    this.apply();
  }

  private expire(): void {
    if (this.revertAt === undefined || this.network.clock.now() < this.revertAt) return;
    this.revertAt = undefined;
    this.history.push(this.history.at(-2) ?? []);
    this.apply();
  }

  private build(edits: readonly ConfigEdit[]): ConfigNode {
    const root = baseConfig(this.network, this.device, this.pristine);
    for (const { kind, path } of edits) {
      if (kind === 'set') setStatement(root, path);
      else deleteStatement(root, path);
    }
    return root;
  }

  /** Lets the model follow the configuration, so that the show commands do too. */
  private apply(): void {
    const root = this.build(this.history.at(-1) ?? []);
    const value = (line: string): string | undefined => {
      const path = statementPath(line.split(' '));
      const text = findStatement(root, path)?.text;
      return text?.slice(text.indexOf(' ') + 1).replace(/^"|"$/g, '');
    };
    this.device.hostname = value('system host-name') ?? 'amnesiac';
    const ntp = findStatement(root, statementPath(['system', 'ntp']));
    this.device.ntp = [...(ntp?.children.values() ?? [])].map((node) => node.text.replace('server ', ''));
    for (const port of this.device.interfaces.values()) this.applyPort(root, port, value);
  }

  private applyPort(root: ConfigNode, port: NetInterface, value: (line: string) => string | undefined): void {
    const at = (line: string): ConfigNode | undefined =>
      findStatement(root, statementPath(`interfaces ${port.name}${line}`.split(' ')));
    port.description = value(`interfaces ${port.name} description`) ?? '';
    const enabled = at(' disable') === undefined;
    if (enabled !== port.enabled) port.changedAt = this.network.clock.now();
    port.enabled = enabled;
    const inet = at(' unit 0 family inet');
    const address = [...(inet?.children.values() ?? [])].map((node) =>
      /^address (\S+)\/(\d+)$/.exec(node.text),
    )[0];
    if (address?.[1] === undefined) delete port.address;
    else port.address = { ip: address[1], prefix: Number(address[2]) };
  }
}

const stores = new WeakMap<NetDevice, JunosStore>();

/** The configuration of a device; made at the first use. */
export function junosStore(network: Network, device: NetDevice): JunosStore {
  let store = stores.get(device);
  if (store === undefined) stores.set(device, (store = new JunosStore(network, device)));
  return store;
}
