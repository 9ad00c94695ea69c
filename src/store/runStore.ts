import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../api/ports.ts';
import type { RunRecord } from '../api/run.ts';
import { ShowrunError } from '../core/errors.ts';
import { readRunJson } from './readRunJson.ts';
import type { RecordParts } from './recordLines.ts';
import { readSummary, summaryStamp } from './readSummary.ts';
import type { CachedSummary } from './readSummary.ts';
import { rebuildRecord } from './rebuildRecord.ts';
import { resolveRunName } from './resolveRunName.ts';
import { nodeRunFiles } from './runFiles.ts';
import { runFileName } from './runFolderNames.ts';
import { isRunId } from './runId.ts';
import type { RunSummary } from './runJson.ts';
import { isRunAlive } from './runLock.ts';
import { toStoreError } from './storeError.ts';
import { systemClock } from './systemClock.ts';
import { writeRunJson } from './writeRunJson.ts';

/** Folders read at the same time by a list. */
const listWidth = 32;

/** What there is of runs; both newest first. */
export interface RunSurvey {
  readonly runs: RunSummary[];
  /** Ids. */
  readonly unreadable: readonly string[];
}

/** How a run went, without what was planned: the far smaller half of a large record. */
export type RunOutcome = Omit<RunRecord, 'plan'>;

/** The runs of one runs folder (`<workspace>/.showrun/runs`). Reading never changes anything on disk. */
export class RunStore {
  /** Absolute path. */
  readonly runsFolder: string;
  readonly #clock: Clock;
  readonly #cache = new Map<string, CachedSummary>();

  constructor(runsFolder: string, clock: Clock = systemClock) {
    this.runsFolder = runsFolder;
    this.#clock = clock;
  }

  /** Ids of all run folders, newest first, whatever is in them. Empty where there is no folder yet. */
  async ids(): Promise<string[]> {
    try {
      const entries = await readdir(this.runsFolder, { withFileTypes: true });
      const runs = entries.filter((entry) => entry.isDirectory() && isRunId(entry.name));
      return runs
        .map((entry) => entry.name)
        .sort()
        .reverse();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw toStoreError(error, this.runsFolder);
    }
  }

  /**
   * Summaries, newest first, at most `limit`. Costs one `stat` per run that was seen before and one small read per new
   * one. Folders without a readable run.json are left out.
   */
  async list(limit = Infinity): Promise<RunSummary[]> {
    return (await this.survey(limit)).runs;
  }

  /** As `list`, with the run folders whose run.json cannot be read; one that is just being made is not among them. */
  async survey(limit = Infinity): Promise<RunSurvey> {
    const ids = await this.ids();
    const there = new Set(ids);
    for (const known of this.#cache.keys()) if (!there.has(known)) this.#cache.delete(known);
    const wanted = ids.slice(0, limit);
    const summaries: (RunSummary | undefined)[] = [];
    for (let start = 0; start < wanted.length; start += listWidth) {
      const slice = wanted.slice(start, start + listWidth);
      summaries.push(...(await Promise.all(slice.map((id) => this.#summary(id)))));
    }
    const runs = summaries.filter((summary) => summary !== undefined);
    const unreadable: string[] = [];
    for (const [index, id] of wanted.entries())
      if (summaries[index] === undefined && !(await isRunAlive(this.folderOf(id), this.#clock.now())))
        unreadable.push(id);
    return { runs, unreadable };
  }

  /**
   * The record of one run. Where run.json says `running` and nobody writes to it any more, it is rebuilt from the
   * journal and its status is `interrupted`. Throws `store.no-such-run`, `store.damaged` and others of `store.…`.
   */
  async read(id: string): Promise<RunRecord> {
    const folder = this.folderOf(id);
    const path = join(folder, runFileName);
    const record = await readRecord(path, id);
    if (record.status !== 'running' || (await isRunAlive(folder, this.#clock.now()))) return record;
    return rebuildRecord(folder, record);
  }

  /** As `read`, without the plan. */
  async readOutcome(id: string): Promise<RunOutcome> {
    const path = join(this.folderOf(id), runFileName);
    const { plan: _plan, ...outcome } = await readRecord(path, id, 'without-plan');
    // One that nobody finished is put together from its plan.
    return outcome.status === 'running' ? await this.read(id) : outcome;
  }

  /** Absolute path of a run's folder. Throws `store.no-such-run` for anything that is not an id. */
  folderOf(id: string): string {
    if (!isRunId(id)) throw noSuchRun(id);
    return join(this.runsFolder, id);
  }

  /**
   * The id that a person's name for a run means: `last`, `last-1` (the one before), an id, or the beginning of one.
   * Throws `store.no-such-run` or `store.ambiguous`.
   */
  async resolve(name: string): Promise<string> {
    const ids = await this.ids();
    if (ids.includes(name)) return name;
    return resolveRunName(
      name,
      (await this.list()).map((run) => run.id),
    );
  }

  /**
   * Deletes a run. Links are removed, never followed. Throws `store.run-active` while it is being written and
   * `store.no-such-run` where the folder is not a run's own folder.
   */
  async remove(id: string): Promise<void> {
    const folder = this.folderOf(id);
    const found = await lstat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) throw noSuchRun(id);
    if (await isRunAlive(folder, this.#clock.now())) {
      throw new ShowrunError('store.run-active', `Run ${id} is still going on.`, {
        hint: 'Cancel it first.',
      });
    }
    await rm(folder, { recursive: true }).catch((error: unknown) => {
      throw toStoreError(error, folder);
    });
    this.#cache.delete(id);
  }

  /**
   * Writes down that a run was interrupted, for the host whose executor died. Resolves with the rebuilt record.
   * Must only be called when the writer is known to be gone.
   */
  async markInterrupted(id: string): Promise<RunRecord> {
    const folder = this.folderOf(id);
    const path = join(folder, runFileName);
    const record = await readRecord(path, id);
    if (record.status !== 'running') return record;
    const rebuilt = await rebuildRecord(folder, record);
    await writeRunJson(nodeRunFiles, folder, rebuilt);
    return rebuilt;
  }

  async #summary(id: string): Promise<RunSummary | undefined> {
    const folder = join(this.runsFolder, id);
    try {
      const stamp = await summaryStamp(folder);
      const cached = this.#cache.get(id);
      const summary = cached?.stamp === stamp ? cached.summary : await readSummary(folder);
      if (summary?.id !== id) return undefined;
      this.#cache.set(id, { stamp, summary });
      if (summary.status !== 'running' || (await isRunAlive(folder, this.#clock.now()))) return summary;
      const { status, totals, finishedAt } = await this.read(id);
      return { ...summary, status, totals, ...(finishedAt === undefined ? {} : { finishedAt }) };
    } catch {
      return undefined;
    }
  }
}

async function readRecord(path: string, id: string, parts: RecordParts = 'all'): Promise<RunRecord> {
  const {
    title: _title,
    continues: _continues,
    ...value
  } = (await readValue(path, id, parts)) as Partial<RunRecord> & Record<'title' | 'continues', unknown>;
  if (value.version === 1 && Array.isArray(value.plan?.devices) && Array.isArray(value.results)) {
    return value as RunRecord;
  }
  throw damaged(path);
}

async function readValue(path: string, id: string, parts: RecordParts): Promise<object> {
  try {
    const value = await readRunJson(path, parts);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(path);
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? noSuchRun(id) : toStoreError(error, path);
  }
  throw damaged(path);
}

function damaged(path: string): ShowrunError {
  return new ShowrunError('store.damaged', `${path} is not the record of a run.`, {
    hint: 'The outputs beside it are still readable.',
  });
}

function noSuchRun(name: string): ShowrunError {
  return new ShowrunError('store.no-such-run', `There is no run "${name}".`, {
    hint: 'List the runs there are with "showrun runs".',
  });
}
