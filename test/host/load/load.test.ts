import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import * as vscode from 'vscode';
import type { RunRecord } from '../../../src/api/run.ts';
import { outputPath } from '../../../src/extension/results/outputUri.ts';
import { manyDevices } from '../harness/earlierRun.ts';
import { startCommandLineRun, type CommandLineRun } from '../support/commandLineRun.ts';
import { eventually } from '../support/eventually.ts';
import { startLabChild, type LabChild } from '../support/labChild.ts';
import { runsFolder, useInventory, withKey } from '../support/labWorkspace.ts';
import { watched } from '../support/loopWatch.ts';
import { showrun, workspaceFolder, writeFile } from '../support/showrun.ts';

const version = '{% if device.platform == "linux" %}uname -a{% else %}show version{% endif %}';
const support = `{% if device.platform == "cisco_nxos" %}show tech-support{% else %}${version}{% endif %}`;
/** Devices that give 5 MB for one of three commands, and how many of those outputs are opened while the run goes on. */
const large = 20;
const bytes = 5_000_000;
const opened = 4;

const command = (id: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(id, ...args);
const devices = async (): Promise<readonly { name: string }[]> => (await showrun()).getAPI(1).devices();
const showViews = async (): Promise<void> => {
  await command('showrun.devices.focus');
  await command('showrun.runs.focus');
};

/**
 * How long the extension host of an editor is held up, with the views open. The figures are to be looked at (docs/performance.md);
 * the bound is far away, so that a busy machine is no failure. The workspace has an earlier run of 1,000 devices with 48 lines.
 */
describe('the extension host stays free', function () {
  this.timeout(180_000);

  it('while it starts with an earlier run of 1,000 devices with 48 lines', async () => {
    await watched('start with views and a run of 1,000 devices x 48 lines', async () => {
      await showrun();
      await showViews();
      assert.equal((await devices()).length, 1000);
    });
    const [run] = await (await showrun()).getAPI(1).runs();
    assert.equal(run?.totals.commands, 48_000);
  });

  it('while a template of 48 lines is opened and looked at for 1,000 devices', async () => {
    await watched('a template of 48 lines for 1,000 devices', async () => {
      await writeFile(
        'long.cmds',
        `### Interfaces\n${'show interfaces description | include {{ uplink }}\n'.repeat(48)}`,
      );
      await vscode.window.showTextDocument(vscode.Uri.joinPath(workspaceFolder().uri, 'long.cmds'));
    });
    const lenses = (await command(
      'vscode.executeCodeLensProvider',
      vscode.window.activeTextEditor?.document.uri,
    )) as vscode.CodeLens[];
    assert.ok(
      lenses.some(({ command: each }) => each?.title.includes('1000')),
      JSON.stringify(lenses),
    );
  });

  it('while that run is read again and its plan is shown', async () => {
    await watched('an earlier run of 1,000 devices x 48 lines read again', async () => {
      await command('showrun.refreshRuns');
      await command('showrun.showPlan', 'newest');
    });
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /r-999/);
    await command('workbench.action.closeActiveEditor');
  });

  it('while an inventory of 5,000 devices is read, and read again when it changes', async () => {
    await watched('an inventory of 5,000 devices', async () => {
      await useInventory(manyDevices(5000));
    });
    assert.equal((await devices()).length, 5000);
    await watched('a change in an inventory of 5,000 devices', async () => {
      await writeFile('inventory.csv', manyDevices(5000, '-new'));
      await eventually('the change is read', async () =>
        (await devices()).some(({ name }) => name === 'r-7-new'),
      );
    });
  });

  it('as far as the editor itself lets it, which looks at every file that is opened', async () => {
    const line = 'interface GigabitEthernet0/1 is up, line protocol is up, 1234 packets input\n';
    const file = await writeFile('large.txt', line.repeat(Math.ceil(bytes / line.length)));
    const what = 'a text file of 5 MB opened by the editor alone, for comparison';
    await watched(what, async () => vscode.window.showTextDocument(file), Infinity);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file.toString());
    await command('workbench.action.closeActiveEditor');
  });

  for (const count of [200, 1000]) {
    describe(`a run on ${String(count)} devices`, () => {
      let lab: LabChild;
      let inventory: string;
      let beside: CommandLineRun | undefined;

      before(async () => {
        await vscode.workspace.getConfiguration('showrun').update('ssh.hostKeys', 'accept-new', true);
        lab = await startLabChild({ count, large, bytes });
        const pair = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
        const key = await writeFile('load-key', pair.private);
        inventory = withKey(lab.inventory, key.fsPath);
        await useInventory(inventory);
        assert.equal((await devices()).length, count);
        await showViews();
      });
      after(async () => {
        await command('workbench.action.closeAllEditors');
        await lab.stop();
        await beside?.remove();
      });

      it('as far as the machine and the editor let it: the same run by the command line, the same files opened by the editor alone', async () => {
        const what = `${String(count)} devices by the command line beside, 4 files of 5 MB opened, for comparison`;
        await watched(
          what,
          async () => {
            beside = await startCommandLineRun(inventory, [version, version, support]);
            const { folder, ended } = beside;
            const run = await eventually('the run has begun', folder);
            for (const name of lab.large.slice(0, opened)) {
              const file = await largeOutput(run, name);
              await command('vscode.open', vscode.Uri.file(join(run, name, file)), { preview: false });
            }
            await ended;
          },
          Infinity,
        );
        const shown = vscode.workspace.textDocuments.filter(
          ({ uri }) => uri.scheme === 'file' && uri.fsPath.includes('showrun-beside-'),
        );
        assert.equal(shown.length, opened);
        await command('workbench.action.closeAllEditors');
      });

      it(`gives all outputs, with the live document and ${String(opened)} outputs of 5 MB opened on the way`, async () => {
        const record = await watched(
          `${String(count)} devices x 3 commands, ${String(large)} of 5 MB`,
          async () => {
            const running = command('showrun.runTemplate', {
              commands: [version, version, support],
              filter: '',
            });
            const id = await eventually('the run has begun', newestRunning);
            // the record of a run is on disk a moment before its start is told
            await eventually('the run is followed', followed);
            await openLarge(id, lab.large.slice(0, opened));
            return ((await running) as RunRecord[])[0];
          },
        );
        assert.equal(record?.totals.ok, count, JSON.stringify(record?.totals));
        assert.ok(record.totals.bytes >= large * bytes);
        const texts = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'showrun-run');
        assert.equal(texts.length, opened);
        assert.ok(hasLiveDocument());
      });
    });
  }
});

function hasLiveDocument(): boolean {
  return vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === 'showrun-live');
}

async function followed(): Promise<boolean> {
  await command('showrun.followRun');
  return hasLiveDocument();
}

async function newestRunning(): Promise<string | undefined> {
  const [run] = await (await showrun()).getAPI(1).runs();
  return run?.status === 'running' ? run.id : undefined;
}

/** Opens the large outputs of these devices as soon as they are complete. */
async function openLarge(id: string, names: readonly string[]): Promise<void> {
  const folder = join(runsFolder(), id);
  for (const name of names) {
    const file = await largeOutput(folder, name);
    const base = vscode.Uri.joinPath(workspaceFolder().uri, '.showrun', 'runs', id);
    const uri = base.with({ scheme: 'showrun-run', path: outputPath(base.path, `${name}/${file}`) });
    await command('vscode.open', uri, { preview: false });
  }
}

/** The name of a device's large output, once all of it is there. */
function largeOutput(run: string, device: string): Promise<string> {
  return eventually(`${device} has given its output`, async () => {
    const files = await readdir(join(run, device)).catch(() => []);
    const third = files.find((each) => each.startsWith('03-'));
    if (third === undefined) return undefined;
    return (await stat(join(run, device, third))).size >= bytes ? third : undefined;
  });
}
