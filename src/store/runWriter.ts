import { join, sep } from 'node:path';
import type { Clock } from '../api/ports.ts';
import type { Plan } from '../api/plan.ts';
import type { RunEvent, RunRecord } from '../api/run.ts';
import { commandFileName } from './commandFileName.ts';
import { journalLines } from './journal.ts';
import { OutputFile } from './outputFile.ts';
import type { OpenFile, RunFiles } from './runFiles.ts';
import { deviceFolders, journalFileName, lockFileName, runFileName } from './runFolderNames.ts';
import { freeRunIds } from './runId.ts';
import { lockText } from './runLock.ts';
import { toStoreError } from './storeError.ts';
import { writeRunJson } from './writeRunJson.ts';

/** What a new run folder needs. */
export interface RunWriterOptions {
  /** Absolute path of the folder that run folders are made in. */
  readonly runsFolder: string;
  readonly plan: Plan;
  readonly files: RunFiles;
  readonly clock: Clock;
}

/** Makes a run folder and writes everything in it. Methods reject with `store.…` unless they say otherwise. */
export class RunWriter {
  readonly id: string;
  /** Absolute path of the run folder. */
  readonly folder: string;
  readonly #files: RunFiles;
  readonly #clock: Clock;
  readonly #folders: ReadonlyMap<string, string>;
  readonly #made = new Map<string, Promise<void>>();
  readonly #outputs = new Set<OutputFile>();
  #journal: OpenFile | undefined;

  private constructor(id: string, options: RunWriterOptions) {
    this.id = id;
    this.folder = join(options.runsFolder, id);
    this.#files = options.files;
    this.#clock = options.clock;
    this.#folders = deviceFolders(options.plan);
  }

  /** Makes the folder, its lock and its journal. `head` makes run.json, which is written first. Leaves nothing if it fails. */
  static async create(options: RunWriterOptions, head: (id: string) => RunRecord): Promise<RunWriter> {
    const { files, runsFolder } = options;
    let writer: RunWriter | undefined;
    try {
      await files.makeFolders(runsFolder);
      writer = new RunWriter(await makeFolder(options), options);
      await files.writeFile(join(writer.folder, lockFileName), lockText(process.pid));
      await writeRunJson(files, writer.folder, head(writer.id));
      writer.#journal = await files.openAppend(join(writer.folder, journalFileName));
      files.expectOutputs?.(options.plan.devices.reduce((sum, { commands }) => sum + commands.length, 0));
      return writer;
    } catch (error) {
      if (writer !== undefined) await writer.#remove();
      throw toStoreError(error, writer?.folder ?? runsFolder);
    }
  }

  /** Folder of a device below the run folder. */
  folderOf(device: string): string {
    return this.#folders.get(device) ?? '';
  }

  /** A command's output file, relative to the run folder and `/`-separated. `text` is for the readable part of the name. */
  outputName(device: string, index: number, count: number, text: string): string {
    return `${this.folderOf(device)}/${commandFileName(index, count, text)}`;
  }

  /** The way to disk of one output; `name` is from `outputName`. */
  output(device: string, name: string): OutputFile {
    // not `join`: the folder is absolute, the name is made here, and thousands of them come together
    const path = `${this.folder}${sep}${sep === '/' ? name : name.replaceAll('/', sep)}`;
    const { openOutput } = this.#files;
    const output = new OutputFile(path, async () => {
      if (openOutput !== undefined) return openOutput(path);
      await this.#deviceFolder(device);
      return this.#files.openNew(path);
    });
    this.#outputs.add(output);
    return output;
  }

  /** Closes an output; it is on disk afterwards. */
  async closeOutput(output: OutputFile): Promise<void> {
    this.#outputs.delete(output);
    await output.close();
  }

  /** Writes what has come of the outputs that are still open. */
  async flushOutputs(): Promise<void> {
    await Promise.all([...this.#outputs].map((output) => output.flush()));
  }

  /** Appends events to the journal; they are in the file when it resolves. */
  async append(events: readonly RunEvent[]): Promise<void> {
    try {
      await this.#journal?.write(Buffer.from(journalLines(events)));
    } catch (error) {
      throw toStoreError(error, join(this.folder, journalFileName));
    }
  }

  /**
   * Says that the writer is still there; see `heartbeatMs`. Never rejects: a run must not end because readers may take it
   * for interrupted.
   */
  async heartbeat(): Promise<void> {
    const lock = join(this.folder, lockFileName);
    await this.#files.touch(lock, new Date(this.#clock.now())).catch(() => undefined);
  }

  /** Puts another first record in place of the one that `create` has written; not at the same time as `complete`. */
  async rewrite(record: RunRecord): Promise<void> {
    await writeRunJson(this.#files, this.folder, record);
  }

  /** Completes run.json and gives the folder free, also where run.json could not be completed. */
  async complete(record: RunRecord): Promise<void> {
    try {
      await writeRunJson(this.#files, this.folder, record);
    } finally {
      await this.#journal?.close().catch(() => undefined);
      this.#journal = undefined;
      await this.#files.removeFile(join(this.folder, lockFileName)).catch(() => undefined);
    }
  }

  /** Takes back what `create` has made; what cannot be removed stays. */
  async #remove(): Promise<void> {
    const names = [lockFileName, runFileName, journalFileName];
    await Promise.allSettled(names.map((name) => this.#files.removeFile(join(this.folder, name))));
    await this.#files.removeFolder(this.folder).catch(() => undefined);
  }

  #deviceFolder(device: string): Promise<void> {
    const folder = this.folderOf(device);
    const made = this.#made.get(folder) ?? this.#files.makeFolder(join(this.folder, folder));
    this.#made.set(folder, made);
    return made;
  }
}

/** Makes the first free folder and returns its name. */
async function makeFolder({ files, clock, runsFolder }: RunWriterOptions): Promise<string> {
  for (const id of freeRunIds(clock.now(), await files.names(runsFolder))) {
    try {
      await files.makeFolder(join(runsFolder, id));
      return id;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error('there is always one more id');
}
