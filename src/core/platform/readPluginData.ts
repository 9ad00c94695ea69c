import type { Diagnostic } from '../../api/diagnostic.ts';
import type { FileReader } from '../../api/ports.ts';
import { errorAt, startOf, type FileCodes } from './findings.ts';
import { schemaFaults } from './schemaCheck.ts';
import { readYaml, type YamlFile } from './yamlFile.ts';

/** A file that the schema accepts, what is wrong with it, or undefined where it does not exist. */
export async function readPluginData(
  files: FileReader,
  path: string,
  codes: FileCodes,
  schema: object,
): Promise<{ file: YamlFile } | { faults: Diagnostic[] } | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await files.readFile(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'FileNotFound'].includes(String((error as { code?: unknown }).code)))
      return undefined;
    return {
      faults: [errorAt('plugin.unreadable', `The file cannot be read: ${reasonOf(error)}`, startOf(path))],
    };
  }
  const file = readYaml(path, bytes, codes);
  if ('faults' in file) return file;
  const faults = schemaFaults(schema, file, codes.schema);
  return faults.length > 0 ? { faults } : { file };
}

/** What an error says, for findings. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
