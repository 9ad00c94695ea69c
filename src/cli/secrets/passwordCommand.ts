import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ShowrunError } from '../../core/errors.ts';

/** What the command is told, in its environment: names, never secrets. */
export interface PasswordRequest {
  readonly credential: string;
  readonly username?: string;
  readonly device: string;
  /** `password`, `enable-secret` or `key-passphrase`. */
  readonly purpose: string;
}

const limitMs = 60_000;
const limitBytes = 64 * 1024;

/** The environment less our own secrets, which are none of the command's business. */
function withoutSecrets(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^SHOWRUN_(PASSWORD|ENABLE_SECRET|KEY_PASSPHRASE)/.test(name)),
  );
}

/**
 * Runs the user's own command through the shell and returns the first line it prints, as pass, op and vault clients do it.
 * Throws `cli.password-command` where it fails, prints nothing or far too much, or takes longer than a minute.
 */
export async function runPasswordCommand(
  command: string,
  request: PasswordRequest,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string> {
  const limit = AbortSignal.timeout(limitMs);
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.any([signal, limit]),
    env: {
      ...withoutSecrets(env),
      SHOWRUN_CREDENTIAL: request.credential,
      SHOWRUN_USERNAME: request.username ?? '',
      SHOWRUN_DEVICE: request.device,
      SHOWRUN_PURPOSE: request.purpose,
    },
  });
  const { line, fault } = await outcomeOf(child);
  if (fault === undefined && line !== '') return line;
  const what = limit.aborted ? 'took longer than a minute' : (fault ?? 'printed nothing');
  throw new ShowrunError(
    'cli.password-command',
    `The password command ${what} (credential "${request.credential}").`,
    {
      hint: 'Run it by hand: it must print the secret on its first line and end with 0.',
    },
  );
}

/** The first line that a command prints, and what went wrong with it. */
function outcomeOf(
  child: ChildProcessByStdio<null, Readable, null>,
): Promise<{ line: string; fault?: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const fail = (fault: string): void => {
      // The shell's own children are not reached by a signal: they end when nobody reads what they print.
      child.stdout.destroy();
      child.kill();
      resolve({ line: '', fault });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) fail(`printed more than ${limitBytes / 1024} kB`);
      else chunks.push(chunk);
    });
    child.on('error', (error) => fail(`could not be run: ${error.message}`));
    child.on('close', (exit, killed) => {
      if (exit !== 0) fail(`ended with ${exit ?? killed ?? 'nothing'}`);
      else resolve({ line: Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] ?? '' });
    });
  });
}
