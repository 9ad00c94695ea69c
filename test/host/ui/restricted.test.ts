import { join } from 'node:path';
import { projectFolder } from '../../../src/build/projectFolder.ts';
import { openEditor, type Editor } from '../harness/openEditor.ts';

/** A workspace that nobody has vouched for: everything can be read, nothing connects. */
describe('in Restricted Mode', function () {
  this.timeout(120_000);
  let editor: Editor;

  before(async () => {
    editor = await openEditor({
      name: 'ui-restricted',
      workspace: join(projectFolder, 'test/fixtures/workspaces/campus'),
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    await editor.driver.openContainer('Showrun');
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
  });

  it('devices and templates are shown', async () => {
    const { driver } = editor;
    await driver.treeItem('Devices', 'ams-core-1').waitFor();
    await driver.treeItem('Templates', 'uplinks.cmds').waitFor();
    await driver.view('Runs').getByText('Restricted Mode').waitFor();
    await driver.screenshot('1-browse');
  });

  it('a dry run works, since it connects to nothing', async () => {
    const { driver } = editor;
    await driver.tick('Devices', 'ams-core-1');
    await driver.inlineAction('Templates', 'uplinks.cmds', 'Dry Run');
    await driver.tab(/\(plan\)/);
    await driver.editorShows(/show interfaces GigabitEthernet0\/1/);
  });

  it('a run, a single command and the lab are refused with the reason', async () => {
    const { driver } = editor;
    await driver.inlineAction('Templates', 'uplinks.cmds', 'Run Template');
    await driver.notification(/Nothing was sent\. This workspace is in Restricted Mode/);
    await driver.screenshot('2-refused');
    for (const title of ['Showrun: Run One Command on Ticked Devices…', 'Showrun: Start Demo Lab']) {
      await driver.runCommand('Notifications: Clear All Notifications');
      await driver.runCommand(title);
      await driver.notification(/Nothing was sent\. This workspace is in Restricted Mode/);
    }
  });
});
