import type { RunRecord } from '../../api/run.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import type { ParsedOptions } from '../optionSpec.ts';
import { formatOption } from '../output/printList.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { BarReporter } from '../run/barReporter.ts';
import { checkRefused } from '../run/checkRefused.ts';
import { confirmHeld } from '../run/confirmHeld.ts';
import { executeRun } from '../run/executeRun.ts';
import { OutputStreamer } from '../run/outputStreamer.ts';
import { PlainReporter } from '../run/plainReporter.ts';
import { printRunSummary, printRunTable } from '../run/printRun.ts';
import { runOptionSpecs, runOptionsFromWords } from '../run/runOptionsFromWords.ts';
import { stderrLogger } from '../stderrLogger.ts';
import { planOptions } from '../workspaceOptions.ts';
import { planFromOptions } from './planCommand.ts';

/** `showrun run` */
export function runCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'run',
    summary: 'Send a template or a command to devices and keep what they answer.',
    options: [
      ...planOptions,
      ...runOptionSpecs,
      { name: 'stream', help: 'Print each output as soon as its command is done.' },
      {
        name: 'allow-held',
        help: 'Send commands that the policy holds back (reload, erase, configure …) without a question.',
      },
      { name: 'skip-refused', help: 'Go on without the inventory rows and devices that have an error.' },
      { name: 'verbose', short: 'v', help: 'Say on standard error what is going on.' },
      formatOption,
    ],
    examples: [
      {
        line: 'showrun run -i inventory.csv -t uplinks.cmds -u admin',
        what: 'asks for the password once, runs on all devices',
      },
      {
        line: 'showrun run -i inventory.csv -c "show version" --filter tag:core --stream',
        what: 'outputs as they come',
      },
      {
        line: 'SHOWRUN_PASSWORD=… showrun run -i inventory.csv -t backup.cmds --host-keys strict --format ndjson',
        what: 'for a script: no questions, one event a line',
      },
    ],
    notes: [
      'Without --skip-refused nothing is sent while an inventory row or a device is refused (exit code 2).',
      'table prints one line a device at the end, json the whole record, ndjson every event as it happens.',
    ],
    run: (options, io) => runFromOptions(options, io, paths),
  };
}

async function runFromOptions(options: ParsedOptions, io: CliIo, paths: ProgramPaths): Promise<number> {
  // Wrong options must be known before anything is read or asked.
  runOptionsFromWords(options, io, false);
  const { plan, inputErrors } = await planFromOptions(options, io, paths);
  if (plan === undefined) return exitCode.badInput;
  checkRefused(plan, inputErrors, options.flag('skip-refused'), io);
  await confirmHeld(plan, options.flag('allow-held'), io);
  const format = options.text('format') ?? 'table';
  let streamer: OutputStreamer | undefined;
  const { record, folder } = await executeRun(
    {
      plan,
      options: runOptionsFromWords(options, io, true),
      passwordCommand: options.text('password-command'),
      reporter: io.stderr.isTerminal
        ? new BarReporter(io.stderr, plan.devices.length)
        : new PlainReporter(io.stderr),
      logger: stderrLogger(io.stderr, options.flag('verbose')),
      onStart(run) {
        if (options.flag('stream')) {
          streamer = new OutputStreamer(io.stdout, run.folder);
          run.onEvent((event) => streamer?.onEvent(event));
        }
        if (format === 'ndjson') run.onEvent((event) => io.stdout.write(`${JSON.stringify(event)}\n`));
      },
    },
    io,
    paths,
  );
  await streamer?.finished();
  if (format === 'json') io.stdout.write(`${JSON.stringify({ ...record, folder }, undefined, 2)}\n`);
  else if (format === 'table' && !options.flag('stream')) printRunTable(io, record);
  printRunSummary(io, record, folder);
  return exitCodeOf(record);
}

function exitCodeOf(record: RunRecord): number {
  if (record.status === 'cancelled') return exitCode.cancelled;
  return record.status === 'ok' && record.totals.refused === 0 ? exitCode.ok : exitCode.someFailed;
}
