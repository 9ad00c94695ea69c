import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plan } from '../../src/api/plan.ts';
import { createEngine } from '../../src/engine/client/createEngine.ts';
import type { Engine } from '../../src/engine/client/engine.ts';
import { defaultRunOptions, type RunOptions } from '../../src/engine/runOptions.ts';
import { quietLogger } from '../helpers/quietLogger.ts';
import { usageOf } from './measurement.ts';
import type { Measurement, Setting } from './measurement.ts';

const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** An engine as a host has one, whose executor is metered. */
export interface BenchEngine {
  readonly engine: Engine;
  options(more?: Partial<RunOptions>): RunOptions;
  /** Ends the executor and tells what it has used. */
  end(): Promise<Pick<Measurement, 'cpuMs' | 'peakMb'>>;
}

/** Starts nothing yet: the executor comes with the first run, as in everyday use. */
export function startEngine({ lab, scratch, password, concurrency }: Setting): BenchEngine {
  const folder = scratch.folder();
  const usageFile = join(folder, 'usage.json');
  process.env.BENCH_ENTRY = atRoot('dist/executor.js');
  process.env.BENCH_USAGE = usageFile;
  const engine = createEngine({
    executorPath: atRoot('test/bench/meteredProcess.ts'),
    prompter: {
      ask: () => Promise.resolve({ kind: 'credential', secrets: { password, enableSecret: password } }),
    },
    logger: quietLogger,
    pluginRoots: [atRoot('dist/plugins')],
  });
  return {
    engine,
    options: (more = {}) => ({
      ...defaultRunOptions,
      concurrency,
      runsFolder: join(folder, 'runs'),
      knownHostsFiles: [],
      acceptedKeysFile: lab.knownHostsFile,
      hostKeys: 'accept-new',
      ...more,
    }),
    end: async () => {
      await engine.dispose();
      return usageOf(await readFile(usageFile, 'utf8'));
    },
  };
}

/** All devices of the lab, all commands. */
export function planFor(
  { lab, commands }: Pick<Setting, 'lab' | 'commands'>,
  mode: 'exec' | 'enable' = 'exec',
): Plan {
  const at = { file: 'bench.cmds', line: 1, column: 1 };
  return {
    version: 1,
    createdAt: new Date().toISOString(),
    title: 'bench.cmds',
    devices: lab.devices.map((device) => ({
      device: { ...device, transport: 'ssh', username: 'showrun' },
      commands: commands.map((text) => ({ text, at, mode, expect: [], onError: 'continue' })),
    })),
    refused: [],
    held: [],
  };
}
