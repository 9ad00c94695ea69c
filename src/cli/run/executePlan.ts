import type { Plan } from '../../api/plan.ts';
import type { RunRecord } from '../../api/run.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { usageError, type OptionSpec, type ParsedOptions } from '../optionSpec.ts';
import { formatOption } from '../output/printList.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { stderrLogger } from '../stderrLogger.ts';
import { pluginRoots } from '../workspaceOptions.ts';
import { BarReporter } from './barReporter.ts';
import { executeRun } from './executeRun.ts';
import { EventPrinter } from './eventPrinter.ts';
import { OutputStreamer } from './outputStreamer.ts';
import { PlainReporter } from './plainReporter.ts';
import { printRunSummary, printRunTable } from './printRun.ts';
import { runOptionsFromWords } from './runOptionsFromWords.ts';

/** Options of every command that executes a plan, besides those that say how to run. */
export const executeOptionSpecs: readonly OptionSpec[] = [
  { name: 'stream', help: 'Print each output as soon as its command is done.' },
  {
    name: 'allow-held',
    help: 'Send commands that the policy holds back (reload, erase, configure …) without a question.',
  },
  { name: 'verbose', short: 'v', help: 'Say on standard error what is going on.' },
  formatOption,
];

/** What the help of these commands says about their output. */
export const executeNotes: readonly string[] = [
  'table prints one line a device at the end, json the whole record, ndjson every event as it happens (docs/runs.md has their members).',
  'A reader of standard output that goes away ("| head") ends the printing, not the run: what devices answer is in the run folder.',
];

/** Throws `cli.usage` for wrong options, before anything is read or asked. */
export function checkRunWords(options: ParsedOptions, io: CliIo): void {
  runOptionsFromWords(options, io, false);
  const format = options.text('format') ?? 'table';
  if (options.flag('stream') && format !== 'table')
    throw usageError(`--stream prints text, so it does not go with --format ${format}.`);
}

/** Executes a plan whose held commands have been confirmed, prints what is wanted and returns the exit code. */
export async function executePlan(
  plan: Plan,
  options: ParsedOptions,
  io: CliIo,
  paths: ProgramPaths,
): Promise<number> {
  const format = options.text('format') ?? 'table';
  let printer: OutputStreamer | EventPrinter | undefined;
  const { record, folder } = await executeRun(
    {
      plan,
      options: runOptionsFromWords(options, io, true),
      passwordCommand: options.text('password-command'),
      // A dumb terminal (an editor's shell) cannot draw a line again.
      reporter:
        io.stderr.isTerminal && io.env['TERM'] !== 'dumb'
          ? new BarReporter(io.stderr, plan.devices.length)
          : new PlainReporter(io.stderr),
      logger: stderrLogger(io.stderr, options.flag('verbose')),
      pluginRoots: pluginRoots(options, paths.plugins),
      onStart(run) {
        if (options.flag('stream')) printer = new OutputStreamer(io.stdout, run.folder);
        else if (format === 'ndjson') printer = new EventPrinter(io.stdout);
        if (printer !== undefined) run.onEvent((event) => printer?.onEvent(event));
      },
    },
    io,
    paths,
  );
  await printer?.finished();
  if (format === 'json') io.stdout.write(`${JSON.stringify({ ...record, folder }, undefined, 2)}\n`);
  else if (format === 'table' && !options.flag('stream'))
    printRunTable(io, record, io.stdout.isTerminal && io.stderr.isTerminal);
  printRunSummary(io, record, folder);
  return exitCodeOf(record);
}

function exitCodeOf(record: RunRecord): number {
  if (record.status === 'cancelled') return exitCode.cancelled;
  return record.status === 'ok' && record.totals.refused === 0 ? exitCode.ok : exitCode.someFailed;
}
