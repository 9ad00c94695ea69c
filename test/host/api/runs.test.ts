import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { eventually } from '../support/eventually.ts';
import { runsFolder, startLabWorkspace } from '../support/labWorkspace.ts';
import { readText, showrun, workspaceFolder, writeFile } from '../support/showrun.ts';

const command = (id: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(id, ...args);

async function run(request: object): Promise<RunRecord> {
  const records = (await command('showrun.runTemplate', request)) as RunRecord[] | undefined;
  const record = records?.[0];
  assert.ok(record, 'There was no run.');
  return record;
}

function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

describe('runs against simulated devices', function () {
  this.timeout(90_000);
  let lab: Lab;

  before(async () => {
    const settings = vscode.workspace.getConfiguration('showrun');
    await settings.update('ssh.hostKeys', 'accept-new', true);
    // faults are made between two runs: the second one has to connect
    await settings.update('run.keepSessions', 0, true);
    lab = await startLabWorkspace();
    await writeFile('version.cmds', '### Version\nshow version\n');
  });
  after(async () => {
    await command('workbench.action.closeAllEditors');
    await vscode.workspace.getConfiguration('showrun').update('run.keepSessions', undefined, true);
    await lab.close();
  });
  afterEach(async () => {
    await command('workbench.action.closeAllEditors');
    await lab.setFault('*', undefined);
  });

  const ios = (): string[] =>
    lab.devices.filter((each) => each.platform === 'cisco_ios').map((each) => each.name);
  const connections = (): number =>
    [...lab.stats().values()].reduce((sum, each) => sum + each.connections, 0);

  it('a dry run shows exactly the lines of each device and connects to nothing', async () => {
    const before = connections();
    await command('showrun.dryRun', {
      commands: ['show interfaces {{ uplink }}'],
      devices: ios().slice(0, 2),
    });
    const text = await eventually('the plan is open', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'showrun-plan' ? document.getText() : undefined;
    });
    for (const name of ios().slice(0, 2)) {
      const device = lab.devices.find((each) => each.name === name);
      assert.ok(text.includes(name), text);
      assert.ok(text.includes(`show interfaces ${device?.variables['uplink'] ?? '?'}`), text);
    }
    assert.equal(connections(), before);
  });

  it('a template on all devices gives an output of each, and the run is listed', async () => {
    const record = await run({ template: 'version.cmds', devices: ios() });
    assert.equal(record.status, 'ok', JSON.stringify(record.results.map((each) => each.error)));
    assert.equal(record.totals.ok, ios().length);
    const [first] = await (await showrun()).getAPI(1).runs();
    assert.equal(first?.id, record.id);
    for (const result of record.results) {
      const file = result.commands[0]?.file;
      assert.ok(file);
      const text = await readFile(join(runsFolder(), record.id, ...file.split('/')), 'utf8');
      assert.match(text, /Cisco IOS/, result.device);
      assert.ok(text.includes(result.device), 'the output is of another device');
    }
  });

  it('one command on one device opens its output, read-only and coloured', async () => {
    const [name = ''] = ios();
    await run({ commands: ['show version'], devices: [name] });
    const uri = await eventually('the output is open', activeUri);
    assert.equal(uri.scheme, 'showrun-run');
    assert.match(uri.path, new RegExp(`/${name} · 01-show-version\\.txt$`));
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, 'showrun-output');
    assert.match(document.getText(), /Cisco IOS/);
    const stat = await vscode.workspace.fs.stat(uri);
    assert.equal(stat.permissions, vscode.FilePermission.Readonly);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
  });

  it('addresses of outputs reach nothing but outputs of the open folder', async () => {
    for (const path of ['/etc/passwd', `${workspaceFolder().uri.path}/inventory.csv`]) {
      const uri = vscode.Uri.from({ scheme: 'showrun-run', path });
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri), path);
    }
  });

  it('two runs around a change are compared in the diff editor, without noise', async () => {
    const [name = ''] = ios();
    const request = { commands: ['show ip interface brief'], devices: [name] };
    lab.setState('before');
    await run(request);
    lab.setState('after');
    await run(request);
    const output = await eventually('the output is open', activeUri);
    await command('showrun.compareWithPrevious', output);
    const diff = await eventually('the diff is open', () => {
      const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    });
    lab.setState('before');
    const [left, right] = await Promise.all(
      [diff.original, diff.modified].map(async (uri) =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.notEqual(left, right);
    assert.ok((left ?? '') !== '' && (right ?? '') !== '');
    assert.match(
      vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '',
      new RegExp(`${name}: show ip interface brief · .* ↔ `),
    );
  });

  it('a device that refuses fails with its reason while the others go on', async () => {
    const [bad = '', ...others] = ios();
    await lab.setFault(bad, 'refuse');
    await vscode.workspace.getConfiguration('showrun').update('run.retries', 0, true);
    const record = await run({ template: 'version.cmds', devices: ios() });
    await vscode.workspace.getConfiguration('showrun').update('run.retries', undefined, true);
    assert.equal(record.status, 'failed');
    assert.equal(record.totals.ok, others.length);
    const result = record.results.find((each) => each.device === bad);
    assert.equal(result?.status, 'failed');
    assert.match(result?.error?.message ?? '', /refused/i);
    assert.match(result?.error?.code ?? '', /^session\./);
  });

  it('cancelling keeps what was complete and says cancelled', async () => {
    const [stuck = '', fine = ''] = ios();
    await lab.setFault(stuck, 'hang-in-output');
    const running = run({ template: 'version.cmds', devices: [stuck, fine] });
    await journalOf(['device-finished', fine], ['command-started', stuck]);
    await command('showrun.cancelRun');
    const started = Date.now();
    const record = await running;
    assert.ok(Date.now() - started < 2000, 'cancelling took long');
    assert.equal(record.status, 'cancelled');
    const result = record.results.find((each) => each.device === fine);
    assert.equal(result?.status, 'ok');
    assert.ok(result.commands[0]?.file);
  });

  it('a run can be followed in a document that grows', async () => {
    await writeFile('blocks.cmds', '### Version\nshow version\n\n### Clock\nshow clock\n');
    const [stuck = '', fine = ''] = ios();
    await lab.setFault(stuck, 'hang-in-output');
    const running = run({ template: 'blocks.cmds', devices: [stuck, fine] });
    await journalOf(['device-finished', fine], ['command-started', stuck]);
    await command('showrun.followRun');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'showrun-live');
    await eventually('the document has the results so far', () =>
      document.getText().includes(`${fine}: show clock (ok`) ? true : undefined,
    );
    assert.match(document.getText(), /Cisco IOS/);
    await command('showrun.cancelRun');
    await running;
    await eventually('the document has the end', () =>
      /=== [\d:]+ cancelled: 1 of 2 devices fine\n$/.test(document.getText()) ? true : undefined,
    );
  });

  it('an executor that is killed leaves everything received on disk and the run marked interrupted', async () => {
    const [stuck = '', fine = ''] = ios();
    await lab.setFault(stuck, 'hang-in-output');
    const running = run({ template: 'version.cmds', devices: [stuck, fine] });
    await journalOf(['device-finished', fine], ['command-started', stuck]);
    process.kill(executorPid(), 'SIGKILL');
    const record = await running;
    assert.equal(record.status, 'interrupted');
    const stored = JSON.parse(await readFile(join(runsFolder(), record.id, 'run.json'), 'utf8')) as RunRecord;
    assert.equal(stored.status, 'interrupted');
    const file = record.results.find((each) => each.device === fine)?.commands[0]?.file;
    assert.ok(file);
    assert.match(await readFile(join(runsFolder(), record.id, ...file.split('/')), 'utf8'), /Cisco IOS/);
    await lab.setFault('*', undefined);
    const next = await run({ template: 'version.cmds', devices: [fine] });
    assert.equal(next.status, 'ok', 'nothing can be run after the executor was killed');
  });

  it('a template with an unknown variable sends nothing', async () => {
    const before = connections();
    await writeFile('typo.cmds', 'show interfaces {{ uplnk }}\n');
    const records = await command('showrun.runTemplate', { template: 'typo.cmds', devices: ios() });
    assert.deepEqual(records, []);
    assert.equal(connections(), before);
  });

  it('secrets are nowhere in what was written', async () => {
    const [newest] = await (await showrun()).getAPI(1).runs();
    assert.ok(newest);
    const folder = vscode.Uri.joinPath(workspaceFolder().uri, '.showrun', 'runs', newest.id);
    const key = await readText(vscode.Uri.joinPath(workspaceFolder().uri, 'lab-key'));
    const secret = key.split('\n')[2] ?? '';
    assert.ok(secret.length > 20);
    for (const name of ['run.json', 'journal.ndjson']) {
      assert.ok(!(await readText(vscode.Uri.joinPath(folder, name))).includes(secret), name);
    }
  });
});

/** Waits until the journal of the newest run, if it is still going on, has an event of each of these types and devices. */
async function journalOf(...wanted: [type: string, device: string][]): Promise<void> {
  await eventually('the run is where it should be', async () => {
    const newest = (await readdir(runsFolder())).sort().at(-1) ?? '';
    const text = await readFile(join(runsFolder(), newest, 'journal.ndjson'), 'utf8').catch(() => '');
    const lines = text.split('\n');
    const has = ([type, device]: [string, string]): boolean =>
      lines.some((line) => line.includes(`"${type}"`) && line.includes(`"${device}"`));
    return !text.includes('"run-finished"') && wanted.every(has);
  });
}

/** The executor among the children of this process. */
function executorPid(): number {
  const children = readFileSync(`/proc/${String(process.pid)}/task/${String(process.pid)}/children`, 'utf8');
  const found = children
    .split(' ')
    .filter((each) => each !== '')
    .find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('executor.js'));
  assert.ok(found, 'There is no executor.');
  return Number(found);
}
