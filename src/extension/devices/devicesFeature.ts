import * as vscode from 'vscode';
import type { CommandRegistrar } from '../common/commandRegistrar.ts';
import type { ErrorReporter } from '../common/errorReporter.ts';
import { ContextKey } from '../common/contextKey.ts';
import type { Feature } from '../common/feature.ts';
import type { DevicesState } from '../manifest/contextKeys.ts';
import { views } from '../manifest/views.ts';
import { openOutputs } from '../results/openOutputs.ts';
import { deviceKey, type DeviceRef } from '../workspace/inventories.ts';
import { fileUri, diskFolders } from '../workspace/workspacePaths.ts';
import { askFilter } from './askFilter.ts';
import { devicesOf, isDevicesNode, type DevicesNode } from './deviceNode.ts';
import { DeviceTree, type DeviceTreeSources } from './deviceTree.ts';

/** The Devices view: what is in the inventory, what is ticked, how the last run went. */
export class DevicesFeature implements Feature {
  readonly #sources: DeviceTreeSources;
  readonly #registrar: CommandRegistrar;
  readonly #errors: ErrorReporter;
  readonly #state = new ContextKey<DevicesState>('devicesState');

  constructor(sources: DeviceTreeSources, registrar: CommandRegistrar, errors: ErrorReporter) {
    this.#sources = sources;
    this.#errors = errors;
    this.#registrar = registrar;
  }

  register(context: vscode.ExtensionContext): void {
    const tree = new DeviceTree(this.#sources);
    const view = vscode.window.createTreeView(views.devices.id, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    context.subscriptions.push(tree, view, ...this.#commands(tree));
    context.subscriptions.push(view.onDidChangeCheckboxState((event) => this.#tick(event.items)));
    const update = (): void => this.#describe(view, tree);
    const { inventories, filter, ticked, lastResults } = this.#sources;
    for (const event of [inventories.onDidChange, filter.onDidChange, ticked.onDidChange]) {
      context.subscriptions.push(event(update));
    }
    this.#state.set('loading');
    inventories
      .ready()
      .then(() => lastResults.load())
      .catch((error: unknown) => this.#errors.report(error));
  }

  #tick(items: readonly [DevicesNode, vscode.TreeItemCheckboxState][]): void {
    const { ticked } = this.#sources;
    const checked = vscode.TreeItemCheckboxState.Checked;
    // A batch may hold a group and its devices; a group stands for its devices, so groups go first and devices have the last word.
    const groups = items.filter(([node]) => node.kind !== 'device');
    const devices = items.filter(([node]) => node.kind === 'device');
    const wanted = new Map<string, { readonly ref: DeviceRef; readonly isTicked: boolean }>();
    for (const [node, state] of [...groups, ...devices]) {
      for (const ref of devicesOf(node))
        wanted.set(deviceKey(ref.folder, ref.device.name), { ref, isTicked: state === checked });
    }
    // Once for all of them: everything that knows of ticks looks at all devices each time.
    for (const isTicked of [true, false]) {
      const refs = [...wanted.values()].filter((each) => each.isTicked === isTicked).map(({ ref }) => ref);
      if (refs.length > 0) ticked.set(refs, isTicked);
    }
  }

  #describe(view: vscode.TreeView<DevicesNode>, tree: DeviceTree): void {
    const { inventories, filter, ticked } = this.#sources;
    const all = inventories.devices();
    const list = ticked.list();
    const hidden = list.filter((ref) => !filter.matches(ref.device)).length;
    const parts: string[] = [];
    if (hidden > 0) parts.push(vscode.l10n.t('{0} ticked ({1} hidden)', list.length, hidden));
    else if (list.length > 0) parts.push(vscode.l10n.t('{0} ticked', list.length));
    if (filter.text !== '') parts.push(filter.text);
    view.description = parts.join(' · ');
    this.#state.set(this.#stateOf(all.length, tree));
  }

  #stateOf(devices: number, tree: DeviceTree): DevicesState {
    const { inventories } = this.#sources;
    if (diskFolders().length === 0) return 'noFolder';
    if (inventories.failure !== undefined) return 'failed';
    if (inventories.current === undefined) return 'loading';
    if (inventories.current.every((folder) => folder.files.length === 0)) return 'noInventory';
    if (devices === 0) return 'noDevices';
    return tree.roots().length === 0 ? 'noMatch' : 'ready';
  }

  #commands(tree: DeviceTree): vscode.Disposable[] {
    const { inventories, filter, ticked, grouping, lastResults } = this.#sources;
    const registrar = this.#registrar;
    return [
      registrar.register('filterDevices', async (text) => {
        await inventories.ready();
        // Key bindings may carry an expression: one key for one often used filter.
        if (typeof text === 'string') filter.set(text);
        else await askFilter(filter, inventories);
      }),
      registrar.register('clearDeviceFilter', () => filter.set('')),
      registrar.register('groupDevices', () => grouping.ask()),
      registrar.register('tickShown', async () => {
        await inventories.ready();
        ticked.set(tree.roots().flatMap(devicesOf), true);
      }),
      registrar.register('untickAll', () => ticked.clear()),
      registrar.register('reloadInventory', () => inventories.reloadAll()),
      registrar.register('openDevice', (node) => openDeclaration(node)),
      registrar.register('openLastOutput', async (node) => {
        if (!isDevicesNode(node) || node.kind !== 'device') return;
        const last = lastResults.get(node.ref.folder, node.ref.device.name);
        if (last !== undefined) await openOutputs(last.folder, last.run.id, last.result.commands);
      }),
    ];
  }
}

async function openDeclaration(node: unknown): Promise<void> {
  if (!isDevicesNode(node) || node.kind !== 'device') return;
  const { folder, device } = node.ref;
  const at = device.declaredAt;
  const place = new vscode.Position(at.line - 1, at.column - 1);
  await vscode.window.showTextDocument(fileUri(folder, at.file), {
    selection: new vscode.Range(place, place),
  });
}
