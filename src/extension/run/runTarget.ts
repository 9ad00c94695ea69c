import type * as vscode from 'vscode';
import type { DeviceRef } from '../workspace/inventories.ts';

/** What to send. */
export type RunSource =
  | {
      readonly kind: 'template';
      readonly uri: vscode.Uri;
      /** Index of one block alone. */
      readonly block?: number;
    }
  | { readonly kind: 'commands'; readonly commands: readonly string[] };

/** What to send to whom. */
export interface RunTarget {
  readonly source: RunSource;
  readonly devices: readonly DeviceRef[];
}

/** Devices by workspace folder, in the order in which they come: each folder gets a run of its own. */
export function byFolder(devices: readonly DeviceRef[]): Map<vscode.WorkspaceFolder, string[]> {
  const folders = new Map<vscode.WorkspaceFolder, string[]>();
  for (const { folder, device } of devices) {
    const names = folders.get(folder);
    if (names === undefined) folders.set(folder, [device.name]);
    else names.push(device.name);
  }
  return folders;
}
