import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { requireTrust } from '../common/requireTrust.ts';
import { commands } from '../manifest/commands.ts';
import { views } from '../manifest/views.ts';
import { newestRun } from '../runs/pickRun.ts';
import type { Inventories } from '../workspace/inventories.ts';
import { diskFolders } from '../workspace/workspacePaths.ts';
import type { DemoLab } from './demoLab.ts';

/** Commands of the demo lab. */
export class LabFeature implements Feature {
  readonly #lab: DemoLab;
  readonly #inventories: Inventories;
  readonly #registrar: CommandRegistrar;

  constructor(lab: DemoLab, inventories: Inventories, registrar: CommandRegistrar) {
    this.#lab = lab;
    this.#inventories = inventories;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    context.subscriptions.push(
      this.#lab,
      this.#registrar.register('startDemoLab', () => this.#start()),
      this.#registrar.register('changeDemoLab', () => this.#change()),
      this.#registrar.register('stopDemoLab', async () => {
        this.#lab.stop();
        await this.#inventories.reload();
      }),
    );
  }

  async #start(): Promise<void> {
    if (!requireTrust()) return;
    const [folder] = diskFolders();
    if (folder === undefined) {
      throw new ShowrunError('extension.no-folder', vscode.l10n.t('Open a folder first.'), {
        hint: vscode.l10n.t('The inventory of the lab and everything collected from it are files in it.'),
      });
    }
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Starting the demo lab…') },
      async () => {
        await this.#lab.start(folder);
        await this.#inventories.reload();
      },
    );
    await vscode.commands.executeCommand(`${views.devices.id}.focus`);
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The demo lab is running: {0} simulated devices are in the Devices view. Tick some and run a template.',
        this.#inventories.devices().filter(({ device }) => device.host === '127.0.0.1').length,
      ),
    );
  }

  async #change(): Promise<void> {
    if (!this.#lab.isRunning) {
      throw new ShowrunError('extension.lab-not-running', vscode.l10n.t('The demo lab is not running.'), {
        hint: vscode.l10n.t('Start it with “Showrun: Start Demo Lab”.'),
      });
    }
    const state = await this.#lab.toggleState();
    const again = vscode.l10n.t('Re-run');
    const choice = await vscode.window.showInformationMessage(
      state === 'after'
        ? vscode.l10n.t(
            'The simulated network has been changed. Run the same again and compare with the previous run.',
          )
        : vscode.l10n.t('The simulated network is as it was before the change.'),
      again,
    );
    if (choice === again) await vscode.commands.executeCommand(commands.rerun.id, newestRun);
  }
}
