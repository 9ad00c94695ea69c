import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openEditor, type Editor } from '../harness/openEditor.ts';

const inventory = `hostname,ip_address,device_type,site,tags,vlan,uplink
core-1,192.0.2.1,cisco_ios,ams,core,10,Gi1/0/48
core-2,192.0.2.2,cisco_ios,ams,core,20,Gi1/0/48
edge-1,192.0.2.3,cisco_ios,ber,edge,,Gi0/1
leaf-1,192.0.2.4,arista_eos,ber,leaf,30,Et1
`;

const template = `# State of the uplinks before a change
# @set limit = 3

### Uplinks
show interfaces {{ uplink }} | include error
show interfaces {{ uplnk }} status
{% for number in range(limit) %}
ping 192.0.2.{{ number }}
{% endfor %}

### VLANs
# @platform cisco_ios
show vlan id {{ vlan }}
sh v
reload in 5
show verzion
`;

describe('templates as a language, through the user interface', function () {
  this.timeout(90_000);
  let editor: Editor;

  before(async () => {
    editor = await openEditor({
      name: 'ui-language',
      prepare: async (workspace) => {
        await writeFile(join(workspace, 'inventory.csv'), inventory);
        await writeFile(join(workspace, 'uplinks.cmds'), template);
      },
    });
    await editor.driver.openContainer('Showrun');
    await editor.driver.treeItem('Templates', 'uplinks.cmds').click();
    await editor.driver.tab(/uplinks\.cmds/);
  });
  after(async function () {
    await editor.close(this.test?.parent?.tests.some((test) => test.isFailed()) ?? false);
  });

  /** The span of a word in the template's editor. */
  const word = (text: string): Locator =>
    editor.driver.page
      .locator('.editor-group-container .view-line span span', { hasText: new RegExp(`^\\s*${text}\\s*$`) })
      .first();
  /** Puts the cursor at the end of a line, counted from 1. */
  const goTo = async (line: number, column = 1000): Promise<void> => {
    const { page } = editor.driver;
    await page.keyboard.press('Control+G');
    await editor.driver.quickInput().waitFor();
    await page.keyboard.type(`${String(line)}:${String(column)}`);
    await page.keyboard.press('Enter');
    await editor.driver.quickInput().waitFor({ state: 'hidden' });
  };

  it('each block says what it would render to, and findings are underlined', async () => {
    const { driver } = editor;
    const lenses = driver.page.locator('.codelens-decoration');
    await lenses.filter({ hasText: 'renders on 2, 1 misses vlan' }).first().waitFor();
    await driver.page.locator('.squiggly-error').first().waitFor();
    await driver.page.locator('.squiggly-warning').first().waitFor();
    await word('vlan').click();
    await driver.page.keyboard.press('Control+Shift+M');
    await driver.page.locator('.markers-panel').getByText('Did you mean "uplink"?').first().waitFor();
    await driver.screenshot('1-findings');
    await driver.page.keyboard.press('Control+Shift+M');
    await driver.page.locator('.markers-panel').waitFor({ state: 'hidden' });
  });

  it('a hover shows the values of a variable', async () => {
    const { driver } = editor;
    await word('uplink').hover();
    await driver.page.locator('.monaco-hover:visible', { hasText: 'core-1, core-2' }).first().waitFor();
    await driver.screenshot('2-hover');
    await driver.page.keyboard.press('Escape');
  });

  it('completion offers variables with values, and commands', async () => {
    const { driver } = editor;
    const { page } = driver;
    await word('uplnk').click();
    await goTo(5);
    await page.keyboard.press('Enter');
    await page.keyboard.type('show interfaces {{ upl');
    const list = page.locator('.suggest-widget.visible');
    await list.locator('.monaco-list-row', { hasText: 'uplink' }).first().waitFor();
    await driver.screenshot('3-completion');
    await page.keyboard.press('Escape');
    for (let count = 0; count < 2; count++) await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(template);
  });

  it('a preview shows what a device gets, live', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Preview Template');
    await driver.tab(/uplinks · core-1/);
    await driver.page.getByText('Nothing would be sent').first().waitFor();
    await word('uplnk').dblclick();
    await driver.page.keyboard.type('uplink');
    await driver.page.getByText('show interfaces Gi1/0/48 status').first().waitFor();
    await driver.screenshot('4-preview');
  });

  it('a rename shows what it would change, in the inventory too', async () => {
    const { driver } = editor;
    const { page } = driver;
    await page.keyboard.press('Control+S');
    await word('vlan').click();
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('vlan_id');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Refactor Preview').first().waitFor();
    await driver.screenshot('5-rename');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    const read = (file: string): Promise<string> => readFile(join(editor.workspace, file), 'utf8');
    await driver.waitUntil(
      async () =>
        (await read('uplinks.cmds')).includes('{{ vlan_id }}') &&
        (await read('inventory.csv')).startsWith('hostname,ip_address,device_type,site,tags,vlan_id,uplink'),
      'template and inventory have the new name',
    );
  });

  it('two devices are compared in the diff editor', async () => {
    const { driver } = editor;
    await driver.runCommand('Showrun: Compare What Two Devices Get…');
    await driver.pick('core-1');
    await driver.pick('leaf-1');
    await driver.tab(/core-1 ↔ leaf-1/);
    await driver.page.locator('.diffOverview, .editor.modified').first().waitFor();
    await driver.screenshot('6-compare');
    assert.match(await readFile(join(editor.workspace, 'uplinks.cmds'), 'utf8'), /uplink/);
  });

  it('lines that a device refused are marked after a run', async () => {
    const { driver, workspace } = editor;
    await driver.runCommand('Showrun: Start Demo Lab');
    await driver.notification(/demo lab is running/, 30_000);
    await writeFile(join(workspace, 'refused.cmds'), '### Clock\nshow clock\nshow nonsense\n');
    await driver.runCommand('View: Close All Editors');
    await driver.treeItem('Templates', 'refused.cmds').click();
    await driver.tab(/refused\.cmds/);
    await driver.runCommand('Showrun: Tick All Shown Devices');
    await driver.inlineAction('Templates', 'refused.cmds', 'Run Template');
    await driver.page.locator('.squiggly-warning').first().waitFor({ timeout: 30_000 });
    await word('nonsense').hover();
    await driver.page.locator('.monaco-hover:visible', { hasText: 'Refused by' }).first().waitFor();
    await driver.screenshot('7-refused');
    await driver.runCommand('Showrun: Stop Demo Lab');
  });
});
