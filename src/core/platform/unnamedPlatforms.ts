import type { FileReader } from '../../api/ports.ts';
import { isPlatformText } from './services/isPlatformText.ts';

/**
 * Names of the platform files that lie in a folder, whether or not a plugin.json is beside them: YAML files that describe a
 * platform, by name. What else may lie there (recordings, inventories) is left alone. Throws what the reader throws for the folder.
 */
export async function unnamedPlatforms(files: FileReader, folder: string): Promise<readonly string[]> {
  const entries = await files.readDirectory(folder);
  const names = entries
    .filter(({ kind, name }) => kind === 'file' && /\.ya?ml$/i.test(name))
    .map(({ name }) => name);
  const texts = await Promise.all(names.sort().map((name) => textOf(files, `${folder}/${name}`)));
  return names.filter((name, index) => isPlatformText(`${folder}/${name}`, texts[index] ?? ''));
}

/** Empty where it cannot be read: whoever reads the platforms says so. */
async function textOf(files: FileReader, path: string): Promise<string> {
  return files.readFile(path).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}
