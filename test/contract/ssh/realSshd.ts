import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const run = promisify(execFile);

export interface RealSshd {
  readonly folder: string;
  readonly port: number;
  /** `ssh-ed25519 AAAA…` and so on. */
  readonly hostKeys: Readonly<Record<'ed25519' | 'rsa', string>>;
  /** Private key files of which the public ones are authorised. */
  readonly keys: Readonly<Record<'ed25519' | 'rsa' | 'encrypted', string>>;
  stop(): Promise<void>;
}

/** The passphrase of the key `encrypted`. */
export const passphrase = 'open sesame';

/** An sshd that can be run here, from SHOWRUN_SSHD or the usual places; nothing where there is none. */
export async function findSshd(): Promise<string | undefined> {
  // Where sshd was installed but never started as a service, root's sshd misses this folder.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  for (const path of [process.env.SHOWRUN_SSHD, '/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd']) {
    if (path === undefined) continue;
    const complaint = await run(path, ['-t', '-h', '/dev/null', '-f', '/dev/null']).then(
      () => 'none',
      (error: unknown) => String((error as { stderr?: string }).stderr),
    );
    // Without a host key it complains; what counts is that it got that far.
    if (/^none$|host ?key|invalid format/i.test(complaint)) return path;
  }
  return undefined;
}

let keyFolder: Promise<string> | undefined;

/** Makes the key pairs that every server here gets a copy of: making them takes longer than most tests. */
async function makeKeys(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-keys-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const make = (name: string, ...options: string[]) =>
    run('ssh-keygen', ['-q', '-C', name, '-f', join(folder, name), ...options]);
  await Promise.all([
    make('host_ed25519', '-t', 'ed25519', '-N', ''),
    make('host_rsa', '-t', 'rsa', '-b', '2048', '-N', ''),
    make('ed25519', '-t', 'ed25519', '-N', ''),
    make('rsa', '-t', 'rsa', '-b', '2048', '-N', ''),
    make('encrypted', '-t', 'ed25519', '-N', passphrase),
  ]);
  return folder;
}

/** Starts an sshd for the current user on loopback, with key files made for it; `environment` is added to its own. */
export async function startSshd(
  sshd: string,
  settings: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<RealSshd> {
  const folder = await mkdtemp(join(tmpdir(), 'showrun-sshd-'));
  const path = (name: string): string => join(folder, name);
  keyFolder ??= makeKeys();
  await cp(await keyFolder, folder, { recursive: true });
  const read = (name: string): Promise<string> => readFile(path(name), 'utf8');
  await writeFile(
    path('authorized'),
    (await Promise.all(['ed25519.pub', 'rsa.pub', 'encrypted.pub'].map(read))).join(''),
  );
  const port = await freePort();
  const config = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${path('host_ed25519')}`,
    `HostKey ${path('host_rsa')}`,
    `AuthorizedKeysFile ${path('authorized')}`,
    'StrictModes no',
    'PidFile none',
    // The first value of an option counts.
    ...settings,
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PrintMotd no',
    'MaxStartups 100',
  ];
  await writeFile(path('config'), `${config.join('\n')}\n`);
  const child = spawn(sshd, ['-D', '-e', '-f', path('config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const said: string[] = [];
  const lines = createInterface(child.stderr);
  const exited = once(child, 'exit');
  await Promise.race([
    new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        said.push(line);
        if (line.includes('Server listening')) resolve();
      });
    }),
    exited.then(() => {
      throw new Error(`sshd did not start: ${said.join('; ')}`);
    }),
  ]);
  const publicPart = async (name: string): Promise<string> =>
    (await read(name)).split(' ').slice(0, 2).join(' ');
  return {
    folder,
    port,
    hostKeys: { ed25519: await publicPart('host_ed25519.pub'), rsa: await publicPart('host_rsa.pub') },
    keys: { ed25519: path('ed25519'), rsa: path('rsa'), encrypted: path('encrypted') },
    stop: async () => {
      child.kill();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
