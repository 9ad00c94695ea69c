import { cp, rm } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * Copies the data of the built-in plugins (manifests, platform definitions: everything that is not a TypeScript source)
 * to the folder the engine reads them from, and leaves nothing there that has gone from the sources.
 */
export async function copyPluginData(source: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true, filter: (path) => !basename(path).endsWith('.ts') });
}
