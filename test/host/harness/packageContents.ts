import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { escapeRegExp } from './escapeRegExp.ts';

/** All files below a folder, relative to it, with forward slashes, in order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/**
 * What a package has too much or too little, one line each.
 *
 * @param list The checked list: one path a line; `*` stands for any part of a name, `#` starts a comment.
 */
export function compareContents(files: readonly string[], list: string): string[] {
  const wanted = list
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  return [
    ...files
      .filter((file) => !wanted.some((path) => stands(path, file)))
      .map((file) => `is packaged but not in the list: ${file}`),
    ...wanted
      .filter((path) => !files.some((file) => stands(path, file)))
      .map((path) => `is in the list but not packaged: ${path}`),
  ];
}

function stands(path: string, file: string): boolean {
  return new RegExp(`^${path.split('*').map(escapeRegExp).join('[^/]*')}$`).test(file);
}
