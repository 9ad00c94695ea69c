import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

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
 * @param list The checked list: one path a line, `#` starts a comment.
 */
export function compareContents(files: readonly string[], list: string): string[] {
  const wanted = list
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  return [
    ...files
      .filter((file) => !wanted.includes(file))
      .map((file) => `is packaged but not in the list: ${file}`),
    ...wanted
      .filter((file) => !files.includes(file))
      .map((file) => `is in the list but not packaged: ${file}`),
  ];
}
