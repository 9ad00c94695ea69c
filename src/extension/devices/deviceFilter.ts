import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import { compileFilter } from '../../core/inventory/filter/compileFilter.ts';
import { ContextKey } from '../common/contextKey.ts';
import { Disposable } from '../common/disposable.ts';

const stateKey = 'devices.filter';

/** The filter of the Devices view; survives reloads. */
export class DeviceFilter extends Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = this.track(new vscode.EventEmitter<void>());
  readonly #context = new ContextKey<boolean>('filtered');
  #text = '';
  #matches: (device: Device) => boolean = () => true;

  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    super();
    this.#state = state;
    const stored: unknown = state.get(stateKey);
    if (typeof stored === 'string' && stored !== '') this.#restore(stored);
  }

  /** The expression; empty where everything is shown. */
  get text(): string {
    return this.#text;
  }

  matches(device: Device): boolean {
    return this.#matches(device);
  }

  /** Sets the expression; throws `filter.…` for a bad one and leaves the old one in place. */
  set(text: string): void {
    this.#apply(text.trim());
    void this.#state.update(stateKey, this.#text);
    this.#changed.fire();
  }

  #restore(text: string): void {
    try {
      this.#apply(text);
    } catch {
      // Written by another version of the language: showing everything is the safe way out.
      void this.#state.update(stateKey, undefined);
    }
  }

  #apply(text: string): void {
    if (text === '') this.#matches = () => true;
    else {
      const filter = compileFilter(text);
      this.#matches = (device) => filter.matches(device);
    }
    this.#text = text;
    this.#context.set(text !== '');
  }
}
