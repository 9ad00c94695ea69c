import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { useInventory } from '../../support/labWorkspace.ts';
import { readText, showrun, workspaceFolder, writeFile } from '../../support/showrun.ts';

const inventory = [
  'hostname,ip_address,device_type,site,tags,vlan,uplink',
  'core-1,192.0.2.1,cisco_ios,ams,core,10,Gi1/0/48',
  'core-2,192.0.2.2,cisco_ios,ams,core,20,Gi1/0/48',
  'edge-1,192.0.2.3,cisco_ios,ber,edge,,Gi0/1',
  'leaf-1,192.0.2.4,arista_eos,ber,leaf,30,Et1',
  '',
].join('\n');

let opened = 0;

/** Opens a template of its own; the `¦` in it is taken out and becomes the position. */
async function open(text: string): Promise<[vscode.TextDocument, vscode.Position]> {
  const uri = await writeFile(`language-${String(++opened)}.cmds`, text.replace('¦', ''));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await eventually('the editor has the text of the file', () => document.getText() === text.replace('¦', ''));
  return [document, document.positionAt(Math.max(0, text.indexOf('¦')))];
}

const run = async <T>(command: string, ...args: unknown[]): Promise<T> =>
  (await vscode.commands.executeCommand(command, ...args)) as T;

describe('command templates as a language', function () {
  this.timeout(60_000);
  let original = '';

  before(async () => {
    await showrun();
    original = await readText(vscode.Uri.joinPath(workspaceFolder().uri, 'inventory.csv'));
    await useInventory(inventory);
  });
  afterEach(async () => {
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (; opened > 0; opened--)
      await vscode.workspace.fs.delete(
        vscode.Uri.joinPath(workspaceFolder().uri, `language-${String(opened)}.cmds`),
      );
    await useInventory(original);
  });

  const problems = (document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> =>
    eventually(`${code} is shown`, () =>
      vscode.languages.getDiagnostics(document.uri).find((each) => codeOf(each) === code),
    );

  it('shows findings with a link to their page, and a fix', async () => {
    const [document] = await open('### Uplinks\nshow interfaces {{ uplnk }}\nshow vlan id {{ vlan }}\n');
    const unknown = await problems(document, 'language.unknown-variable');
    assert.equal(unknown.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(unknown.range), 'uplnk');
    await eventually('the code has a link', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .some(({ code }) => typeof code === 'object' && /errors\.md/.test(code.target.path)),
    );
    const missing = await problems(document, 'language.missing-variable');
    assert.match(missing.message, /edge-1/);
    const actions = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      unknown.range,
    );
    const titles = actions.map(({ title }) => title);
    for (const part of [
      'Change to “uplink”',
      'Add a default',
      'Ask for “uplnk”',
      'Quote',
      'Add the column “uplnk”',
    ])
      assert.ok(
        titles.some((title) => title.includes(part)),
        `${part}: ${titles.join(', ')}`,
      );
    const change = actions.find(({ title }) => title.includes('uplink'));
    assert.ok(change?.edit);
    await vscode.workspace.applyEdit(change.edit);
    assert.match(document.getText(), /\{\{ uplink \}\}/);
    await eventually('the finding has gone', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .every((each) => codeOf(each) !== 'language.unknown-variable'),
    );
  });

  it('completes variables with the values of devices, commands, and filter values', async () => {
    const labels = async (text: string): Promise<Map<string, vscode.CompletionItem>> => {
      const [document, position] = await open(text);
      const list = await run<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return new Map(
        list.items.map((item) => [typeof item.label === 'string' ? item.label : item.label.label, item]),
      );
    };
    const variables = await labels('show interfaces {{ upl¦ }}\n');
    assert.match(variables.get('uplink')?.detail ?? '', /Gi1\/0\/48/);
    const commands = await eventually('commands are known', async () => {
      const found = await labels('# @platform cisco_ios\nshow ip int¦\n');
      return found.has('interface brief') ? found : undefined;
    });
    assert.ok(!commands.has('uplink'));
    assert.ok((await labels('# @filter tag:¦\n')).has('core'));
    assert.ok((await labels('{{ uplink | ¦ }}\n')).has('ipaddr'));
  });

  it('hovers over a variable with its values, and over a filter with an example', async () => {
    const hover = async (text: string): Promise<string> => {
      const [document, position] = await open(text);
      const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
      return hovers
        .flatMap((each) =>
          each.contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
        )
        .join('\n');
    };
    const values = await hover('show interfaces {{ upl¦ink }}\n');
    assert.match(values, /core&#45;1, core&#45;2/);
    assert.match(await hover('{{ uplink | upp¦er }}\n'), /capital letters/);
  });

  it('goes to the cells of a variable, and back to all its uses', async () => {
    const [document, position] = await open('# @filter tag:core\nshow interfaces {{ upl¦ink }}\n');
    const places = await run<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, position);
    assert.deepEqual(
      places.map(({ uri, range }) => [uri.path.split('/').at(-1), range.start.line]),
      [
        ['inventory.csv', 1],
        ['inventory.csv', 2],
      ],
    );
    const uses = await run<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, position);
    assert.ok(uses.some(({ uri }) => uri.toString() === document.uri.toString()));
  });

  it('renames a variable in templates and inventory', async () => {
    const [document, position] = await open('# @filter vlan>5\nshow vlan id {{ vl¦an }}\n');
    const edit = await run<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'vlan_id',
    );
    const files = edit.entries().map(([uri, edits]) => [uri.path.split('/').at(-1), edits.length] as const);
    assert.deepEqual(new Map(files).get(document.uri.path.split('/').at(-1)), 2);
    assert.deepEqual(new Map(files).get('inventory.csv'), 1);
    await assert.rejects(
      run('vscode.executeDocumentRenameProvider', document.uri, position, 'site'),
      /already means something/,
    );
  });

  it('says over each block what it would render to', async () => {
    const [document] = await open(
      '### Vlans\n# @platform cisco_ios\nshow vlan id {{ vlan }}\n\n### All\nshow version\n',
    );
    const titles = await eventually('the lenses are there', async () => {
      const lenses = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
      const found = lenses.map((lens) => `${String(lens.range.start.line)} ${lens.command?.title ?? ''}`);
      return found.some((title) => title.includes('renders on 4')) ? found : undefined;
    });
    assert.ok(titles.includes('0 renders on 2, 1 misses vlan'), titles.join('\n'));
    assert.ok(titles.includes('4 Preview') && titles.includes('4 Dry Run'), titles.join('\n'));
  });

  it('previews a device beside the template, live', async () => {
    const [document] = await open('### One\nshow interfaces {{ uplink }}\n');
    await run('showrun.previewTemplate', { uri: document.uri.toString(), device: 'leaf-1' });
    const preview = await eventually('the preview is open', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'showrun-preview'),
    );
    assert.match(preview.getText(), /leaf-1 \(arista_eos[^]*show interfaces Et1/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'show version\n');
    await vscode.workspace.applyEdit(edit);
    await eventually('the preview follows', () => preview.getText().includes('show version'));
    await run('showrun.comparePreviews', { uri: document.uri.toString(), devices: ['core-1', 'leaf-1'] });
    await eventually('the diff is open', () => {
      const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'showrun-preview';
    });
  });

  it('has an outline, folds, links and formats', async () => {
    await writeFile('part.cmds', 'show clock\n');
    const [document] = await open(
      '###  One\n{%include "part.cmds"%}\nshow version   \n### Two\nshow clock\n',
    );
    const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['One', 'Two'],
    );
    const links = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    assert.ok(links.some(({ target }) => target?.path.endsWith('/part.cmds')));
    const edits = await run<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(
      document.getText(),
      '### One\n{% include "part.cmds" %}\nshow version\n\n### Two\nshow clock\n',
    );
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder().uri, 'part.cmds'));
  });

  it('completes platforms and tags in the inventory, and hovers over its devices', async () => {
    const uri = await useInventory(`${inventory}new-1,192.0.2.9,\n`);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await eventually(
      'the editor has the new row',
      () => document.lineCount > 6 && document.lineAt(5).text.startsWith('new-1'),
    );
    const end = document.lineAt(5).range.end;
    const list = await eventually('the platforms are offered', async () => {
      const found = await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, end);
      return found.items.some(({ label }) => typeof label === 'object' && label.label === 'cisco_nxos')
        ? found
        : undefined;
    });
    assert.ok(list.items.length > 5);
    const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(1, 2));
    const text = hovers
      .flatMap((each) =>
        each.contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
      )
      .join('\n');
    assert.match(text, /core[^]*192\.0\.2\.1/);
    await useInventory(inventory);
  });
});

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
