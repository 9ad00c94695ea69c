import type { SourcePosition } from '../../api/diagnostic.ts';
import type { FileReader } from '../../api/ports.ts';
import { readYaml } from '../../core/platform/yamlFile.ts';
import { platformCodes } from '../../core/platform/findings.ts';

/** The plugin folder that exists only here: no file system has a path of this kind. */
export const ownPluginRoot = 'showrun-own:';
const folder = `${ownPluginRoot}/own`;
const manifest = `${folder}/plugin.json`;
const platform = `${folder}/platform.yaml`;

/** A platform file that stands alone, dressed as a plugin with one platform. */
export interface OwnPluginFiles {
  readonly reader: FileReader;
  /** The place in the file, for a place that the loader names; undefined where that is in another file. */
  readonly ownPlace: (at: SourcePosition) => SourcePosition | undefined;
  /** The id in the file, or none where there is none. */
  readonly ids: () => Promise<readonly string[]>;
}

/** Reads `file` in the place of the one platform of a plugin below `ownPluginRoot`, and everything else as `disk` does. */
export function ownPluginFiles(disk: FileReader, file: string): OwnPluginFiles {
  const reader: FileReader = {
    readFile: (path) => {
      if (path === manifest) return Promise.resolve(new TextEncoder().encode(manifestText));
      return disk.readFile(path === platform ? file : path);
    },
    readDirectory: (path) =>
      path === ownPluginRoot
        ? Promise.resolve([{ name: 'own', kind: 'directory' as const }])
        : disk.readDirectory(path),
  };
  return {
    reader,
    ownPlace: (at) => (at.file === platform || at.file === manifest ? at : undefined),
    ids: async () => {
      const read = readYaml(file, await disk.readFile(file), platformCodes);
      const value = 'value' in read ? (read.value as { id?: unknown } | null) : undefined;
      return typeof value?.id === 'string' ? [value.id] : [];
    },
  };
}

const manifestText = JSON.stringify({
  name: 'own',
  api: 1,
  title: 'A platform file',
  platforms: ['platform.yaml'],
});
