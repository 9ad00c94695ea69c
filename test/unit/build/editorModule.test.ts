import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { editorModule, membersOf } from '../../../src/build/bundling/editorModule.ts';

const types = new URL('../../../node_modules/@types/vscode/index.d.ts', import.meta.url);

describe('the module of the editor in a bundle', () => {
  it('has what exists at run time, and nothing of an inner level', async () => {
    const members = membersOf(await readFile(types, 'utf8'));
    for (const name of ['window', 'workspace', 'Uri', 'TreeItem', 'TreeItemCollapsibleState', 'version'])
      assert.ok(members.includes(name), name);
    for (const name of ['QuickPickItem', 'showInformationMessage', 'File'])
      assert.ok(!members.includes(name), name);
    assert.ok(members.length > 150);
  });

  it('is asked for once, whoever imports it, and gives everybody the same', async () => {
    const source = (name: string): string =>
      `import * as vscode from 'vscode'; export const ${name} = vscode.window, only${name} = new vscode.Uri();`;
    const { outputFiles } = await build({
      stdin: { contents: `export * from 'a'; export * from 'b';`, resolveDir: import.meta.dirname },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      write: false,
      plugins: [
        editorModule,
        {
          name: 'sources',
          setup: (each) => {
            each.onResolve({ filter: /^[ab]$/ }, ({ path }) => ({ path, namespace: 'sources' }));
            each.onLoad({ filter: /^/, namespace: 'sources' }, ({ path }) => ({ contents: source(path) }));
          },
        },
      ],
    });
    const text = outputFiles[0]?.text ?? '';
    assert.equal(text.split('require("vscode")').length, 2);
    const exported: Record<string, unknown> = {};
    const module = { exports: exported };
    const host = { window: {}, Uri: class {} };
    const run = compileFunction(text, ['module', 'exports', 'require']) as (...parts: unknown[]) => void;
    run(module, exported, () => host);
    assert.equal((module.exports as { a: unknown }).a, host.window);
    assert.equal((module.exports as { b: unknown }).b, host.window);
    assert.ok((module.exports as { onlya: unknown }).onlya instanceof host.Uri);
  });
});
