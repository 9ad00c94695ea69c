import { join } from 'node:path';
import ssh2 from 'ssh2';
import * as vscode from 'vscode';
import type { Lab, LabOptions } from '../../../src/lab/labOptions.ts';
import { startLab } from '../../../src/lab/startLab.ts';
import { eventually } from './eventually.ts';
import { showrun, workspaceFolder, writeFile } from './showrun.ts';

/**
 * Starts simulated devices in this process and makes them the inventory of the open folder. They take a key that needs no
 * passphrase, so that no test has to type.
 */
export async function startLabWorkspace(options: Partial<LabOptions> = {}): Promise<Lab> {
  // Not ed25519: one in 300 of those that ssh2 makes it cannot read itself.
  const key = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const keyFile = await writeFile('lab-key', key.private);
  const lab = await startLab({
    state: 'before',
    username: 'showrun',
    password: 'not used',
    enableSecret: 'not used',
    tuning: { authorizedKeys: [key.public] },
    ...options,
  });
  await useInventory(withKey(lab.inventoryCsv(), keyFile.fsPath));
  const { getAPI } = await showrun();
  const wanted = lab.devices.map((device) => `${device.name}@${device.host}`).sort();
  await eventually('the inventory of the lab is read', async () => {
    const devices = await getAPI(1).devices();
    return (
      JSON.stringify(devices.map(({ name, host }) => `${name}@${host}`).sort()) === JSON.stringify(wanted)
    );
  });
  return lab;
}

/** Puts an inventory in place of the one that is there, and waits until the extension has read it. */
export async function useInventory(csv: string): Promise<vscode.Uri> {
  const uri = await writeFile('inventory.csv', csv);
  await vscode.commands.executeCommand('showrun.reloadInventory');
  return uri;
}

/** Where the runs of the open folder are. */
export function runsFolder(): string {
  return join(workspaceFolder().uri.fsPath, '.showrun', 'runs');
}

/** An inventory with a column more on each row: the key to log in with. */
export function withKey(csv: string, keyFile: string): string {
  const rows = csv.trimEnd().split('\n');
  return `${rows.map((row, index) => `${row},${index === 0 ? 'use_keys,key_file' : `true,${keyFile}`}`).join('\n')}\n`;
}
