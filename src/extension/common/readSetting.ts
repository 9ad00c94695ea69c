import * as vscode from 'vscode';
import { settings, type SettingName, type ShowrunSettings } from '../manifest/settings.ts';

/** The value of a setting, for a folder where the setting can differ between folders. */
export function readSetting<K extends SettingName>(name: K, scope?: vscode.Uri): ShowrunSettings[K] {
  const value = vscode.workspace.getConfiguration('showrun', scope).get<ShowrunSettings[K]>(name);
  return value ?? settings[name].default;
}

/** True where a configuration change touches one of these settings. */
export function affects(event: vscode.ConfigurationChangeEvent, ...names: readonly SettingName[]): boolean {
  return names.some((name) => event.affectsConfiguration(`showrun.${name}`));
}
