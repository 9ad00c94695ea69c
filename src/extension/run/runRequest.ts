import * as vscode from 'vscode';
import { ShowrunError } from '../../core/errors.ts';
import { selectDevices } from '../../engine/planning/selectDevices.ts';
import type { DeviceRef, Inventories } from '../workspace/inventories.ts';
import { diskFolders } from '../workspace/workspacePaths.ts';
import type { RunSource, RunTarget } from './runTarget.ts';

/**
 * What key bindings, tasks and other extensions may pass to the run commands in place of questions:
 * a template (path relative to a workspace folder) or commands, and devices by name or by filter expression.
 */
export interface RunRequest {
  readonly template?: string;
  /** Index of the one block of the template that is meant. */
  readonly block?: number;
  readonly commands?: readonly string[];
  readonly devices?: readonly string[];
  readonly filter?: string;
}

/** True for an object that says what to run. */
export function isRunRequest(value: unknown): value is RunRequest {
  if (typeof value !== 'object' || value === null || value instanceof vscode.Uri) return false;
  const { template, commands } = value as { template?: unknown; commands?: unknown };
  return typeof template === 'string' || isTexts(commands);
}

/**
 * The target that a request names; without devices and filter, `fallback` decides. Throws `planning.unknown-device`,
 * `filter.…` and `extension.no-such-template`.
 */
export async function targetOf(
  request: RunRequest,
  inventories: Inventories,
  fallback: () => Promise<DeviceRef[] | undefined>,
): Promise<RunTarget | undefined> {
  const source = await sourceOf(request);
  const { devices: names, filter } = request;
  if (names === undefined && filter === undefined) {
    const devices = await fallback();
    return devices === undefined ? undefined : { source, devices };
  }
  const devices = (await inventories.ready()).flatMap(({ folder, workspace }) =>
    selectDevices(workspace, {
      ...(names === undefined ? {} : { names: names.map(String) }),
      ...(filter === undefined ? {} : { filter }),
    }).map((device) => ({ folder, device })),
  );
  return { source, devices };
}

async function sourceOf(request: RunRequest): Promise<RunSource> {
  if (request.template === undefined) return { kind: 'commands', commands: request.commands ?? [] };
  for (const folder of diskFolders()) {
    const uri = vscode.Uri.joinPath(folder.uri, request.template);
    const found = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (found)
      return {
        kind: 'template',
        uri,
        ...(typeof request.block === 'number' ? { block: request.block } : {}),
      };
  }
  throw new ShowrunError(
    'extension.no-such-template',
    vscode.l10n.t('No workspace folder has a template “{0}”.', request.template),
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}
