import * as vscode from 'vscode';
import type { Device } from '../../api/device.ts';
import type { FolderInventory } from '../workspace/inventories.ts';
import { deviceKey } from '../workspace/inventories.ts';
import type { DeviceFilter } from './deviceFilter.ts';
import type { DeviceNode, DevicesNode, FolderNode, GroupNode } from './deviceNode.ts';
import { groupDevices, type Grouping } from './groupDevices.ts';

/** Builds the nodes of the Devices view: folders (only if there are several), groups (unless flat), devices. */
export function buildDeviceTree(
  inventories: readonly FolderInventory[],
  filter: DeviceFilter,
  by: Grouping,
): DevicesNode[] {
  const several = inventories.length > 1;
  return inventories.flatMap((inventory) => {
    const children = groupNodes(inventory, filter, by);
    if (!several) return children;
    return children.length === 0 ? [] : [folderNode(inventory.folder, children)];
  });
}

function groupNodes(inventory: FolderInventory, filter: DeviceFilter, by: Grouping): DevicesNode[] {
  const { folder, workspace } = inventory;
  const shown = workspace.inventory.devices.filter((device) => filter.matches(device));
  const groups = groupDevices(shown, by);
  return groups.flatMap((group): DevicesNode[] => {
    const id = `${folder.uri.toString()}|${by}|${group.name ?? ''}`;
    const refs = group.devices.map((device) => ({ folder, device }));
    const children = refs.map((ref): DeviceNode => ({
      kind: 'device',
      id: `${id}|${deviceKey(folder, ref.device.name)}`,
      ref,
    }));
    if (by === 'flat') return children;
    const label = group.name ?? withoutLabel(by);
    const site = by === 'site' && group.name !== undefined ? { site: group.name } : {};
    return [{ kind: 'group', id, label, children, refs, ...site }];
  });
}

function folderNode(folder: vscode.WorkspaceFolder, children: readonly DevicesNode[]): FolderNode {
  const refs = children.flatMap((child) => (child.kind === 'device' ? [child.ref] : [...child.refs]));
  const distinct = [...new Map(refs.map((ref) => [ref.device.name, ref])).values()];
  return { kind: 'folder', id: folder.uri.toString(), folder, children, refs: distinct };
}

function withoutLabel(by: Exclude<Grouping, 'flat'>): string {
  switch (by) {
    case 'site':
      return vscode.l10n.t('(no site)');
    case 'role':
      return vscode.l10n.t('(no role)');
    case 'group':
      return vscode.l10n.t('(no group)');
    case 'platform':
      return vscode.l10n.t('(no platform)');
  }
}

/** All nodes with their parents, for `getParent`. */
export function parentsOf(roots: readonly DevicesNode[]): Map<DevicesNode, FolderNode | GroupNode> {
  const parents = new Map<DevicesNode, FolderNode | GroupNode>();
  const visit = (node: DevicesNode): void => {
    if (node.kind === 'device') return;
    for (const child of node.children) {
      parents.set(child, node);
      visit(child);
    }
  };
  roots.forEach(visit);
  return parents;
}

/** The nodes of each device. */
export function nodesByDevice(roots: readonly DevicesNode[]): Map<Device, DeviceNode[]> {
  const nodes = new Map<Device, DeviceNode[]>();
  const visit = (node: DevicesNode): void => {
    if (node.kind !== 'device') {
      node.children.forEach(visit);
      return;
    }
    const same = nodes.get(node.ref.device);
    if (same === undefined) nodes.set(node.ref.device, [node]);
    else same.push(node);
  };
  roots.forEach(visit);
  return nodes;
}
