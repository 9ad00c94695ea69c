import * as vscode from 'vscode';
import { Disposable } from '../common/disposable.ts';
import { Pacer } from '../common/pacer.ts';
import type { SiteBreakers } from '../live/siteBreakers.ts';
import type { DeviceRef, Inventories } from '../workspace/inventories.ts';
import { deviceItem, deviceTooltip, groupItem } from './deviceItem.ts';
import type { DeviceFilter } from './deviceFilter.ts';
import type { DeviceNode, DevicesNode, FolderNode, GroupNode } from './deviceNode.ts';
import { buildDeviceTree, nodesByDevice, parentsOf } from './deviceTreeModel.ts';
import type { GroupingChoice } from './groupingChoice.ts';
import type { LastResults } from './lastResults.ts';
import type { TickedDevices } from './tickedDevices.ts';

/** What the Devices view shows, and from what. */
export interface DeviceTreeSources {
  readonly inventories: Inventories;
  readonly filter: DeviceFilter;
  readonly ticked: TickedDevices;
  readonly grouping: GroupingChoice;
  readonly lastResults: LastResults;
  readonly siteBreakers: SiteBreakers;
}

/** Items that are made in one turn of the event loop: an unfolded view of thousands of devices asks for all of them at once. */
const itemsPerTurn = 200;
/** Devices that are redrawn one by one; where more have changed, the view as a whole is as cheap. */
const redrawnAlone = 50;

/** Data provider of the Devices view. Nodes are rebuilt when inventory, filter or arrangement change, items on every change. */
export class DeviceTree extends Disposable implements vscode.TreeDataProvider<DevicesNode> {
  readonly #sources: DeviceTreeSources;
  readonly #changed = this.track(new vscode.EventEmitter<DevicesNode[] | undefined>());
  #roots: readonly DevicesNode[] | undefined;
  #parents = new Map<DevicesNode, FolderNode | GroupNode>();
  /** The nodes of each device; several where it is in several groups. Made when it is needed. */
  #nodes: Map<DeviceRef['device'], DeviceNode[]> | undefined;
  readonly #pacer = new Pacer(itemsPerTurn);

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sources: DeviceTreeSources) {
    super();
    this.#sources = sources;
    const rebuild = (): void => {
      this.#roots = undefined;
      this.#nodes = undefined;
      this.#changed.fire(undefined);
    };
    this.track(sources.inventories.onDidChange(rebuild));
    this.track(sources.filter.onDidChange(rebuild));
    this.track(sources.grouping.onDidChange(rebuild));
    const redraw = (): void => this.#changed.fire(undefined);
    this.track(sources.ticked.onDidChange((refs) => this.#changed.fire(this.#nodesOf(refs))));
    this.track(sources.lastResults.onDidChange(redraw));
    this.track(sources.siteBreakers.onDidChange(redraw));
  }

  /** Top-level nodes of what is shown. */
  roots(): readonly DevicesNode[] {
    if (this.#roots !== undefined) return this.#roots;
    const { inventories, filter, grouping } = this.#sources;
    this.#roots = buildDeviceTree(inventories.current ?? [], filter, grouping.current());
    this.#parents = parentsOf(this.#roots);
    return this.#roots;
  }

  async getChildren(node?: DevicesNode): Promise<DevicesNode[]> {
    if (node === undefined) {
      // What went wrong is reported once and has its own welcome text; here it is an empty list.
      await this.#sources.inventories.ready().catch(() => undefined);
      return [...this.roots()];
    }
    return node.kind === 'device' ? [] : [...node.children];
  }

  getParent(node: DevicesNode): DevicesNode | undefined {
    return this.#parents.get(node);
  }

  getTreeItem(node: DevicesNode): vscode.TreeItem | Promise<vscode.TreeItem> {
    const wait = this.#pacer.next();
    return wait === undefined ? this.#item(node) : wait.then(() => this.#item(node));
  }

  #item(node: DevicesNode): vscode.TreeItem {
    const { ticked, lastResults } = this.#sources;
    if (node.kind !== 'device') {
      const count = node.refs.filter((ref) => ticked.has(ref)).length;
      return groupItem(node, count, this.#isUnreachable(node));
    }
    const { folder, device } = node.ref;
    return deviceItem(node, ticked.has(node.ref), lastResults.get(folder, device.name));
  }

  /** The nodes of a few devices with those above them; undefined for all nodes. */
  #nodesOf(refs: readonly DeviceRef[] | undefined): DevicesNode[] | undefined {
    if (refs === undefined || refs.length > redrawnAlone || this.#roots === undefined) return undefined;
    this.#nodes ??= nodesByDevice(this.#roots);
    const nodes = new Set<DevicesNode>();
    for (const { device } of refs) {
      for (const node of this.#nodes.get(device) ?? []) {
        nodes.add(node);
        for (let above = this.#parents.get(node); above !== undefined; above = this.#parents.get(above))
          nodes.add(above);
      }
    }
    return [...nodes];
  }

  #isUnreachable(node: FolderNode | GroupNode): boolean {
    const folder = node.refs[0]?.folder;
    if (node.kind !== 'group' || node.site === undefined || folder === undefined) return false;
    return this.#sources.siteBreakers.isOpen(folder, node.site);
  }

  resolveTreeItem(item: vscode.TreeItem, node: DevicesNode): vscode.TreeItem {
    if (node.kind === 'device') {
      const { folder, device } = node.ref;
      item.tooltip = deviceTooltip(device, this.#sources.lastResults.get(folder, device.name), new Date());
    }
    return item;
  }
}
