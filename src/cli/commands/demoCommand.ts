import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../api/run.ts';
import { ShowrunError } from '../../core/errors.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { demoTemplate } from '../demo/demoTemplate.ts';
import { changedDevice } from '../demo/changedDevice.ts';
import { startLabProcess } from '../../engine/lab/startLabProcess.ts';
import { ParsedOptions } from '../optionSpec.ts';
import { PlainReporter } from '../run/plainReporter.ts';
import { executeRun } from '../run/executeRun.ts';
import { printRunSummary, printRunTable } from '../run/printRun.ts';
import { runOptionsFromWords } from '../run/runOptionsFromWords.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { stderrLogger } from '../stderrLogger.ts';
import { diffCommand } from './diffCommand.ts';
import { planFromOptions } from './planCommand.ts';

/** The lab's login; it protects nothing. */
const labLogin = { SHOWRUN_PASSWORD: 'showrun', SHOWRUN_ENABLE_SECRET: 'showrun' };

/** `showrun demo` */
export function demoCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'demo',
    summary: 'Show the main job on simulated devices: collect twice, before and after a change, and compare.',
    options: [
      {
        name: 'workspace',
        short: 'w',
        value: 'DIR',
        help: 'Folder for inventory, template and runs; a new one unless given.',
      },
    ],
    examples: [{ line: 'showrun demo', what: '12 devices of 5 platforms; ends by itself in under a minute' }],
    async run(options, io) {
      const folder = options.text('workspace') ?? (await mkdtemp(join(tmpdir(), 'showrun-demo-')));
      return await runDemo(folder, { ...io, env: { ...io.env, ...labLogin } }, paths);
    },
  };
}

async function runDemo(folder: string, io: CliIo, paths: ProgramPaths): Promise<number> {
  const inventory = join(folder, 'inventory.csv');
  const template = join(folder, 'uplinks.cmds');
  await writeFile(template, demoTemplate);
  io.stdout.write('Starting a lab of 12 simulated devices on the loopback address.\n');
  const lab = await startLabProcess(paths.lab, {
    words: ['--inventory', inventory],
    password: labLogin.SHOWRUN_PASSWORD,
  });
  try {
    const before = await collect(folder, 'before', io, paths);
    await lab.setState('after');
    const after = await collect(folder, 'after', io, paths);
    await showChange(before, after, folder, io, paths);
    io.stdout.write(`\nThe workspace, to look around in: ${folder}\n`);
    return before.status === 'ok' && after.status === 'ok' ? exitCode.ok : exitCode.someFailed;
  } finally {
    await lab.stop();
  }
}

/** The same steps as `showrun run`, with the demo's own files and keys. */
async function collect(folder: string, state: string, io: CliIo, paths: ProgramPaths): Promise<RunRecord> {
  io.stdout.write(`\nCollecting ${state} the change\n`);
  const words = new ParsedOptions(
    {
      inventory: [join(folder, 'inventory.csv')],
      template: join(folder, 'uplinks.cmds'),
      workspace: folder,
      // The lab's keys are of no use to anybody: they stay in the demo's folder.
      'ssh-config': 'none',
      'host-keys': 'accept-new',
      'accepted-keys': join(folder, '.showrun', 'lab_known_hosts'),
      'known-hosts': [join(folder, '.showrun', 'lab_known_hosts')],
    },
    [],
  );
  const { plan } = await planFromOptions(words, io, paths);
  if (plan === undefined) throw new ShowrunError('cli.demo', 'The demo could not make its plan; see above.');
  const { record, folder: runFolder } = await executeRun(
    {
      plan,
      options: runOptionsFromWords(words, io, false),
      passwordCommand: undefined,
      reporter: new PlainReporter({ ...io.stderr, write: () => undefined }),
      logger: stderrLogger(io.stderr, false),
      pluginRoots: [paths.plugins],
    },
    io,
    paths,
  );
  printRunTable(io, record);
  printRunSummary(io, record, runFolder);
  return record;
}

async function showChange(
  before: RunRecord,
  after: RunRecord,
  folder: string,
  io: CliIo,
  paths: ProgramPaths,
): Promise<void> {
  const device = changedDevice(before, after);
  if (device === undefined) throw new ShowrunError('cli.demo', 'Nothing differs between the two runs.');
  io.stdout.write(`\nWhat changed on ${device} (showrun diff last-1/${device} last/${device})\n`);
  const words = new ParsedOptions({ workspace: folder }, [`last-1/${device}`, `last/${device}`]);
  await diffCommand(paths).run(words, io);
}
