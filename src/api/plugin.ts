import type { VariableValue } from './device.ts';

/**
 * plugin.json in a plugin folder. Built-in plugins and anybody's own come in by this same door.
 * Paths are relative to the folder and cannot leave it.
 */
export interface PluginManifest {
  /** Folder name and id: lower case letters, digits and dashes. */
  readonly name: string;
  /** Version of this manifest format. */
  readonly api: 1;
  readonly title: string;
  /** Platform files; every one that lies in the folder where it is absent. */
  readonly platforms?: readonly string[];
  /** Files with the commands of platforms, for completion and hints; read by editors only. */
  readonly commands?: readonly string[];
}

/** One parsed record; keys are lower case. */
export type ParsedRow = Readonly<Record<string, VariableValue>>;
