import { cp, mkdir } from 'node:fs/promises';

/** Makes a workspace that a test may change: a copy of the given folder, or an empty one. Returns its path. */
export async function copyWorkspace(source: string | undefined, target: string): Promise<string> {
  if (source === undefined) await mkdir(target, { recursive: true });
  else await cp(source, target, { recursive: true });
  return target;
}
