import type { Diagnostic } from '../../api/diagnostic.ts';
import type { PluginManifest } from '../../api/plugin.ts';
import type { FileReader } from '../../api/ports.ts';
import { readBuiltPlatforms } from './builtPlatforms.ts';
import { errorAt, platformCodes, pluginCodes, startOf } from './findings.ts';
import type { PlatformFile, PlatformSource } from './platformFile.ts';
import { PlatformRegistry } from './platformRegistry.ts';
import { platformSchema } from './platformSchema.ts';
import { pathInside } from './pathInside.ts';
import { pluginSchema } from './pluginSchema.ts';
import { resolvePlatforms } from './resolvePlatforms.ts';
import { readPluginData, reasonOf } from './readPluginData.ts';
import { unnamedPlatforms } from './unnamedPlatforms.ts';
import type { YamlFile } from './yamlFile.ts';

/** What plugins brought, and everything that is wrong with them. */
export interface LoadedPlugins {
  readonly platforms: PlatformRegistry;
  readonly diagnostics: Diagnostic[];
}

interface PluginContent {
  readonly sources: readonly PlatformSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the plugin folders in each root, in order of roots and names, and the platform files that lie in a root by themselves. Never throws for what is in them: a plugin or a
 * platform that is wrong is left out with a finding (`plugin.…`, `platform.…`) and the others are loaded. A single root that
 * the build has prepared is taken as it is (`builtPlatforms.ts`).
 */
export async function loadPlugins(files: FileReader, roots: readonly string[]): Promise<LoadedPlugins> {
  const [first, ...others] = roots;
  const built = first === undefined || others.length > 0 ? undefined : await readBuiltPlatforms(files, first);
  if (built !== undefined) return { platforms: new PlatformRegistry(built), diagnostics: [] };
  const perRoot = await Promise.all(roots.map((root) => readRoot(files, root)));
  const contents = perRoot.flat();
  const { definitions, diagnostics } = resolvePlatforms(contents.flatMap((content) => content.sources));
  return {
    platforms: new PlatformRegistry(definitions),
    diagnostics: [...contents.flatMap((content) => content.diagnostics), ...diagnostics],
  };
}

async function readRoot(files: FileReader, root: string): Promise<PluginContent[]> {
  try {
    const entries = await files.readDirectory(root);
    if (entries.some((entry) => entry.kind === 'file' && entry.name === 'plugin.json')) {
      const message = 'This folder is a plugin itself, so it is not used. Name the folder that it lies in.';
      const at = startOf(`${root}/plugin.json`);
      return [{ sources: [], diagnostics: [errorAt('plugin.root', message, at)] }];
    }
    const folders = entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
    return await Promise.all([
      readLoose(files, root),
      ...folders.sort().map((folder) => readPlugin(files, root, folder)),
    ]);
  } catch (error) {
    const message = `The plugin folder cannot be read: ${reasonOf(error)}`;
    return [{ sources: [], diagnostics: [errorAt('plugin.unreadable', message, startOf(root))] }];
  }
}

/** The platform files that lie in a root itself, without a plugin around them. */
async function readLoose(files: FileReader, root: string): Promise<PluginContent> {
  const names = await unnamedPlatforms(files, root);
  const found = await Promise.all(
    names.map((name) => readPluginData(files, `${root}/${name}`, platformCodes, platformSchema)),
  );
  return {
    sources: found.flatMap((read) => (read === undefined || 'faults' in read ? [] : [sourceOf(read.file)])),
    diagnostics: found.flatMap((read) => (read !== undefined && 'faults' in read ? read.faults : [])),
  };
}

async function readPlugin(files: FileReader, root: string, folder: string): Promise<PluginContent> {
  const path = `${root}/${folder}/plugin.json`;
  const read = await readPluginData(files, path, pluginCodes, pluginSchema);
  // A folder without a manifest is not a plugin: sources of code may lie beside the data.
  if (read === undefined) return { sources: [], diagnostics: [] };
  if ('faults' in read) return { sources: [], diagnostics: read.faults };
  const manifest = read.file.value as PluginManifest;
  const diagnostics: Diagnostic[] = [];
  if (manifest.name !== folder) {
    const message = `The plugin is called "${manifest.name}" but lies in a folder "${folder}". Use one name for both.`;
    return { sources: [], diagnostics: [errorAt('plugin.name', message, read.file.positionOf(['name']))] };
  }
  const names = manifest.platforms ?? (await unnamedPlatforms(files, `${root}/${folder}`));
  const sources = await Promise.all(
    names.map(async (relative, index) => {
      const at = read.file.positionOf(['platforms', index]);
      const inside = pathInside(`${root}/${folder}`, relative);
      if (inside === undefined) {
        const message = `The path "${relative}" leaves the plugin's folder. Use a relative path below it.`;
        diagnostics.push(errorAt('plugin.path-outside', message, at));
        return undefined;
      }
      const platform = await readPluginData(files, inside, platformCodes, platformSchema);
      if (platform === undefined) {
        diagnostics.push(
          errorAt('plugin.file-missing', `There is no file "${relative}" in this plugin.`, at),
        );
        return undefined;
      }
      if ('faults' in platform) diagnostics.push(...platform.faults);
      return 'faults' in platform ? undefined : platform.file;
    }),
  );
  return { sources: sources.flatMap((file) => (file === undefined ? [] : [sourceOf(file)])), diagnostics };
}

function sourceOf(file: YamlFile): PlatformSource {
  return { file: file.value as PlatformFile, positionOf: file.positionOf };
}
