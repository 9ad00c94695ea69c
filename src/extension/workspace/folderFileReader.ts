import { isAbsolute, join } from 'node:path';
import type { FileReader } from '../../api/ports.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';

/**
 * Reads files by paths relative to a workspace folder, so that findings and plans name files as the user knows them.
 * Absolute paths (plugin folders) are taken as they are.
 */
export function folderFileReader(folder: string): FileReader {
  const resolve = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    readFile: (path) => nodeFileReader.readFile(resolve(path)),
    readDirectory: (path) => nodeFileReader.readDirectory(resolve(path)),
  };
}
