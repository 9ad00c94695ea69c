import type { CompiledMove, CompiledPlatform } from '../../core/platform/compiledPlatform.ts';

/** The shortest way from one mode to the nearest of several; empty where it is one of them, undefined where none leads there. */
export function movePath(
  platform: CompiledPlatform,
  from: string,
  targets: ReadonlySet<string>,
): readonly CompiledMove[] | undefined {
  const seen = new Set([from]);
  let paths: { mode: string; path: CompiledMove[] }[] = [{ mode: from, path: [] }];
  while (paths.length > 0) {
    const next: typeof paths = [];
    for (const { mode, path } of paths) {
      if (targets.has(mode)) return path;
      for (const move of platform.moves) {
        if (move.from !== mode || seen.has(move.to)) continue;
        seen.add(move.to);
        next.push({ mode: move.to, path: [...path, move] });
      }
    }
    paths = next;
  }
  return undefined;
}
