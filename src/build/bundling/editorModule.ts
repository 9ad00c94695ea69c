import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { providedModules } from '../../extension/manifest/providedModules.ts';
import { projectFolder } from '../projectFolder.ts';

const types = join(projectFolder, 'node_modules/@types/vscode/index.d.ts');
const namespace = 'editor-module';
const [editor] = providedModules;

/**
 * Has the bundle ask for the module `vscode` once. esbuild copies the several hundred members of a module that is provided by the
 * host for each source file that imports it, which was a third of the time that the extension takes to load.
 */
export const editorModule: Plugin = {
  name: namespace,
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${editor}$`) }, ({ kind }) =>
      kind === 'require-call' ? { path: editor, external: true } : { path: editor, namespace },
    );
    build.onLoad({ filter: /^/, namespace }, async () => ({
      contents: reexports(membersOf(await readFile(types, 'utf8'))),
      watchFiles: [types],
    }));
  },
};

/** What exists at run time of the module that a declaration file declares, by name. */
export function membersOf(declarations: string): string[] {
  const exported = /^\s+export (?:abstract )?(?:class|enum|namespace|function|const|let) (\w+)/gm;
  const outermost = declarations.split('\n').filter((line) => /^(?:\t| {4})export /.test(line));
  return [...new Set([...outermost.join('\n').matchAll(exported)].map(([, name]) => name ?? ''))].sort();
}

function reexports(names: readonly string[]): string {
  const members = names.map((name) => `export const ${name} = editor.${name};`);
  return [`const editor = require(${JSON.stringify(editor)});`, ...members, ''].join('\n');
}
