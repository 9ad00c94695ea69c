import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RunRecord } from '../../../../src/api/run.ts';
import type { Lab } from '../../../../src/lab/labOptions.ts';
import { eventually } from '../../support/eventually.ts';
import { startLabWorkspace, useInventory } from '../../support/labWorkspace.ts';
import { readText, workspaceFolder, writeFile } from '../../support/showrun.ts';

describe('lines that devices refuse', function () {
  this.timeout(90_000);
  let lab: Lab;
  let original = '';

  before(async () => {
    original = await readText(vscode.Uri.joinPath(workspaceFolder().uri, 'inventory.csv'));
    await vscode.workspace.getConfiguration('showrun').update('ssh.hostKeys', 'accept-new', true);
    lab = await startLabWorkspace();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await lab.close();
    await useInventory(original);
  });

  const marks = (uri: vscode.Uri): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'language.rejected-command');
  const runTemplate = async (request: object): Promise<RunRecord | undefined> =>
    ((await vscode.commands.executeCommand('showrun.runTemplate', request)) as RunRecord[] | undefined)?.[0];

  it('are marked with the words of the device until a run takes them, one block can be run alone', async () => {
    const [device] = lab.devices.filter((each) => each.platform === 'cisco_ios');
    assert.ok(device);
    const uri = await writeFile(
      'refused.cmds',
      '### Good\nshow version\n\n### Bad\nshow nonsense\nshow clock\n',
    );
    const request = { template: 'refused.cmds', devices: [device.name] };
    const record = await runTemplate(request);
    assert.equal(record?.status, 'failed');
    const [mark] = await eventually('the line is marked', () =>
      marks(uri).length > 0 ? marks(uri) : undefined,
    );
    assert.equal(mark?.range.start.line, 4);
    assert.ok(mark.message.includes(device.name), mark.message);

    const good = await runTemplate({ ...request, block: 0 });
    assert.equal(good?.status, 'ok');
    assert.deepEqual(
      good.plan.devices[0]?.commands.map(({ text }) => text),
      ['show version'],
    );
    assert.equal(marks(uri).length, 1, 'a run of another block says nothing about the line');

    await writeFile('refused.cmds', '### Good\nshow version\n\n### Bad\nshow clock\nshow clock\n');
    await runTemplate(request);
    await eventually('the mark has gone', () => marks(uri).length === 0);
  });

  it('can be cleared by hand', async () => {
    const [device] = lab.devices.filter((each) => each.platform === 'cisco_ios');
    assert.ok(device);
    const uri = await writeFile('refused.cmds', 'show nonsense\n');
    await runTemplate({ template: 'refused.cmds', devices: [device.name] });
    await eventually('the line is marked', () => marks(uri).length === 1);
    await vscode.commands.executeCommand('showrun.clearRejectedMarks');
    assert.equal(marks(uri).length, 0);
    await vscode.workspace.fs.delete(uri);
  });
});
