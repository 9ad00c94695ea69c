import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/**
 * Copies the data of the built-in plugins (manifests, platform definitions: everything that is not a TypeScript source)
 * to the folder the engine reads them from, and leaves nothing there that has gone from the sources. YAML becomes JSON under
 * the same name, which is YAML too and is read in half of the time.
 */
export async function copyPluginData(source: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true, filter: (path) => !basename(path).endsWith('.ts') });
  const copied = await readdir(target, { recursive: true });
  await Promise.all(
    copied.filter((name) => name.endsWith('.yaml')).map((name) => toJson(join(target, name))),
  );
}

async function toJson(file: string): Promise<void> {
  const value: unknown = parse(await readFile(file, 'utf8'));
  await writeFile(file, `${JSON.stringify(value)}\n`);
}
