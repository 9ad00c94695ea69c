import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEditor, type Editor } from '../harness/openEditor.ts';

/** A step of the walkthrough that is done. */
const checkedStep = '.getting-started-step .codicon-getting-started-step-checked';

/** The way of somebody who has nothing but the extension: from an empty folder to a diff, as in the walkthrough. */
describe('from an empty folder to a diff, with the demo lab', function () {
  this.timeout(120_000);
  let editor: Editor;

  before(async () => {
    editor = await openEditor({ name: 'ui-demo' });
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
  });

  it('an empty folder says what to do', async () => {
    const { driver } = editor;
    await driver.openContainer('Showrun');
    await driver.view('Devices').getByText('No inventory in this folder').waitFor();
    await driver.view('Templates').getByText('A template is a text file').waitFor();
    await driver.view('Runs').getByText('Nothing has been run yet').waitFor();
    await driver.screenshot('1-empty');
  });

  it('the walkthrough offers five steps', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Get Started');
    for (const step of ['Start the demo lab', 'Tick devices', 'Run a template', 'Read', 'Compare']) {
      await driver.page.locator('.getting-started-step', { hasText: step }).first().waitFor();
    }
    assert.equal(await driver.page.locator(checkedStep).count(), 0);
    // While the page gets ready it takes the focus more than once, and would take it from the palette: so it is closed.
    await driver.closeTab(/Welcome|Walkthrough|Showrun/);
  });

  it('the sample brings templates', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Create Sample Workspace…');
    await driver.pick('Here: workspace');
    await driver.tab(/health\.cmds/);
    await driver.treeItem('Templates', 'uplinks.cmds').waitFor();
    await driver.screenshot('2-sample');
  });

  it('the lab brings twelve devices, grouped by site', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Start Demo Lab');
    await driver.notification(/demo lab is running: 12 simulated devices/, 30_000);
    await driver.treeItem('Devices', 'core-1').waitFor();
    await driver.screenshot('3-lab');
  });

  it('ticks are counted in the title of the view, a filter too', async () => {
    const { driver } = editor;
    await driver.tick('Devices', 'core-1');
    const description = driver.view('Devices').locator('.pane-header .description');
    await driver.waitUntil(
      async () => (await description.innerText()) === '1 ticked',
      'one device is ticked',
    );
    await driver.runCommand('Showrun: Filter Devices…');
    await driver.answer('role:core,spine');
    await driver.waitUntil(
      async () => (await description.innerText()) === '1 ticked · role:core,spine',
      'the filter is shown',
    );
    await driver.runCommand('Showrun: Tick All Shown Devices');
    await driver.waitUntil(
      async () => !(await description.innerText()).startsWith('1 ticked'),
      'all shown devices are ticked',
    );
    await driver.screenshot('4-filter');
    await driver.runCommand('Showrun: Clear Device Filter');
    await driver.runCommand('Showrun: Tick All Shown Devices');
    await driver.waitUntil(async () => (await description.innerText()) === '12 ticked', 'all are ticked');
  });

  it('a dry run shows what each device would get', async () => {
    const { driver } = editor;
    await driver.inlineAction('Templates', 'health.cmds', 'Dry Run');
    await driver.tab(/\(plan\)/);
    const text = await driver.editorShows(/core-1/);
    assert.match(text, /show version/);
    await driver.screenshot('5-dry-run');
  });

  it('a run ends with one notification and is listed with its devices', async () => {
    const { driver, workspace } = editor;
    await driver.inlineAction('Templates', 'health.cmds', 'Run Template');
    await driver.notification(/health\.cmds: all 12 devices fine/, 30_000);
    await driver.screenshot('6-run');
    await driver.notificationAction(/all 12 devices fine/, 'Show');
    await driver.expand('Runs', 'health.cmds');
    await driver.expand('Runs', 'core-1');
    await driver.treeItem('Runs', 'show version').click();
    await driver.tab(/core-1 · 01-show-version/);
    await driver.editorShows(/NX-?OS/);
    await driver.screenshot('7-output');
    const [run] = await readdir(join(workspace, '.showrun/runs'));
    assert.ok(run);
  });

  it('after a change the outputs that differ are shown together', async () => {
    const { driver } = editor;
    const newest = driver.treeItem('Runs', 'health.cmds').first();
    const first = await newest.innerText();
    // The first run has said the same at its end.
    await driver.runCommand('Notifications: Clear All Notifications');
    await driver.runCommand('Showrun: Make a Change in the Demo Lab');
    await driver.notification(/simulated network has been changed/);
    await driver.inlineAction('Templates', 'health.cmds', 'Run Template');
    await driver.notification(/health\.cmds: all 12 devices fine/, 30_000);
    await driver.waitUntil(async () => {
      const text = await newest.innerText();
      return text !== first && text.includes('12 fine');
    }, 'the second run is on top of the list, with its outcome');
    await driver.inlineAction('Runs', 'health.cmds', 'Compare with Previous');
    await driver.tab(/health\.cmds: \d+ of \d+ differ/);
    await driver.page.locator('.multiDiffEntry').first().waitFor();
    await driver.screenshot('8-diff');
  });

  it('stopping the lab takes its devices away', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Stop Demo Lab');
    await driver.view('Devices').getByText('No inventory in this folder').waitFor();
  });

  it('the walkthrough has ticked off all of its steps on the way', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Get Started');
    await driver.page.locator(checkedStep).nth(4).waitFor();
    await driver.screenshot('9-walkthrough');
  });
});
