import { join } from 'node:path';
import { projectFolder } from '../../src/build/projectFolder.ts';
import { openEditor } from './harness/openEditor.ts';

/** Draws media/screenshot.png for the README: the real editor after two runs around a change, with the diff of one output. */
async function main(): Promise<void> {
  const editor = await openEditor({
    name: 'screenshot',
    settings: { 'breadcrumbs.enabled': false, 'editor.minimap.enabled': false },
  });
  const { driver } = editor;
  try {
    await driver.openContainer('Showrun');
    await driver.runCommand('Showrun: Create Sample Workspace…');
    await driver.pick('Here: workspace');
    await driver.tab(/health\.cmds/);
    await driver.runCommand('Showrun: Start Demo Lab');
    await driver.notification(/demo lab is running/);
    await driver.runCommand('Showrun: Tick All Shown Devices');
    for (const step of ['before', 'after']) {
      if (step === 'after') {
        await driver.runCommand('Showrun: Make a Change in the Demo Lab');
        await driver.notification(/simulated network has been changed/);
      }
      await driver.inlineAction('Templates', 'health.cmds', 'Run Template');
      await driver.notification(/all 12 devices fine/, 30_000);
      await driver.runCommand('Notifications: Clear All Notifications');
    }
    await driver.expand('Runs', 'core-2');
    await driver.inlineAction('Runs', 'show interface status', 'Compare with Previous');
    await driver.tab(/core-2: show interface status/);
    await driver.page.locator('.diffOverview').first().waitFor();
    await driver.page.mouse.move(800, 780);
    await driver.page.screenshot({ path: join(projectFolder, 'media/screenshot.png') });
  } finally {
    await editor.close(false);
  }
}

await main();
