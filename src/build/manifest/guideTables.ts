import type { CommandDefinition } from '../../extension/manifest/commandDefinition.ts';
import { commands } from '../../extension/manifest/commands.ts';
import { settings, type SettingDefinition } from '../../extension/manifest/settings.ts';
import { markdownTable } from './markdownTable.ts';

/** The commands of the user guide as a markdown table. */
export function commandTable(): string {
  const rows = Object.values<CommandDefinition>(commands).map((command) => [
    `Showrun: ${command.title}`,
    command.help,
    command.palette === false ? 'item menu' : 'palette',
  ]);
  return markdownTable(['Command', 'What it does', 'Where'], rows);
}

/** The settings of the user guide as a markdown table. */
export function settingTable(): string {
  const rows = Object.entries<SettingDefinition<unknown>>(settings).map(([name, setting]) => [
    `\`showrun.${name}\``,
    `\`${JSON.stringify(setting.default)}\``,
    setting.description +
      Object.entries(setting.values ?? {})
        .map(([value, meaning]) => ` \`${value}\`: ${meaning}`)
        .join(''),
  ]);
  return markdownTable(['Setting', 'Default', 'Meaning'], rows);
}
