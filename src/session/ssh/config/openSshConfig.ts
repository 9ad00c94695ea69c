import { spawn } from 'node:child_process';
import PQueue from 'p-queue';
import type { Logger } from '../../../api/ports.ts';
import { SharedWork } from '../../sharedWork.ts';
import { childEnvironment } from '../childEnvironment.ts';
import { endChild } from '../endChild.ts';
import { findOpenSsh } from '../findOpenSsh.ts';
import { requireSafeHost, requireSafeUser } from '../safeName.ts';
import type { HostSettings } from './hostSettings.ts';
import { readResolvedConfig } from './readResolvedConfig.ts';
import type { ConfigQuery, ConfigSource } from './sshConfig.ts';

export interface OpenSshConfigOptions {
  readonly logger: Logger;
  /** Finds the program; nothing where there is none. */
  readonly find?: () => Promise<string | undefined>;
  /** How long one question may take, in milliseconds: `Match exec` runs the user's commands. 5,000 unless given. */
  readonly timeoutMs?: number;
}

/** Programs at the same time: each takes some milliseconds of CPU, and a slow `Match exec` must not be run a hundred times over. */
const concurrency = 4;
const maxOutput = 256 * 1024;

/**
 * Asks OpenSSH (`ssh -G`) what holds for a host, for files of which only it can tell. Each host is asked about once; the program
 * runs commands of the file, so only the user's own files come here.
 */
export class OpenSshConfig {
  readonly #logger: Logger;
  readonly #find: () => Promise<string | undefined>;
  readonly #timeoutMs: number;
  readonly #queue = new PQueue({ concurrency });
  readonly #answers = new SharedWork<string>();
  #program: Promise<string | undefined> | undefined;
  #warned = false;

  constructor({ logger, find, timeoutMs }: OpenSshConfigOptions) {
    this.#logger = logger;
    this.#find = find ?? (() => findOpenSsh());
    this.#timeoutMs = timeoutMs ?? 5_000;
  }

  /**
   * @param ours what the own reader makes of the file, for options that OpenSSH shows with a value in any case
   * @returns nothing, after one warning, where OpenSSH is missing or fails
   */
  async settings(
    source: ConfigSource,
    query: ConfigQuery,
    ours: HostSettings,
    signal: AbortSignal,
  ): Promise<HostSettings | undefined> {
    requireSafeHost(query.host, query.host, 'ssh');
    if (query.user !== undefined) requireSafeUser(query.host, query.user, 'ssh');
    try {
      const user = query.user === undefined ? [] : ['-l', query.user];
      const [defaults, resolved] = await Promise.all([
        this.#ask(['-F', 'none', '--', 'localhost'], signal),
        this.#ask(['-F', source.path, ...user, '--', query.host], signal),
      ]);
      return readResolvedConfig(resolved, { defaults, ours, query, file: source.path });
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(source.path, error);
      return undefined;
    }
  }

  #ask(words: readonly string[], signal: AbortSignal): Promise<string> {
    return this.#answers.get(JSON.stringify(words), signal, (shared) =>
      this.#queue.add(() => this.#run(words, shared)),
    );
  }

  async #run(words: readonly string[], signal: AbortSignal): Promise<string> {
    const program = await (this.#program ??= this.#find());
    if (program === undefined) throw new Error('there is no ssh program');
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = spawn(program, ['-G', ...words], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: childEnvironment(),
        windowsHide: true,
        detached: process.platform !== 'win32',
      });
      let output = '';
      let complaint = '';
      const stop = (reason: Error): void => {
        endChild(child);
        done();
        reject(reason);
      };
      const onAbort = (): void => {
        stop(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        stop(new Error(`it did not answer within ${this.#timeoutMs / 1000} s`));
      }, this.#timeoutMs);
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.length > maxOutput) stop(new Error('its answer is too long'));
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        complaint = (complaint + text).slice(0, 300);
      });
      child.once('error', stop);
      child.once('close', (code) => {
        done();
        if (code === 0) resolve(output);
        else reject(new Error(`it ended with ${String(code)}: ${complaint.trim()}`));
      });
    });
  }

  #warn(path: string, error: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.#logger.warn(
      `${path} has conditions that only OpenSSH can judge, and it could not be asked (${reason}): they count as not met.`,
    );
  }
}
