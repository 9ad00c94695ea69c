import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import ssh2 from 'ssh2';
import * as vscode from 'vscode';
import type { RunRecord } from '../../../src/api/run.ts';
import { report } from '../harness/report.ts';
import { startLabChild, type LabChild } from '../support/labChild.ts';
import { useInventory, withKey } from '../support/labWorkspace.ts';
import { showrun, writeFile } from '../support/showrun.ts';

const devices = 200;

/** Says how long the editor's extension host was held up, with the views open; a number to look at, not a limit of a test. */
describe('a run on many devices', function () {
  this.timeout(120_000);
  let lab: LabChild;

  before(async () => {
    await vscode.workspace.getConfiguration('showrun').update('ssh.hostKeys', 'accept-new', true);
    lab = await startLabChild(devices);
    const key = await writeFile('load-key', ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private);
    await useInventory(withKey(lab.inventory, key.fsPath));
    await vscode.commands.executeCommand('showrun.devices.focus');
    await vscode.commands.executeCommand('showrun.runs.focus');
  });
  after(() => lab.stop());

  it('gives all outputs while the extension host stays free', async () => {
    assert.equal((await (await showrun()).getAPI(1).devices()).length, devices);
    const commands = ['{% if device.platform == "linux" %}uname -a{% else %}show version{% endif %}'];
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const records = (await vscode.commands.executeCommand('showrun.runTemplate', {
      commands: [...commands, ...commands, ...commands],
      filter: '',
    })) as RunRecord[];
    delay.disable();
    const [record] = records;
    assert.equal(record?.totals.ok, devices, JSON.stringify(record?.totals));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    report(
      `${String(devices)} devices x 3 commands in ${seconds} s; longest stall of the extension host ${(delay.max / 1e6).toFixed(0)} ms, 99th percentile ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
    );
  });
});
