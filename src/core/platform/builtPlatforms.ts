import type { PlatformDefinition } from '../../api/platform.ts';
import type { FileReader } from '../../api/ports.ts';

/**
 * Name of the file beside the plugin folders that holds all of their platforms as they come out of loading: checked, with
 * everything they inherit. Made by the build for the plugins that are delivered; reading one file and trusting it takes a
 * tenth of the time of reading and checking all of them, which every run and every command would otherwise pay.
 */
export const builtPlatformsName = 'platforms.json';

/** Counts up with every change of what a definition looks like. */
const format = 1;

interface BuiltPlatforms {
  readonly format: number;
  /** The plugin folders it was made from, sorted. */
  readonly folders: readonly string[];
  readonly definitions: readonly PlatformDefinition[];
}

/**
 * What each reader has read last. Every run asks for it: parsing it anew each time leaves 2 MB behind, of which an executor with short runs
 * piles up 150 before it collects them, and takes 9 ms.
 */
const lastRead = new WeakMap<
  FileReader,
  { readonly bytes: Uint8Array; readonly built: Partial<BuiltPlatforms> }
>();

/** The text of that file. */
export function builtPlatformsText(
  folders: readonly string[],
  definitions: readonly PlatformDefinition[],
): string {
  return `${JSON.stringify({ format, folders: [...folders].sort(), definitions } satisfies BuiltPlatforms)}\n`;
}

/**
 * The platforms of a root that the build has prepared. Undefined where it has not, or where the folders there are not those
 * that it was made from: then everything is read and checked.
 */
export async function readBuiltPlatforms(
  files: FileReader,
  root: string,
): Promise<readonly PlatformDefinition[] | undefined> {
  try {
    const bytes = await files.readFile(`${root}/${builtPlatformsName}`);
    const last = lastRead.get(files);
    const built =
      last !== undefined && areEqual(last.bytes, bytes)
        ? last.built
        : (JSON.parse(new TextDecoder().decode(bytes)) as Partial<BuiltPlatforms>);
    lastRead.set(files, { bytes, built });
    if (built.format !== format || !Array.isArray(built.folders) || !Array.isArray(built.definitions))
      return undefined;
    const entries = await files.readDirectory(root);
    const folders = entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
    return folders.sort().join('\n') === built.folders.join('\n') ? built.definitions : undefined;
  } catch {
    return undefined;
  }
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
