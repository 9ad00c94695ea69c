import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { defaultRunOptions, type RunOptions } from '../../engine/runOptions.ts';
import { readSetting } from '../common/readSetting.ts';
import { runsFolderOf, settingPath } from '../workspace/workspacePaths.ts';

/** The run options that the settings ask for. */
export function runOptionsFor(
  folder: vscode.WorkspaceFolder,
  storage: vscode.Uri,
  heldConfirmed: boolean,
): RunOptions {
  const perSecond = readSetting('run.connectionsPerSecond');
  const username = readSetting('ssh.username').trim();
  return {
    ...defaultRunOptions,
    runsFolder: runsFolderOf(folder),
    concurrency: readSetting('run.concurrency'),
    concurrencyPerSite: readSetting('run.concurrencyPerSite'),
    concurrencyPerJumpHost: readSetting('run.concurrencyPerJumpHost'),
    breakerFailures: readSetting('run.breakerFailures'),
    ...(perSecond > 0 ? { connectionsPerSecond: perSecond } : {}),
    connectTimeoutMs: readSetting('run.connectTimeout') * 1000,
    loginTimeoutMs: readSetting('run.loginTimeout') * 1000,
    commandTimeoutMs: readSetting('run.commandTimeout') * 1000,
    maxOutputBytes: readSetting('run.maxOutput') * 1_000_000,
    keepWarmMs: readSetting('run.keepSessions') * 1000,
    retries: readSetting('run.retries'),
    maxRejectedLogins: readSetting('run.maxRejectedLogins'),
    hostKeys: readSetting('ssh.hostKeys'),
    knownHostsFiles: readSetting('ssh.knownHostsFiles').map((path) => settingPath(path, folder.uri.fsPath)),
    // Accepted keys belong to the person, not to a workspace, which may come from anybody.
    acceptedKeysFile: acceptedKeysFile(storage),
    baseFolder: folder.uri.fsPath,
    ...sshConfig(folder),
    ...(username === '' ? {} : { defaultUsername: username }),
    heldConfirmed,
  };
}

/** Nobody has to have an ssh_config, so the setting's file counts only where it is there. */
function sshConfig(folder: vscode.WorkspaceFolder): Pick<RunOptions, 'sshConfigFile'> {
  const setting = readSetting('ssh.configFile').trim();
  if (setting === '') return {};
  const path = settingPath(setting, folder.uri.fsPath);
  return existsSync(path) ? { sshConfigFile: path } : {};
}

/** Where keys accepted in the editor are remembered. */
export function acceptedKeysFile(storage: vscode.Uri): string {
  return join(storage.fsPath, 'known_hosts');
}
