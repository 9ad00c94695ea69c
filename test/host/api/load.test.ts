import assert from 'node:assert/strict';
import ssh2 from 'ssh2';
import * as vscode from 'vscode';
import type { RunRecord } from '../../../src/api/run.ts';
import { LoopProbe } from '../../helpers/loopProbe.ts';
import { report } from '../harness/report.ts';
import { startLabChild, type LabChild } from '../support/labChild.ts';
import { useInventory, withKey } from '../support/labWorkspace.ts';
import { showrun, writeFile } from '../support/showrun.ts';

const version = '{% if device.platform == "linux" %}uname -a{% else %}show version{% endif %}';
const support = `{% if device.platform == "cisco_nxos" %}show tech-support{% else %}${version}{% endif %}`;

/** Devices of a run, and how many of them give 10 MB for one of three commands. */
const sizes = [
  { devices: 200, large: 0 },
  { devices: 1000, large: 10 },
];

/** Says how long the editor's extension host was held up, with the views open; a number to look at, not a limit of a test. */
for (const { devices, large } of sizes) {
  describe(`a run on ${String(devices)} devices`, function () {
    this.timeout(120_000);
    let lab: LabChild;

    before(async () => {
      await vscode.workspace.getConfiguration('showrun').update('ssh.hostKeys', 'accept-new', true);
      lab = await startLabChild(devices, large);
      const pair = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
      const key = await writeFile('load-key', pair.private);
      await useInventory(withKey(lab.inventory, key.fsPath));
      await vscode.commands.executeCommand('showrun.devices.focus');
      await vscode.commands.executeCommand('showrun.runs.focus');
    });
    after(() => lab.stop());

    it('gives all outputs while the extension host stays free', async () => {
      assert.equal((await (await showrun()).getAPI(1).devices()).length, devices);
      const probe = new LoopProbe('run');
      const started = performance.now();
      const records = (await vscode.commands.executeCommand('showrun.runTemplate', {
        commands: [version, version, large > 0 ? support : version],
        filter: '',
      })) as RunRecord[];
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const stalls = probe.end();
      const longest = (pick: 'wallMs' | 'cpuMs'): string =>
        Math.max(0, ...stalls.map((stall) => stall[pick])).toFixed(0);
      const [record] = records;
      assert.equal(record?.totals.ok, devices, JSON.stringify(record?.totals));
      assert.ok(record.totals.bytes >= large * 10_000_000);
      report(
        `${String(devices)} devices x 3 commands, ${(record.totals.bytes / 1e6).toFixed(0)} MB, in ${seconds} s; longest stall of the extension host ${longest('wallMs')} ms, longest work without a pause ${longest('cpuMs')} ms of CPU`,
      );
    });
  });
}
