import type { Logger } from '../../api/ports.ts';
import { ShowrunError } from '../../core/errors.ts';
import { KnownHosts } from './knownHosts.ts';
import { parseKnownHosts } from './parseKnownHosts.ts';
import type { KnownHostEntry } from './parseKnownHosts.ts';

/** The file access that host keys need. */
export interface HostKeyStorage {
  /** Throws an error with `code: 'ENOENT'` where there is no such file. */
  readFile(path: string): Promise<Uint8Array>;
  /** Adds one line (given without its end) in a single write; makes file and folder, for their owner only. */
  appendLine(path: string, line: string): Promise<void>;
}

/** known_hosts files, each read once, and the one file that is written to. */
export class HostKeyFiles {
  readonly #storage: HostKeyStorage;
  readonly #logger: Logger;
  readonly #loaded = new Map<string, Promise<KnownHosts>>();
  #writes: Promise<void> = Promise.resolve();

  constructor(storage: HostKeyStorage, logger: Logger) {
    this.#storage = storage;
    this.#logger = logger;
  }

  /** Reads files in order; one that does not exist is empty, for one that cannot be read: `session.known-hosts-unreadable`. */
  load(paths: readonly string[]): Promise<KnownHosts[]> {
    return Promise.all([...new Set(paths)].map((path) => this.#loadOne(path)));
  }

  /**
   * Appends an entry, unless the file has it already, and makes it known to everyone who has the file loaded. Writers take
   * turns, so that several connections to one new host leave one line.
   */
  append(path: string, name: string, type: string, blob: string): Promise<void> {
    const written = this.#writes.then(async () => {
      const known = await this.#loadOne(path);
      const isThere = (entry: KnownHostEntry): boolean =>
        entry.marker === 'none' && entry.type === type && entry.key === blob;
      if (known.find(name).some(isThere)) return;
      const line = `${name} ${type} ${blob}`;
      await this.#storage.appendLine(path, line);
      for (const entry of parseKnownHosts(path, line).entries) known.add(entryWithoutLine(entry));
    });
    this.#writes = written.catch(() => undefined);
    return written;
  }

  #loadOne(path: string): Promise<KnownHosts> {
    let loading = this.#loaded.get(path);
    if (loading === undefined) {
      loading = this.#read(path);
      this.#loaded.set(path, loading);
    }
    return loading;
  }

  async #read(path: string): Promise<KnownHosts> {
    let bytes: Uint8Array;
    try {
      bytes = await this.#storage.readFile(path);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return new KnownHosts([]);
      const reason = error instanceof Error ? error.message : String(error);
      throw new ShowrunError(
        'session.known-hosts-unreadable',
        `The host keys in ${path} cannot be read: ${reason}.`,
        {
          hint: 'Nothing is connected while it is unknown which keys are right. Make the file readable, or leave it out.',
          cause: error,
        },
      );
    }
    const { entries, ignoredLines } = parseKnownHosts(path, Buffer.from(bytes).toString('utf8'));
    if (ignoredLines.length > 0) {
      this.#logger.debug(
        `${path}: lines not understood and left out: ${ignoredLines.slice(0, 20).join(', ')}`,
      );
    }
    return new KnownHosts(entries);
  }
}

/** Another process may have appended too, so the number of a line written just now is not known: 0. */
function entryWithoutLine(entry: KnownHostEntry): KnownHostEntry {
  return { ...entry, line: 0 };
}
