import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { Duplex } from 'node:stream';
import type { Readable, Writable } from 'node:stream';
import { ShowrunError } from '../../../core/errors.ts';
import { systemTime } from '../../time/systemTime.ts';
import { childEnvironment } from '../childEnvironment.ts';
import type { Endpoint } from '../connectSocket.ts';
import { endChild } from '../endChild.ts';
import { printable } from '../sshErrors.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Last characters of what the command says on standard error that go into a message. */
const wordsLength = 500;

/**
 * Starts a `ProxyCommand`, already expanded, through the user's shell as OpenSSH does, and gives its standard input and output
 * as a stream. The command ends with the stream. Rejects with `session.proxy-command` where it ends or stays without a word
 * for the time given, or with the reason of `signal`.
 */
export function openCommandStream(
  command: string,
  endpoint: Endpoint,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Duplex> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  const child = start(command);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-wordsLength);
  });
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
      child.off('error', onEnd).off('close', onEnd);
      child.stdout.off('readable', onReadable);
    };
    const fail = (error: Error): void => {
      settle();
      child.on('error', () => undefined);
      endChild(child);
      reject(error);
    };
    const onAbort = (): void => {
      fail(signal.reason as Error);
    };
    const onEnd = (how: unknown): void => {
      const what =
        how instanceof Error ? `could not be started: ${how.message}` : `ended with ${String(how)}`;
      fail(commandError(endpoint, what, words));
    };
    const onReadable = (): void => {
      // At the end of the stream there is nothing to read; `close` tells about that.
      if (child.stdout.readableLength === 0) return;
      settle();
      resolve(new CommandStream(child));
    };
    const stopTimer = systemTime.after(timeoutMs, () => {
      fail(commandError(endpoint, `gave no connection within ${timeoutMs / 1000} s`, words));
    });
    signal.addEventListener('abort', onAbort, { once: true });
    child.once('error', onEnd).once('close', onEnd);
    // An SSH server speaks first (RFC 4253, section 4.2): its first bytes say that the way is open.
    child.stdout.on('readable', onReadable);
  });
}

function start(command: string): Child {
  const options = {
    stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
    env: childEnvironment(),
    windowsHide: true,
  };
  if (process.platform === 'win32') return spawn(command, { ...options, shell: true });
  return spawn(userShell(), ['-c', `exec ${command}`], { ...options, detached: true });
}

/** As OpenSSH chooses it, but for accounts of services, whose shell only says goodbye. */
function userShell(): string {
  const { SHELL: shell = '' } = process.env;
  return shell === '' || /\/(?:nologin|false)$/.test(shell) ? '/bin/sh' : shell;
}

function commandError(endpoint: Endpoint, what: string, words: string): ShowrunError {
  const said = words.trim() === '' ? '' : ` It said: ${printable(words)}`;
  return new ShowrunError('session.proxy-command', `${endpoint.label}: its ProxyCommand ${what}.${said}`, {
    hint: 'Try the command by hand. It cannot ask for anything: keys have to be in an agent, and host keys known.',
  });
}

/** The pipes of a command as one stream. */
class CommandStream extends Duplex {
  readonly #child: Child;

  constructor(child: Child) {
    super();
    this.#child = child;
    child.on('error', (error) => this.destroy(error));
    child.stdin.on('error', (error) => this.destroy(error));
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.on('end', () => this.push(null));
    child.stdout.on('error', (error) => this.destroy(error));
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    endChild(this.#child);
    done(error);
  }
}
