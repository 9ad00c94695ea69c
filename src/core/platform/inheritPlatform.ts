import type { PlatformFile, PlatformLists } from './platformFile.ts';

/** The lists that `add` extends. */
const listNames = ['login', 'failures', 'noise', 'secrets', 'dangerous', 'questions', 'messages'] as const;

/**
 * A child file on top of its parent. `commandModes`, `paging`, `commands` and `configuration` are merged by key, everything else
 * the child says replaces what the parent says (`modes` too: their order counts), a null among `commands` included; the lists in `add` go in front of the inherited ones, since the first match counts.
 * Aliases are not inherited: they name one platform. Neither is `detect`, unless the child has one, which is merged by key: what proves the parent must
 * not prove every child. Nor is `parallel`: how many sessions the parent bears says nothing about the child.
 */
export function inheritPlatform(parent: PlatformFile, child: PlatformFile): PlatformFile {
  const { detect, parallel: _parallel, ...base } = applyAdd(parent);
  const merged: PlatformFile = {
    ...base,
    ...child,
    ...mergedMap('commandModes', base, child),
    ...mergedMap('paging', base, child),
    ...mergedMap('commands', base, child),
    ...mergedMap('configuration', base, child),
    ...(child.detect === undefined ? {} : { detect: { ...detect, ...child.detect } }),
    aliases: child.aliases ?? [],
  };
  return applyAdd(merged);
}

/** A file with its `add` lists put in front of its own. */
export function applyAdd(file: PlatformFile): PlatformFile {
  const { add, ...rest } = file;
  if (add === undefined) return file;
  const lists: Record<string, readonly unknown[]> = {};
  for (const name of listNames) {
    if (add[name] !== undefined) lists[name] = [...add[name], ...(rest[name] ?? [])];
  }
  return { ...rest, ...(lists as PlatformLists) };
}

function mergedMap(
  key: 'commandModes' | 'paging' | 'commands' | 'configuration',
  parent: PlatformFile,
  child: PlatformFile,
): Partial<PlatformFile> {
  if (parent[key] === undefined || child[key] === undefined) return {};
  return { [key]: { ...parent[key], ...child[key] } };
}
