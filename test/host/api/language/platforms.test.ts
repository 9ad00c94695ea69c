import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { showrun, workspaceFolder, writeFile } from '../../support/showrun.ts';

const head = 'id: acme_os\ntitle: ACME OS\nextends: ios_like\n';

/** Opens a platform file of a plugin in the workspace; the `¦` in it is taken out and becomes the position. */
async function open(text: string, path: string): Promise<[vscode.TextDocument, vscode.Position]> {
  const uri = await writeFile(path, text.replace('¦', ''));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return [document, document.positionAt(Math.max(0, text.indexOf('¦')))];
}

const run = async <T>(command: string, ...args: unknown[]): Promise<T> =>
  (await vscode.commands.executeCommand(command, ...args)) as T;

describe('platform files as a language', function () {
  this.timeout(60_000);
  const folder = 'platforms-acme';

  before(async () => {
    await showrun();
  });
  afterEach(async () => {
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const name of [folder, 'acme'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder().uri, name), { recursive: true });
  });

  const problem = (document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> =>
    eventually(`${code} is shown`, () =>
      vscode.languages.getDiagnostics(document.uri).find((each) => codeOf(each) === code),
    );

  const labels = async (document: vscode.TextDocument, position: vscode.Position): Promise<string[]> => {
    const list = await run<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };

  it('completes keys and values, and says what they mean', async () => {
    const [document, position] = await open(`${head}paging:\n  ¦`, `${folder}/acme_os.yaml`);
    await eventually('keys are offered', async () => (await labels(document, position)).includes('pagers'));
    assert.ok(!(await labels(document, position)).includes('paging'));
    const hovers = await run<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(document.getText().indexOf('extends') + 1),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((each) => (each as vscode.MarkdownString).value),
    );
    assert.match(text.join('\n'), /whose data is taken/);
  });

  it('shows findings while it is edited, with a fix', async () => {
    const [document] = await open(`${head}loggout: exit\n`, `${folder}/acme_two.yaml`);
    const found = await problem(document, 'platform.schema');
    assert.equal(document.getText(found.range), 'loggout');
    const actions = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
    );
    const fix = actions.find(({ title }) => title.includes('logout'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(
      'the finding goes away',
      () => vscode.languages.getDiagnostics(document.uri).length === 0,
    );
  });

  it('knows a file by the manifest that names it', async () => {
    await writeFile('acme/plugin.json', '{"name":"acme","api":1,"title":"ACME","platforms":["switch.yaml"]}');
    const [document] = await open('title: ACME\n', 'acme/switch.yaml');
    await problem(document, 'platform.schema');
  });

  it('leaves other YAML files alone', async () => {
    const [document, position] = await open('services:\n  ¦', 'acme/compose.yaml');
    assert.deepEqual(
      (await labels(document, position)).filter((label) => label === 'modes' || label === 'paging'),
      [],
    );
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });
});

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
