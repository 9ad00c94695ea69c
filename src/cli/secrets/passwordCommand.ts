import { spawn } from 'node:child_process';
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
 * Throws `cli.password-command` where it fails, prints nothing or takes longer than a minute.
 */
export async function runPasswordCommand(
  command: string,
  request: PasswordRequest,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    env: {
      ...withoutSecrets(env),
      SHOWRUN_CREDENTIAL: request.credential,
      SHOWRUN_USERNAME: request.username ?? '',
      SHOWRUN_DEVICE: request.device,
      SHOWRUN_PURPOSE: request.purpose,
    },
  });
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  });
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (exit, killed) => resolve(exit ?? killed ?? 'killed'));
  });
  const line = Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] ?? '';
  if (code === 0 && line !== '') return line;
  const what = code === 0 ? 'printed nothing' : `ended with ${code}`;
  throw new ShowrunError(
    'cli.password-command',
    `The password command ${what} (credential "${request.credential}").`,
    {
      hint: 'Run it by hand: it must print the secret on its first line and end with 0.',
    },
  );
}
