import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * Absolute path of the `ssh` program, or nothing where there is none. Looked for only in absolute folders of the path: Windows
 * (and a careless PATH) would also take one that lies in the current folder, which may be a workspace.
 */
export async function findOpenSsh(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const isWindows = platform === 'win32';
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(isAbsolute);
  if (isWindows && environment.SystemRoot !== undefined)
    folders.unshift(join(environment.SystemRoot, 'System32', 'OpenSSH'));
  for (const folder of folders) {
    const path = join(folder, isWindows ? 'ssh.exe' : 'ssh');
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return undefined;
}
