import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Lab } from '../../../src/lab/labOptions.ts';
import { startLabAside } from '../../helpers/startLabAside.ts';
import { openEditor, type Editor } from '../harness/openEditor.ts';

const blocks = '### Version\nshow version\n\n### Clock\nshow clock\n';

/** What a person can see of a run while it goes on, and do about it. */
describe('a run that goes on', function () {
  this.timeout(120_000);
  let editor: Editor;
  let lab: Lab;

  before(async () => {
    // Not ed25519: one in 300 of those that ssh2 makes it cannot read itself.
    const key = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    lab = await startLabAside({
      devices: Array.from({ length: 8 }, (_, index) => ({
        name: `r${String(index + 1)}`,
        platform: 'cisco_ios' as const,
        site: index < 4 ? 'ams' : 'fra',
      })),
      state: 'before',
      username: 'showrun',
      password: 'not used',
      enableSecret: 'not used',
      tuning: { authorizedKeys: [key.public] },
    });
    editor = await openEditor({
      name: 'ui-live',
      prepare: async (workspace) => {
        const keyFile = join(workspace, 'lab-key');
        await writeFile(keyFile, key.private, { mode: 0o600 });
        const rows = lab.inventoryCsv().trimEnd().split('\n');
        const csv = rows.map(
          (row, index) => `${row},${index === 0 ? 'use_keys,key_file' : `true,${keyFile}`}\n`,
        );
        await writeFile(join(workspace, 'inventory.csv'), csv.join(''));
        await writeFile(join(workspace, 'state.cmds'), blocks);
      },
      settings: {
        'showrun.ssh.hostKeys': 'accept-new',
        'showrun.run.retries': 0,
        'showrun.run.keepSessions': 0,
        'showrun.run.breakerFailures': 2,
        'showrun.run.concurrency': 2,
      },
    });
    await editor.driver.openContainer('Showrun');
    await editor.driver.treeItem('Devices', 'r1').waitFor();
    await editor.driver.runCommand('Showrun: Tick All Shown Devices');
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
    await lab.close();
  });
  afterEach(async () => {
    await lab.setFault('*', undefined);
    await editor.driver.runCommand('Notifications: Clear All Notifications');
    await editor.driver.runCommand('View: Close All Editors');
    await editor.driver.waitUntil(
      async () => (await editor.driver.notifications()).length === 0,
      'the notifications are gone',
    );
  });

  /** Starts a run that stays at some devices in the middle of an output. */
  const runWithHanging = async (...names: string[]): Promise<void> => {
    for (const name of names) await lab.setFault(name, 'hang-in-output');
    await editor.driver.inlineAction('Templates', 'state.cmds', 'Run Template');
  };
  /** Waits until a row of the Runs view says something. */
  const rowSays = (label: string, text: RegExp): Promise<void> =>
    editor.driver.waitUntil(
      async () => text.test(await editor.driver.treeItem('Runs', label).innerText()),
      `${label} says ${String(text)}`,
      30_000,
    );

  it('one device of it is cancelled without the others, and a block with whatever is in the middle of it', async () => {
    const { driver } = editor;
    await runWithHanging('r1', 'r2');
    await rowSays('r1', /show version/);
    await driver.contextMenu('Runs', 'r1', 'Cancel This Device');
    await rowSays('r1', /cancelled/);
    // The others have its place now, and only r2 is left in the end.
    await driver.statusBarItem(/7\/8/);
    await driver.notification(/state\.cmds: 7 of 8 devices · 1 cancelled/);
    await driver.screenshot('1-device-cancelled');
    await driver.runCommand('Showrun: Cancel a Block…');
    assert.deepEqual(await driver.picks(), ['Version', 'Clock']);
    await driver.screenshot('2-block');
    await driver.pick('Version');
    const text = await driver.notification(/state\.cmds.*6 of 8 devices/, 30_000);
    assert.match(text, /cancelled/);
    await driver.screenshot('3-ended');
  });

  it('is followed in a document that keeps its end in view, and its limits are changed', async () => {
    const { driver } = editor;
    await runWithHanging('r8');
    await driver.runCommand('Showrun: Follow Run');
    await driver.tab(/state\.cmds \(live\)/);
    await driver.editorShows(/r7: show clock \(ok/);
    await driver.screenshot('4-live');
    await driver.runCommand('Showrun: Change Limits of Run…');
    await driver.quickPickRow(/Devices at once\s*2$/).waitFor();
    await driver.pick('Devices at once');
    await driver.answerTo(/for this run alone/, '5');
    // The process of the run says when it has heard of it.
    await driver.waitUntil(async () => {
      await driver.runCommand('Showrun: Change Limits of Run…');
      await driver.quickPickRow(/Devices at once\s*\d$/).waitFor();
      const heard = await driver.quickPickRow(/Devices at once\s*5$/).isVisible();
      await driver.quickInput().press('Escape');
      await driver.quickInput().waitFor({ state: 'hidden' });
      return heard;
    }, 'the limit is 5');
    await driver.runCommand('Showrun: Cancel Run');
    await driver.notification(/state\.cmds: cancelled\. 7 of 8 devices were done/);
    await driver.editorShows(/=== .*cancelled: 7 of 8 devices fine/);
  });

  it('says which site cannot be reached, and how many devices wait for it', async () => {
    const { driver } = editor;
    for (const name of ['r5', 'r6', 'r7', 'r8']) await lab.setFault(name, 'refuse');
    await runWithHanging('r1');
    await rowSays('Site fra', /cannot be reached · 2 wait/);
    await driver.waitUntil(
      async () => (await driver.treeItem('Devices', 'fra').innerText()).includes('cannot be reached'),
      'the Devices view says so, too',
    );
    await driver.screenshot('5-breaker');
    await driver.runCommand('Showrun: Cancel Run');
    await driver.notification(/state\.cmds: cancelled\. 3 of 8 devices were done/);
    await driver.waitUntil(
      async () => !(await driver.treeItem('Devices', 'fra').innerText()).includes('cannot be reached'),
      'nothing waits any more',
    );
  });

  it('is resumed after its process has died', async () => {
    const { driver, workspace } = editor;
    await runWithHanging('r1');
    await driver.statusBarItem(/7\/8/);
    const runs = join(workspace, '.showrun/runs');
    const newest = (await readdir(runs)).sort().at(-1) ?? '';
    const { pid } = JSON.parse(await readFile(join(runs, newest, 'run.lock'), 'utf8')) as { pid: number };
    await lab.setFault('r1', undefined);
    process.kill(pid, 'SIGKILL');
    await driver.notification(/background process ended unexpectedly\. 7 of 8 devices were done/);
    await driver.screenshot('6-interrupted');
    await driver.notificationAction(/ended unexpectedly/, 'Resume Run');
    await driver.notification(/state\.cmds: fine\./, 30_000);
    await driver.screenshot('7-resumed');
  });
});
