import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { builtPlatformsName, builtPlatformsText } from '../../core/platform/builtPlatforms.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';

/**
 * Copies the data of the built-in plugins (manifests, platform definitions: everything that is not a TypeScript source)
 * to the folder the engine reads them from, and leaves nothing there that has gone from the sources. YAML becomes JSON under
 * the same name, which is YAML too and is read in half of the time; all platforms, checked and resolved, go into one file
 * beside them. Plugins that are not free of findings do not get that file, so that the findings are seen where they are used.
 */
export async function copyPluginData(source: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true, filter: (path) => !basename(path).endsWith('.ts') });
  const copied = await readdir(target, { recursive: true });
  await Promise.all(
    copied.filter((name) => name.endsWith('.yaml')).map((name) => toJson(join(target, name))),
  );
  const { platforms, diagnostics } = await loadPlugins(nodeFileReader, [target.replaceAll('\\', '/')]);
  if (diagnostics.length > 0) return;
  const entries = await readdir(target, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const definitions = platforms.ids().map((id) => platforms.get(id).definition);
  await writeFile(join(target, builtPlatformsName), builtPlatformsText(folders, definitions));
}

async function toJson(file: string): Promise<void> {
  const value: unknown = parse(await readFile(file, 'utf8'));
  await writeFile(file, `${JSON.stringify(value)}\n`);
}
