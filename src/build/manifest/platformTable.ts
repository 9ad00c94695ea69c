import { readdir, readFile } from 'node:fs/promises';
import type { PlatformDefinition } from '../../api/platform.ts';
import type { FileReader } from '../../api/ports.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import { markdownTable } from './markdownTable.ts';

const files: FileReader = {
  readFile: (path) => readFile(path),
  readDirectory: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? 'directory' : 'file',
    })),
};

/** The platforms in a plugin folder as a markdown table. Throws where one of them is wrong: it would be missing. */
export async function platformTable(pluginFolder: string): Promise<string> {
  const { platforms, diagnostics } = await loadPlugins(files, [pluginFolder.replaceAll('\\', '/')]);
  const [fault] = diagnostics;
  if (fault !== undefined) throw new Error(`${fault.at.file}:${fault.at.line}: ${fault.message}`);
  const rows = platforms.ids().map((id) => rowOf(platforms.get(id).definition));
  return markdownTable(
    [
      'id',
      'for',
      'vendor',
      'also known as',
      'auto',
      'privileged',
      'paging',
      'configuration',
      'running configuration',
      'saved with',
    ],
    rows,
  );
}

function rowOf(definition: PlatformDefinition): string[] {
  const { id, title, vendor, aliases, paging, commandModes, commands } = definition;
  const { exec, enable, config } = commandModes;
  return [
    `\`${id}\``,
    title,
    vendor ?? 'any',
    aliases.map((alias) => `\`${alias}\``).join(', '),
    definition.detect === undefined ? '' : 'yes',
    code(privilege(definition)),
    paging.off.length > 0 ? 'switched off' : paging.pagers.length > 0 ? 'answered' : 'none',
    config === undefined
      ? 'none'
      : (config === exec || config === enable ? 'in the same mode' : 'own mode') +
        (definition.commit === undefined ? '' : ', commit'),
    code(commands.runningConfig),
    code(commands.save),
  ];
}

/** What leads from the mode of the login to that of `enable` templates, where that is another one. */
function privilege({ commandModes: { exec, enable }, moves }: PlatformDefinition): string | undefined {
  if (enable === undefined || enable === exec) return undefined;
  return moves.find(({ to }) => to === enable)?.send;
}

function code(command: string | undefined): string {
  return command === undefined ? '' : `\`${command}\``;
}
