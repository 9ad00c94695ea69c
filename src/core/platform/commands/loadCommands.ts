import type { Diagnostic } from '../../../api/diagnostic.ts';
import type { PluginManifest } from '../../../api/plugin.ts';
import type { FileReader } from '../../../api/ports.ts';
import { errorAt, pluginCodes } from '../findings.ts';
import { pathInside } from '../pathInside.ts';
import { pluginSchema } from '../pluginSchema.ts';
import { readPluginData } from '../readPluginData.ts';
import { CommandCatalogue } from './commandCatalogue.ts';
import { commandFileSchema, type CommandFile } from './commandFileSchema.ts';

/** The commands that plugins know, and what is wrong with their files. */
export interface LoadedCommands {
  readonly commands: CommandCatalogue;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the command files of the plugins in each root. Apart from `loadPlugins`, because only editors need them. Never throws: a
 * file that is wrong is left out with a finding; what is wrong with a manifest is `loadPlugins`' to say.
 */
export async function loadCommands(files: FileReader, roots: readonly string[]): Promise<LoadedCommands> {
  const diagnostics: Diagnostic[] = [];
  const found = await Promise.all(roots.map((root) => readRoot(files, root, diagnostics)));
  const commands = new CommandCatalogue();
  const all = found.flat();
  for (const file of all) commands.add(file.platform, Object.entries(file.commands));
  for (const file of all) if (file.extends !== undefined) commands.extend(file.platform, file.extends);
  return { commands, diagnostics };
}

async function readRoot(files: FileReader, root: string, diagnostics: Diagnostic[]): Promise<CommandFile[]> {
  const entries = await files.readDirectory(root).catch(() => []);
  const folders = entries
    .filter((entry) => entry.kind === 'directory')
    .map((entry) => `${root}/${entry.name}`);
  const found = await Promise.all(folders.sort().map((folder) => readPlugin(files, folder, diagnostics)));
  return found.flat();
}

async function readPlugin(
  files: FileReader,
  folder: string,
  diagnostics: Diagnostic[],
): Promise<CommandFile[]> {
  const read = await readPluginData(files, `${folder}/plugin.json`, pluginCodes, pluginSchema);
  if (read === undefined || 'faults' in read) return [];
  const manifest = read.file.value as PluginManifest;
  const found = await Promise.all(
    (manifest.commands ?? []).map(async (relative, index) => {
      const at = read.file.positionOf(['commands', index]);
      const inside = pathInside(folder, relative);
      if (inside === undefined) {
        const message = `The path "${relative}" leaves the plugin's folder. Use a relative path below it.`;
        diagnostics.push(errorAt('plugin.path-outside', message, at));
        return [];
      }
      const file = await readPluginData(files, inside, pluginCodes, commandFileSchema);
      if (file === undefined) {
        const message = `There is no file "${relative}" in this plugin.`;
        diagnostics.push(errorAt('plugin.file-missing', message, at));
      } else if ('faults' in file) diagnostics.push(...file.faults);
      else return [file.file.value as CommandFile];
      return [];
    }),
  );
  return found.flat();
}
