import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { RunRecord } from '../../../src/api/run.ts';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLabAside } from '../../helpers/startLabAside.ts';
import { openEditor, type Editor } from '../harness/openEditor.ts';

const folders = ['north', 'south'] as const;

/** A workspace of two folders: each has its own inventory, with the same name in both, and its own runs. */
describe('a workspace with several folders', function () {
  this.timeout(120_000);
  let editor: Editor;
  const labs = new Map<string, Lab>();

  before(async () => {
    const key = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    for (const folder of folders) {
      const lab = await startLabAside({
        devices: ['core-1', `${folder}-1`].map((name) => ({ name, platform: 'cisco_ios' as const })),
        state: 'before',
        username: 'showrun',
        password: 'not used',
        enableSecret: 'not used',
        tuning: { authorizedKeys: [key.public] },
      });
      labs.set(folder, lab);
    }
    editor = await openEditor({
      name: 'ui-folders',
      workspaceFile: 'both.code-workspace',
      prepare: async (workspace) => {
        const keyFile = join(workspace, 'lab-key');
        await writeFile(keyFile, key.private, { mode: 0o600 });
        for (const [folder, lab] of labs) {
          await mkdir(join(workspace, folder));
          const rows = lab.inventoryCsv().trimEnd().split('\n');
          const csv = rows.map(
            (row, index) => `${row},${index === 0 ? 'use_keys,key_file' : `true,${keyFile}`}\n`,
          );
          await writeFile(join(workspace, folder, 'inventory.csv'), csv.join(''));
        }
        await writeFile(join(workspace, 'north', 'version.cmds'), 'show version\n');
        const file = { folders: folders.map((path) => ({ path })) };
        await writeFile(join(workspace, 'both.code-workspace'), JSON.stringify(file));
      },
      settings: { 'showrun.ssh.hostKeys': 'accept-new', 'showrun.run.retries': 0 },
    });
    await editor.driver.openContainer('Showrun');
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
    for (const lab of labs.values()) await lab.close();
  });

  it('shows the devices of each folder below it', async () => {
    const { driver } = editor;
    for (const folder of folders) {
      await driver.treeItem('Devices', folder).waitFor();
      await driver.treeItem('Devices', `${folder}-1`).waitFor();
    }
    assert.equal(await driver.treeItem('Devices', 'core-1').count(), 2);
    await driver.screenshot('1-devices');
  });

  it('runs a template of one folder on the devices of both, and keeps each run with its devices', async () => {
    const { driver, workspace } = editor;
    await driver.runCommand('Showrun: Tick All Shown Devices');
    await driver.inlineAction('Templates', 'version.cmds', 'Run Template');
    await driver.treeItem('Runs', 'version.cmds').nth(1).waitFor({ timeout: 30_000 });
    await driver.screenshot('2-runs');
    for (const folder of folders) {
      const runs = join(workspace, folder, '.showrun/runs');
      const read = async (): Promise<RunRecord | undefined> => {
        const [id] = await readdir(runs).catch(() => []);
        if (id === undefined) return undefined;
        return JSON.parse(await readFile(join(runs, id, 'run.json'), 'utf8')) as RunRecord;
      };
      await driver.waitUntil(async () => (await read())?.status === 'ok', `${folder} has its run`, 30_000);
      const record = await read();
      assert.deepEqual(record?.results.map(({ device }) => device).sort(), ['core-1', `${folder}-1`]);
      const ports = record.plan.devices.map(({ device }) => device.port);
      assert.deepEqual(
        ports,
        labs.get(folder)?.devices.map(({ port }) => port),
      );
    }
  });

  it('opens the output of the device that is meant, although both have one of this name', async () => {
    const { driver } = editor;
    const rows = driver.treeItem('Devices', 'core-1');
    for (const [index, folder] of folders.entries()) {
      await rows.nth(index).hover({ force: true });
      await rows
        .nth(index)
        .locator('.actions a.action-label[aria-label^="Open Last Output"]')
        .dispatchEvent('click');
      await driver.tab(/core-1 · 01-show-version/);
      const tab = driver.page.locator('.tabs-container .tab.active');
      await driver.waitUntil(
        async () => ((await tab.getAttribute('aria-label')) ?? '').includes('core-1'),
        'the output is open',
      );
      const crumbs = driver.page.locator('.editor-group-container.active .breadcrumbs-control');
      await crumbs.getByText(folder, { exact: true }).first().waitFor();
    }
    await driver.screenshot('3-outputs');
  });

  it('sends nothing to the devices of the second folder where the run in the first is cancelled', async () => {
    const { driver } = editor;
    const commands = (): number =>
      [...(labs.get('south')?.stats().values() ?? [])].reduce((sum, each) => sum + each.commands.length, 0);
    const before = commands();
    await labs.get('north')?.setFault('core-1', 'hang-in-output');
    await driver.inlineAction('Templates', 'version.cmds', 'Run Template');
    await driver.statusBarItem(/1\/2/);
    await driver.runCommand('Showrun: Cancel Run');
    await driver.notification(/Nothing was sent to the devices of these folders: south\./);
    assert.equal(commands(), before);
    await labs.get('north')?.setFault('core-1', undefined);
  });
});
