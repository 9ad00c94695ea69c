import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { FileReader, Logger } from '../../../api/ports.ts';
import { ShowrunError } from '../../../core/errors.ts';
import { matchesGlob } from '../../hostkeys/hostPattern.ts';
import { expandTilde } from './expandTilde.ts';
import { parseSshConfig } from './parseSshConfig.ts';
import type { ConfigLine } from './parseSshConfig.ts';
import { needsOpenSsh } from './sshConfig.ts';
import type { ConfigSource, SshConfig } from './sshConfig.ts';

export interface SshConfigReaderOptions {
  readonly files: FileReader & {
    /** Permission bits, or nothing where the system has none. */
    fileMode(path: string): Promise<number | undefined>;
  };
  readonly logger: Logger;
  readonly home: string;
}

/** As OpenSSH limits it. */
const maxDepth = 16;

/**
 * Reads an ssh_config file and what it includes. A file may have come with a workspace, so it cannot reach beyond its own
 * folder by `Include`; one in the user's own `~/.ssh` can. One that others may write to is nobody's own. Throws
 * `session.ssh-config-unreadable`.
 */
export async function readSshConfig(path: string, options: SshConfigReaderOptions): Promise<ConfigSource> {
  const { files, home } = options;
  let bytes: Uint8Array;
  try {
    bytes = await files.readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ShowrunError(
      'session.ssh-config-unreadable',
      `The SSH configuration ${path} cannot be read: ${reason}.`,
      {
        hint: 'Correct the path in ssh_config_file; a relative one starts at the workspace folder.',
        cause: error,
      },
    );
  }
  const folder = join(home, '.ssh');
  const own = isWithin(folder, path);
  const reader = new Reader(options, own ? undefined : dirname(path), own ? folder : dirname(path));
  const config = await reader.parse(path, bytes, 0);
  return { path, own: own && !reader.writableByOthers, needsOpenSsh: needsOpenSsh(config), config };
}

class Reader {
  readonly #options: SshConfigReaderOptions;
  /** The folder that includes must stay in. */
  readonly #limit: string | undefined;
  /** What relative includes are relative to. */
  readonly #base: string;
  /** Whether one of the files may be written to by other users of this machine. */
  writableByOthers = false;

  constructor(options: SshConfigReaderOptions, limit: string | undefined, base: string) {
    this.#options = options;
    this.#limit = limit;
    this.#base = base;
  }

  async parse(path: string, bytes: Uint8Array, depth: number): Promise<SshConfig> {
    const mode = await this.#options.files.fileMode(path).catch(() => undefined);
    if (mode !== undefined && (mode & 0o022) !== 0) this.writableByOthers = true;
    const { blocks, badLines } = parseSshConfig(path, Buffer.from(bytes).toString('utf8'));
    if (badLines.length > 0) {
      this.#options.logger.warn(
        `${path}: lines not understood and left out: ${badLines.slice(0, 20).join(', ')}`,
      );
    }
    const included = new Map<ConfigLine, readonly SshConfig[]>();
    for (const line of blocks.flatMap((block) => block.lines)) {
      if (line.keyword === 'include') included.set(line, await this.#include(line, depth + 1));
    }
    return { blocks, included };
  }

  async #include(line: ConfigLine, depth: number): Promise<SshConfig[]> {
    const configs: SshConfig[] = [];
    for (const argument of line.args) {
      const pattern = resolve(this.#base, expandTilde(argument, this.#options.home));
      if (depth > maxDepth || (this.#limit !== undefined && !isWithin(this.#limit, pattern))) {
        const why =
          depth > maxDepth ? 'includes are nested too deeply' : 'it lies outside the folder of this file';
        this.#options.logger.warn(`${line.file}:${line.line}: Include ${argument} is left out: ${why}.`);
        continue;
      }
      for (const path of await this.#expand(pattern)) {
        const bytes = await this.#options.files.readFile(path).catch(() => undefined);
        if (bytes !== undefined) configs.push(await this.parse(path, bytes, depth));
      }
    }
    return configs;
  }

  /** Globs in the last part of the path, in the order of names; what does not exist is nothing, as in OpenSSH. */
  async #expand(pattern: string): Promise<string[]> {
    const folder = dirname(pattern);
    const name = pattern.slice(folder.length).replace(/^[/\\]/, '');
    if (!/[*?]/.test(name)) return [pattern];
    const entries = await this.#options.files.readDirectory(folder).catch(() => []);
    return entries
      .filter(
        (entry) => entry.kind === 'file' && !entry.name.startsWith('.') && matchesGlob(name, entry.name),
      )
      .map((entry) => join(folder, entry.name))
      .sort();
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
