import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DeviceAddress } from '../../api/device.ts';
import type { Plan } from '../../api/plan.ts';
import type { Logger } from '../../api/ports.ts';
import type { Secrets } from '../../api/question.ts';
import { startLabProcess, type LabProcess, type LabState } from '../../engine/lab/startLabProcess.ts';
import type { RunOptions } from '../../engine/runOptions.ts';
import { ContextKey } from '../common/contextKey.ts';
import { withCredential } from './withCredential.ts';

/** The credential of the lab's devices. Known only while the lab runs, and only for devices on loopback. */
const labCredential = 'demo-lab';
const deviceCount = 12;

/** A lab with its login: made up for this lab, never shown or stored. */
interface RunningLab {
  readonly process: LabProcess;
  readonly secrets: Secrets;
}

/** The demo lab of this window: its process, its inventory file, its login. */
export class DemoLab {
  readonly #labPath: string;
  readonly #keysFile: string;
  readonly #logger: Logger;
  readonly #running = new ContextKey<boolean>('labRunning');
  #starting: Promise<RunningLab> | undefined;
  #lab: RunningLab | undefined;
  #inventory: vscode.Uri | undefined;
  #state: LabState = 'before';

  constructor(extensionPath: string, storage: vscode.Uri, logger: Logger) {
    this.#labPath = join(extensionPath, 'dist', 'lab.js');
    this.#keysFile = join(storage.fsPath, 'demo-lab-keys');
    this.#logger = logger;
  }

  get isRunning(): boolean {
    return this.#lab !== undefined;
  }

  get state(): LabState {
    return this.#state;
  }

  /** Starts the lab if it does not run yet, and writes its inventory into a folder. Throws `lab.failed`. */
  async start(folder: vscode.WorkspaceFolder): Promise<void> {
    if (this.#lab === undefined) {
      this.#starting ??= startLab(this.#labPath);
      try {
        this.#adopt(await this.#starting);
      } finally {
        this.#starting = undefined;
      }
    }
    await this.#writeInventory(folder);
  }

  /** Switches the simulated network; resolves with the state it is in then. Throws `lab.failed`. */
  async toggleState(): Promise<LabState> {
    const state = this.#state === 'before' ? 'after' : 'before';
    await this.#lab?.process.setState(state);
    this.#state = state;
    return state;
  }

  /** Ends the lab and takes its inventory away: devices that are gone must not stay in the tree. */
  stop(): void {
    void this.#lab?.process.stop();
    this.#gone();
  }

  /** The lab's login; undefined where the question is not about a device of the lab. */
  secretsFor(credential: string): Secrets | undefined {
    return credential === labCredential ? this.#lab?.secrets : undefined;
  }

  /**
   * Options for a plan. Keys of simulated devices change with every lab: for plans that go to nothing else, they are taken
   * without a question and kept apart from those of real devices.
   */
  adjust(plan: Plan, options: RunOptions): RunOptions {
    const all = this.#lab !== undefined && plan.devices.every(({ device }) => isLabDevice(device));
    if (!all) return options;
    return { ...options, hostKeys: 'accept-new', knownHostsFiles: [], acceptedKeysFile: this.#keysFile };
  }

  dispose(): void {
    this.stop();
  }

  #adopt(started: RunningLab): void {
    this.#lab = started;
    this.#state = 'before';
    this.#running.set(true);
    rmSync(this.#keysFile, { force: true });
    this.#logger.info('[lab] started');
    void started.process.ended.then((said) => {
      if (this.#lab !== started) return;
      this.#gone();
      this.#logger.error(`[lab] ended unexpectedly. ${said}`);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The demo lab has ended unexpectedly. Start it again.'),
      );
    });
  }

  async #writeInventory(folder: vscode.WorkspaceFolder): Promise<void> {
    if (this.#lab === undefined) return;
    const uri = vscode.Uri.joinPath(folder.uri, '.showrun', 'lab', 'inventory.csv');
    const text = withCredential(this.#lab.process.inventory, labCredential);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    this.#inventory = uri;
  }

  #gone(): void {
    this.#lab = undefined;
    this.#running.set(false);
    // Synchronous, since this also runs while the window closes.
    if (this.#inventory !== undefined) rmSync(this.#inventory.fsPath, { force: true });
    this.#inventory = undefined;
  }
}

async function startLab(labPath: string): Promise<RunningLab> {
  const password = randomBytes(12).toString('base64url');
  const process = await startLabProcess(labPath, { words: ['--count', String(deviceCount)], password });
  return { process, secrets: { username: 'showrun', password, enableSecret: password } };
}

function isLabDevice(device: DeviceAddress): boolean {
  return device.credential === labCredential && device.host === '127.0.0.1' && device.jumpHost === undefined;
}
