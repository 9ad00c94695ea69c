import { TemplateFault } from '../templateFault.ts';

/**
 * The paths that an include may mean: seen from the folder of the including file, then from the workspace.
 * Throws where the name is absolute or leads out of the workspace; where the including file is not known to be inside of
 * one (its path is absolute), out of that file's folder.
 */
export function candidatePaths(name: string, from: string): readonly string[] {
  if (name === '' || name.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(name)) throw outside(name);
  const folder = from.split('/').slice(0, -1).join('/');
  const rooted = /^(?:[\\/]|[A-Za-z]:)/.test(from) || from.split('/').includes('..');
  const inside = clean(name);
  if (rooted) {
    if (inside === undefined) throw outside(name);
    return [`${folder}/${inside}`];
  }
  const beside = clean(folder === '' ? name : `${folder}/${name}`);
  if (beside === undefined) throw outside(name);
  if (name.startsWith('.') || inside === undefined || inside === beside) return [beside];
  return [beside, inside];
}

/** The path without `.` and `..`; undefined where it leads above its start. */
function clean(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

function outside(name: string): TemplateFault {
  const message = `"${name}" leads out of the workspace. Give a path inside of it, with "/" between folders.`;
  return new TemplateFault('template.include-outside', message);
}
