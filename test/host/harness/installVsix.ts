import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installCodeServer } from '../editor/installCodeServer.ts';

const installLimitMs = 120_000;

/**
 * Installs a packaged extension the way a user does and returns the folder it landed in.
 *
 * @throws Error if there is no package or it cannot be installed.
 * @param folder An empty folder for the server's data.
 */
export async function installVsix(vsix: string, folder: string): Promise<string> {
  if (!existsSync(vsix)) throw new Error(`There is no ${vsix}; "npm run package" makes it.`);
  const vscode = await installCodeServer((line) => console.log(line));
  await promisify(execFile)(
    process.execPath,
    [
      join(vscode, 'out/server-main.js'),
      ...[
        '--install-extension',
        vsix,
        '--force',
        '--server-data-dir',
        folder,
        '--accept-server-license-terms',
      ],
    ],
    { timeout: installLimitMs },
  );
  const installed = join(folder, 'extensions');
  const names = await readdir(installed, { withFileTypes: true });
  const extension = names.find((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (extension === undefined)
    throw new Error(`${vsix} could not be installed: there is nothing in ${installed}.`);
  return join(installed, extension.name);
}
