import type * as vscode from 'vscode';
import type { DeviceRef } from '../workspace/inventories.ts';

/** A workspace folder; only there where the workspace has several. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly id: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly children: readonly DevicesNode[];
  readonly refs: readonly DeviceRef[];
}

/** Devices with the same value of the field they are grouped by. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  /** The site, where devices are grouped by it. */
  readonly site?: string;
  readonly children: readonly DeviceNode[];
  readonly refs: readonly DeviceRef[];
}

/** One device at one place of the tree; a device in two groups has two nodes. */
export interface DeviceNode {
  readonly kind: 'device';
  readonly id: string;
  readonly ref: DeviceRef;
}

/** A node of the Devices view. */
export type DevicesNode = FolderNode | GroupNode | DeviceNode;

/** The devices that a node stands for. */
export function devicesOf(node: DevicesNode): readonly DeviceRef[] {
  return node.kind === 'device' ? [node.ref] : node.refs;
}

/** True for what this view hands to commands; arguments of commands can be anything. */
export function isDevicesNode(value: unknown): value is DevicesNode {
  const kind = (value as { kind?: unknown } | undefined | null)?.kind;
  return (
    (kind === 'device' && 'ref' in (value as object)) ||
    ((kind === 'group' || kind === 'folder') && 'refs' in (value as object))
  );
}
