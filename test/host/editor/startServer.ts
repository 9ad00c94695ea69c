import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installCodeServer } from './installCodeServer.ts';
import { signalTree, terminate } from './terminate.ts';

/** A running VS Code server. */
export interface VscodeServer {
  readonly port: number;
  /** `host:port`, as it stands in `http://` and `vscode-remote://` addresses. */
  readonly authority: string;
  /** Ends the server and all it has started. */
  stop(): Promise<void>;
}

/** How to start a VS Code server. */
export interface ServerOptions {
  /** Folder for everything the server writes: settings, state, installed extensions. */
  readonly dataFolder: string;
  /** Folders of extensions to install, absolute. */
  readonly extensions?: readonly string[];
  /**
   * Whether a page may ask for an extension under development and for tests in its host. Such an editor shows no
   * notification toasts, so it is not for tests of the user interface.
   */
  readonly testDriver?: boolean;
  /** User settings, on top of the ones that keep the editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the server and its extension hosts; `undefined` removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** File for what the server prints. */
  readonly logFile: string;
  readonly log: (line: string) => void;
}

const startLimitMs = 60_000;

const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Settings of the machine, where a page looks for those that people's own settings must not change, such as the policy for
 * host keys. An editor in a browser looks through all sockets for ports to forward, and a lab has thousands of them.
 */
const machineSettings = { 'remote.autoForwardPorts': false };

/** Starts a VS Code server on a free port of the loopback address, installing it first if needed, and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  const vscode = await installCodeServer(options.log);
  await writeSettings(options.dataFolder, options.settings ?? {});
  for (const extension of options.extensions ?? []) await installExtension(extension, options.dataFolder);
  await mkdir(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  const child = spawn(
    process.execPath,
    [
      join(vscode, 'out/server-main.js'),
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        '--without-connection-token',
        '--accept-server-license-terms',
      ],
      ...['--server-data-dir', options.dataFolder, '--telemetry-level', 'off'],
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ],
    // A group of its own, so that the end of the server is the end of its extension hosts too.
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.env ?? {}) },
  );
  child.stderr.pipe(log, { end: false });
  child.stdout.pipe(log, { end: false });
  const killOnExit = () => signalTree(child, 'SIGKILL');
  process.once('exit', killOnExit);
  const stop = async () => {
    await terminate(child);
    process.removeListener('exit', killOnExit);
    log.end();
  };
  try {
    const port = await listeningPort(child.stdout, (ended) => child.once('exit', ended), options.logFile);
    return { port, authority: `127.0.0.1:${String(port)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Links an extension to where the server looks for installed ones. */
async function installExtension(folder: string, dataFolder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
    'publisher' | 'name' | 'version',
    string
  >;
  const installed = join(dataFolder, 'extensions');
  await mkdir(installed, { recursive: true });
  await symlink(
    folder,
    join(installed, `${manifest.publisher}.${manifest.name}-${manifest.version}`),
    'junction',
  );
}

function environment(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  // Inside an editor's terminal these would turn the server into something else.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return { ...Object.fromEntries(inherited), ...changes };
}

async function writeSettings(dataFolder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const folder = join(dataFolder, 'data/User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  const machine = join(dataFolder, 'data/Machine');
  await mkdir(machine, { recursive: true });
  await writeFile(
    join(machine, 'settings.json'),
    JSON.stringify({ ...machineSettings, ...settings }, null, 2),
  );
}

function listeningPort(
  stdout: NodeJS.ReadableStream,
  onExit: (listener: (code: number | null) => void) => void,
  logFile: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const limit = setTimeout(
      () =>
        reject(
          new Error(
            `The VS Code server did not listen within ${String(startLimitMs / 1000)} s; see ${logFile}.`,
          ),
        ),
      startLimitMs,
    );
    onExit((code) => {
      clearTimeout(limit);
      reject(new Error(`The VS Code server ended with ${String(code)} before it listened; see ${logFile}.`));
    });
    stdout.on('data', (chunk: Buffer) => {
      seen = (seen + chunk.toString()).slice(-10_000);
      const port = /Extension host agent listening on (\d+)/.exec(seen)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    });
  });
}
