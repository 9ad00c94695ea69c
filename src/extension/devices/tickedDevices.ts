import * as vscode from 'vscode';
import { ContextKey } from '../common/contextKey.ts';
import { Disposable } from '../common/disposable.ts';
import { deviceKey, type DeviceRef, type Inventories } from '../workspace/inventories.ts';

const stateKey = 'devices.ticked';

/**
 * The ticked devices. Ticks are kept by name, so that they survive reloads and an inventory file that is broken for a moment;
 * only those that are in the inventory now count.
 */
export class TickedDevices extends Disposable {
  readonly #state: vscode.Memento;
  readonly #inventories: Inventories;
  readonly #changed = this.track(new vscode.EventEmitter<readonly DeviceRef[] | undefined>());
  readonly #context = new ContextKey<boolean>('ticked');
  readonly #keys: Set<string>;

  /** Carries the devices whose ticks may be others now; nothing where that may be all of them. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento, inventories: Inventories) {
    super();
    this.#state = state;
    this.#inventories = inventories;
    const stored: unknown = state.get(stateKey);
    this.#keys = new Set(Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []);
    this.track(inventories.onDidChange(() => this.#context.set(this.list().length > 0)));
  }

  has(ref: DeviceRef): boolean {
    return this.#keys.has(deviceKey(ref.folder, ref.device.name));
  }

  /** The ticked devices in the order of the inventory. */
  list(): DeviceRef[] {
    return this.#inventories.devices().filter((ref) => this.has(ref));
  }

  set(refs: readonly DeviceRef[], ticked: boolean): void {
    for (const { folder, device } of refs) {
      const key = deviceKey(folder, device.name);
      if (ticked) this.#keys.add(key);
      else this.#keys.delete(key);
    }
    this.#save(refs);
  }

  clear(): void {
    this.#keys.clear();
    this.#save(undefined);
  }

  #save(refs: readonly DeviceRef[] | undefined): void {
    void this.#state.update(stateKey, [...this.#keys]);
    this.#context.set(this.list().length > 0);
    this.#changed.fire(refs);
  }
}
