import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * The source files without any code: nothing is left of them when types and comments are taken out, so nothing ever loads them
 * and no test can cover them. Paths relative to the given folder, with forward slashes.
 */
export async function typeOnlyFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const found: string[] = [];
  for (const name of names.filter((path) => path.endsWith('.ts')).sort()) {
    if (!hasCode(await readFile(join(folder, name), 'utf8'))) found.push(name.replaceAll('\\', '/'));
  }
  return found;
}

function hasCode(text: string): boolean {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
      verbatimModuleSyntax: true,
      removeComments: true,
    },
  });
  return !/^\s*(export \{ ?\};)?\s*$/.test(outputText);
}
