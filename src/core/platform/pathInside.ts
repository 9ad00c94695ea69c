/**
 * The path of a file below a folder, or undefined where a relative path would leave it: absolute paths, drive letters, `..`
 * and anything with a NUL are refused. Both slashes separate, as they would on Windows.
 */
export function pathInside(folder: string, relative: string): string | undefined {
  if (relative.includes('\0') || /^[/\\]|^[A-Za-z]:/.test(relative)) return undefined;
  const parts = relative.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) return undefined;
  return [folder, ...parts].join('/');
}
