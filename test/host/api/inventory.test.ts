import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually.ts';
import { useInventory } from '../support/labWorkspace.ts';
import { readText, showrun, workspaceFolder, writeFile } from '../support/showrun.ts';

describe('inventories', () => {
  const uri = (): vscode.Uri => vscode.Uri.joinPath(workspaceFolder().uri, 'inventory.csv');
  let original = '';

  before(async () => {
    original = await readText(uri());
  });
  afterEach(async () => {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder().uri, 'inventory-more.yaml')).then(
      () => undefined,
      () => undefined,
    );
    await useInventory(original);
  });

  const names = async (): Promise<string[]> =>
    (await (await showrun()).getAPI(1).devices()).map((device) => device.name);

  const problems = (of: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> =>
    eventually(`${String(count)} problems are shown`, () => {
      const found = vscode.languages.getDiagnostics(of);
      return found.length === count ? found : undefined;
    });

  it('gives the twelve devices of the folder and the platforms', async () => {
    await showrun();
    assert.equal((await names()).length, 12);
    const platforms = await (await showrun()).getAPI(1).platforms();
    for (const id of ['cisco_ios', 'cisco_nxos', 'arista_eos', 'juniper_junos', 'linux', 'generic']) {
      assert.ok(platforms.includes(id), id);
    }
  });

  it('follows files that change, without being asked', async () => {
    await showrun();
    await writeFile('inventory.csv', 'hostname,ip_address,device_type\nnew-1,192.0.2.1,cisco_ios\n');
    await eventually('the new device is there', async () => (await names()).join() === 'new-1');
    await writeFile('inventory-more.yaml', 'devices:\n  more-1:\n    host: 192.0.2.2\n    platform: linux\n');
    await eventually('the device of the new file is there', async () => (await names()).includes('more-1'));
  });

  it('shows a bad row with line, column and code, and keeps the good ones', async () => {
    await useInventory(
      'hostname,ip_address,device_type\na,192.0.2.1,cisco_ois\nb,192.0.2.2,cisco_ios\nb,192.0.2.3,linux\n',
    );
    const found = await problems(uri(), 2);
    const [platform, duplicate] = found;
    assert.equal(platform?.range.start.line, 1);
    assert.equal(platform?.range.start.character, 'a,192.0.2.1,'.length);
    assert.match(platform?.message ?? '', /cisco_ios/);
    assert.equal(platform?.source, 'Showrun');
    assert.match(String(platform?.code), /^inventory\./);
    assert.equal(duplicate?.range.start.line, 3);
    assert.ok((await names()).includes('b'));
  });

  it('refuses a password column and says where passwords go', async () => {
    await useInventory('hostname,ip_address,password\na,192.0.2.1,hunter2\n');
    const problem = await eventually('the password column is a problem', () =>
      vscode.languages.getDiagnostics(uri()).find((each) => String(each.code).includes('password')),
    );
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    for (const each of vscode.languages.getDiagnostics(uri())) assert.doesNotMatch(each.message, /hunter2/);
  });

  it('takes the problems away with the mistake', async () => {
    await useInventory('hostname,ip_address,device_type\na,192.0.2.1,cisco_ois\n');
    await problems(uri(), 1);
    await useInventory('hostname,ip_address,device_type\na,192.0.2.1,cisco_ios\n');
    await problems(uri(), 0);
  });

  it('shows what is wrong in a template while it is typed', async () => {
    const template = await writeFile('broken.cmds', 'show version\n');
    const document = await vscode.workspace.openTextDocument(template);
    const editor = await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'showrun-cmds');
    await problems(template, 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'show interface {{ uplink\n'));
    const [problem] = await problems(template, 1);
    assert.equal(problem?.range.start.line, 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(template);
  });
});
