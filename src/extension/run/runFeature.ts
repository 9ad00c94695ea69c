import * as vscode from 'vscode';
import type { RunRecord } from '../../api/run.ts';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { Feature } from '../common/feature.ts';
import { requireTrust } from '../common/requireTrust.ts';
import { devicesOf, isDevicesNode } from '../devices/deviceNode.ts';
import type { CommandName } from '../manifest/commands.ts';
import { schemes } from '../manifest/schemes.ts';
import { isResultNode, runOf, type RunDeviceNode } from '../runs/runNode.ts';
import type { TemplateLibrary } from '../templates/templateLibrary.ts';
import type { DeviceRef } from '../workspace/inventories.ts';
import { chooseDevices, type DeviceChoiceSources } from './chooseDevices.ts';
import { askCommand, askTemplate, sourceFromArgument } from './chooseSource.ts';
import type { LiveRuns } from './liveRuns.ts';
import type { PlanDocuments } from './planDocuments.ts';
import { PlanningError, prepareRuns, type PreparedRun } from './prepareRuns.ts';
import { isRunRequest, targetOf } from './runRequest.ts';
import { askBeforeCancel, RunStatusBar } from './runStatusBar.ts';
import type { RunSource, RunTarget } from './runTarget.ts';
import type { Runner } from './runner.ts';

/** What the run commands need. */
export interface RunFeatureDependencies extends DeviceChoiceSources {
  readonly registrar: CommandRegistrar;
  readonly templates: TemplateLibrary;
  readonly live: LiveRuns;
  readonly plans: PlanDocuments;
  readonly runner: Runner;
  readonly state: vscode.Memento;
}

type Ask = (title: string) => Promise<RunSource | undefined>;

/** Run, dry run and cancel. A dry run and a run make their plan in the same way. */
export class RunFeature implements Feature {
  readonly #deps: RunFeatureDependencies;

  constructor(deps: RunFeatureDependencies) {
    this.#deps = deps;
  }

  register(context: vscode.ExtensionContext): void {
    const { live, plans, registrar, templates, state } = this.#deps;
    const template: Ask = (title) => askTemplate(templates, state, title);
    const command: Ask = (title) => askCommand(state, title);
    const add = (name: CommandName, handler: (...args: readonly unknown[]) => unknown): void => {
      context.subscriptions.push(registrar.register(name, handler));
    };
    context.subscriptions.push(
      new RunStatusBar(live),
      vscode.workspace.registerTextDocumentContentProvider(schemes.plan, plans),
    );
    add('runTemplate', (argument) => this.#run(argument, template));
    add('runCommand', (argument) => this.#run(argument, command));
    add('dryRun', (argument) => this.#dryRun(argument, template));
    add('runOnDevice', (node, all) => this.#runOn(node, all, template));
    add('runCommandOnDevice', (node, all) => this.#runOn(node, all, command));
    add('dryRunOnDevice', async (node, all) => {
      const target = await this.#targetOn(node, all, template);
      if (target !== undefined) await this.#show(target);
    });
    add('cancelRun', (node) => this.#cancel(node));
    add('cancelDevice', (node, all) => this.#cancelDevices(node, all));
  }

  async #run(argument: unknown, ask: Ask): Promise<RunRecord[] | undefined> {
    if (!requireTrust()) return undefined;
    const target = await this.#target(argument, ask);
    return target === undefined ? undefined : await this.#execute(target);
  }

  async #runOn(node: unknown, all: unknown, ask: Ask): Promise<RunRecord[] | undefined> {
    if (!requireTrust()) return undefined;
    const target = await this.#targetOn(node, all, ask);
    return target === undefined ? undefined : await this.#execute(target);
  }

  async #dryRun(argument: unknown, ask: Ask): Promise<void> {
    const target = await this.#target(argument, ask);
    if (target !== undefined) await this.#show(target);
  }

  async #target(argument: unknown, ask: Ask): Promise<RunTarget | undefined> {
    const { inventories } = this.#deps;
    const choose = (): Promise<DeviceRef[] | undefined> => chooseDevices(this.#deps);
    if (isRunRequest(argument)) return await targetOf(argument, inventories, choose);
    const devices = await choose();
    if (devices === undefined) return undefined;
    const source = sourceFromArgument(argument) ?? (await ask(titleFor(devices)));
    return source === undefined ? undefined : { source, devices };
  }

  async #targetOn(node: unknown, all: unknown, ask: Ask): Promise<RunTarget | undefined> {
    const devices = selectedDevices(node, all);
    if (devices.length === 0) return await this.#target(undefined, ask);
    const source = await ask(titleFor(devices));
    return source === undefined ? undefined : { source, devices };
  }

  /**
   * One run for each workspace folder, one after another. Whoever cancels one, or decides against it, has had enough: the same
   * lines are not sent to the devices of the next folder then.
   */
  async #execute(target: RunTarget): Promise<RunRecord[]> {
    const { inventories, runner } = this.#deps;
    const prepared = await withPlace(() => prepareRuns(target, inventories, new Date()));
    const records: RunRecord[] = [];
    for (const [index, { folder, plan }] of prepared.entries()) {
      const record = await runner.run(folder, plan);
      if (record !== undefined) records.push(record);
      if (record !== undefined && record.status !== 'cancelled') continue;
      tellNotStarted(prepared.slice(index + 1));
      break;
    }
    return records;
  }

  async #show(target: RunTarget): Promise<void> {
    const { inventories, plans } = this.#deps;
    const prepared = await withPlace(() => prepareRuns(target, inventories, new Date()));
    for (const { plan } of prepared) await plans.open(plan);
  }

  #cancelDevices(node: unknown, all: unknown): void {
    for (const { run, device } of selectedRunDevices(node, all)) {
      this.#deps.live.find(run.entry.summary.id)?.run.cancel({ devices: [device] });
    }
  }

  /** Cancels the run that the command was called on; otherwise the only one, or the one picked. A click in the status bar asks. */
  async #cancel(node: unknown): Promise<void> {
    const { live } = this.#deps;
    const runs = live.list();
    if (isResultNode(node)) {
      live.find(runOf(node).entry.summary.id)?.run.cancel();
      return;
    }
    const [only] = runs;
    if (runs.length === 1 && node !== askBeforeCancel) {
      only?.run.cancel();
      return;
    }
    const items = runs.map((active) => {
      const { done, total } = active.live.counts();
      return {
        label: vscode.l10n.t('Cancel {0}', active.live.plan.title),
        description: vscode.l10n.t('{0} of {1} devices done; what is complete is kept', done, total),
        active,
      };
    });
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Cancel a run') });
    picked?.active.run.cancel();
  }
}

function tellNotStarted(rest: readonly PreparedRun[]): void {
  if (rest.length === 0) return;
  const names = rest.map(({ folder }) => folder.name).join(', ');
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Nothing was sent to the devices of these folders: {0}.', names),
  );
}

/** The devices of the Runs view that a command was called on: all selected ones, or the item alone. */
function selectedRunDevices(node: unknown, all: unknown): RunDeviceNode[] {
  const nodes: readonly unknown[] = Array.isArray(all) && all.length > 0 ? all : [node];
  return nodes.filter(isResultNode).filter((each) => each.kind === 'runDevice');
}

/** The devices of a tree selection: all selected ones, or the item alone where it is not part of the selection. */
function selectedDevices(node: unknown, all: unknown): DeviceRef[] {
  const selected = Array.isArray(all) ? all.filter(isDevicesNode) : [];
  const nodes = selected.length > 0 ? selected : isDevicesNode(node) ? [node] : [];
  const refs = nodes.flatMap(devicesOf);
  return [...new Map(refs.map((ref) => [`${ref.folder.uri.toString()}#${ref.device.name}`, ref])).values()];
}

function titleFor(devices: readonly DeviceRef[]): string {
  const [first] = devices;
  return devices.length === 1 && first !== undefined
    ? vscode.l10n.t('Run on {0}', first.device.name)
    : vscode.l10n.t('Run on {0} devices', devices.length);
}

/** Opens the template at the place that is wrong before the error is shown. */
async function withPlace<T>(prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    if (error instanceof PlanningError && error.place !== undefined) {
      const { uri, range } = error.place;
      await vscode.window.showTextDocument(uri, { selection: range });
    }
    throw error;
  }
}
