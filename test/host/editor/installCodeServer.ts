import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder.ts';
import { installOnce } from './installOnce.ts';

/** The VS Code that the host tests and `npm start` run: code-server 4.139.1 carries VS Code 1.139.1. */
const version = '4.139.1';
const vscodeInPackage = 'code-server/lib/vscode';
const installLimitMs = 10 * 60_000;

/**
 * Installs the VS Code server from npm into the project's cache, unless it is there, and returns the folder of VS Code in it.
 */
export async function installCodeServer(log: (line: string) => void): Promise<string> {
  const target = join(cacheFolder, `code-server-${version}`);
  await installOnce(target, async (folder) => {
    log(`Installing VS Code (code-server ${version}) into .vscode-test, once; about half a minute …`);
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    await npm(['install', `code-server@${version}`], folder);
    await npm(['install', '--omit=dev'], join(folder, 'node_modules', vscodeInPackage));
  });
  return join(target, 'node_modules', vscodeInPackage);
}

/** Runs npm without install scripts: nothing has to be compiled or downloaded for this server. */
function npm(args: readonly string[], folder: string): Promise<void> {
  const full = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env['npm_execpath'];
  // What npm tells its scripts about this project must not reach an npm that works elsewhere.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$|NODE_V8_COVERAGE$)/.test(name),
    ),
  );
  const child =
    cli === undefined
      ? spawn('npm', full, { cwd: folder, env, shell: process.platform === 'win32', timeout: installLimitMs })
      : spawn(process.execPath, [cli, ...full], { cwd: folder, env, timeout: installLimitMs });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`npm ${args.join(' ')} in ${folder} ended with ${String(code ?? signal)}:\n${output}`),
        );
    });
  });
}
