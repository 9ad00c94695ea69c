import { formatPlan } from '../../core/plan/formatPlan.ts';
import { judgeAgain } from '../../core/plan/judgeAgain.ts';
import { loadPlugins } from '../../core/platform/loadPlugins.ts';
import type { PlatformRegistry } from '../../core/platform/platformRegistry.ts';
import { printable } from '../../core/text/printable.ts';
import { continuationsOf } from '../../engine/planning/continuationsOf.ts';
import { resumePlan, type Resumption } from '../../engine/planning/resumePlan.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import { RunStore } from '../../store/runStore.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { usageError, type ParsedOptions } from '../optionSpec.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { checkRefused } from '../run/checkRefused.ts';
import { confirmHeld } from '../run/confirmHeld.ts';
import { checkRunWords, executeNotes, executeOptionSpecs, executePlan } from '../run/executePlan.ts';
import { continuableRuns } from '../run/continuableRuns.ts';
import { keptWords } from '../run/keptWords.ts';
import { runOptionSpecs, runsFolder } from '../run/runOptionsFromWords.ts';
import {
  dangerPolicy,
  forbidOption,
  loadFromOptions,
  pluginRoots,
  pluginsOption,
  printDiagnostics,
} from '../workspaceOptions.ts';

/** `showrun resume` */
export function resumeCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'resume',
    summary: 'Continue an interrupted or partly failed run: send only what is missing.',
    positionals: 'RUN',
    options: [
      {
        name: 'inventory',
        short: 'i',
        value: 'FILE',
        multiple: true,
        help: 'Where the devices are now; without it they are contacted where the run found them.',
      },
      pluginsOption,
      ...runOptionSpecs,
      { name: 'dry-run', help: 'Show what would be sent; connect to nothing.' },
      {
        name: 'resend-config',
        help: 'Send configuration blocks that broke off again, each from its first line.',
      },
      { name: 'skip-refused', help: 'Go on without the devices that cannot be continued.' },
      forbidOption,
      ...executeOptionSpecs,
    ],
    examples: [
      { line: 'showrun resume last', what: 'the newest run, in the current folder' },
      { line: 'showrun resume last --dry-run', what: 'what would be sent to whom' },
      {
        line: 'showrun resume 2026-11-21T0915 -i inventory.csv',
        what: 'the run of that minute, with the addresses of today',
      },
    ],
    notes: [
      'RUN is "last", "last-1", the id of a run, or the beginning of one. Commands that were answered are not sent again, also ' +
        'where the run has been continued before; commands that are held back ask again.',
      'A configuration block that broke off is never gone on with in its middle. Its device is refused, unless --resend-config ' +
        'has the whole block sent again. A line with a secret in it is stored masked and cannot be sent again.',
      'Time-outs, limits, --retries, --user and --host-keys strict are those of the run unless given anew. What else decides about trust is to be ' +
        'given again: --host-keys accept-new, --known-hosts, --accepted-keys, --ssh-config, --password-command.',
      ...executeNotes,
    ],
    run: (options, io) => resumeFromOptions(options, io, paths),
  };
}

async function resumeFromOptions(options: ParsedOptions, io: CliIo, paths: ProgramPaths): Promise<number> {
  checkRunWords(options, io);
  const [name, ...more] = options.positionals;
  const store = new RunStore(runsFolder(options, io));
  const id = await whichRun(store, more.length > 0 ? undefined : name, io);
  const record = await store.read(id);
  const kept = keptWords(record);
  let inputErrors = false;
  let inventory;
  let platforms;
  if (options.list('inventory').length > 0) {
    const workspace = await loadFromOptions(options, paths.plugins);
    inputErrors = printDiagnostics(io, workspace.diagnostics);
    ({ inventory, platforms } = workspace);
  }
  const resumption = resumePlan({
    record,
    continuations: await continuationsOf(store, id),
    ...(inventory === undefined ? {} : { inventory }),
    now: new Date(),
    configConfirmed: options.flag('resend-config'),
  });
  const plan = judgeAgain(
    resumption.plan,
    platforms ?? (await platformsOf(options, paths)),
    dangerPolicy(options),
  );
  if (plan.devices.length === 0 && plan.refused.length === 0) {
    io.stderr.write(`Nothing is missing: all devices of run ${id} have everything.\n`);
    return exitCode.ok;
  }
  printWhatIsLeft(io, id, { ...resumption, plan });
  printKept(io, options, kept);
  if (options.flag('dry-run')) {
    io.stdout.write(formatPlan(plan));
    return plan.refused.length > 0 ? exitCode.badInput : exitCode.ok;
  }
  checkRefused(plan, inputErrors, options.flag('skip-refused'), io);
  await confirmHeld(plan, options.flag('allow-held'), io);
  return await executePlan(plan, options.or(kept), io, paths);
}

async function platformsOf(options: ParsedOptions, paths: ProgramPaths): Promise<PlatformRegistry> {
  return (await loadPlugins(nodeFileReader, pluginRoots(options, paths.plugins))).platforms;
}

/** The id of the run that is meant. Shows those that can be continued where it is none. */
async function whichRun(store: RunStore, name: string | undefined, io: CliIo): Promise<string> {
  try {
    if (name === undefined) throw usageError('Which run? For example: showrun resume last');
    return await store.resolve(name);
  } catch (error) {
    io.stderr.write(await continuableRuns(store).catch(() => ''));
    throw error;
  }
}

function printKept(io: CliIo, options: ParsedOptions, kept: Readonly<Record<string, string>>): void {
  const words = Object.entries(kept)
    .filter(([name]) => options.text(name) === undefined)
    .map(([name, value]) => `--${name} ${value}`);
  if (words.length > 0) io.stderr.write(`  As the run was started, unless given anew: ${words.join(' ')}\n`);
}

function printWhatIsLeft(
  io: CliIo,
  id: string,
  { plan, complete, doneCommands, brokenOff }: Resumption,
): void {
  // Where every device is refused nothing is continued; their reasons follow.
  if (plan.devices.length === 0) return;
  const commands = plan.devices.reduce((sum, device) => sum + device.commands.length, 0);
  const notAgain = [
    ...(doneCommands === 0 ? [] : [`${doneCommands} command(s) that these devices have answered`]),
    ...(complete.length === 0 ? [] : [`${complete.length} device(s) that have everything`]),
  ];
  io.stderr.write(
    `Continuing ${id}: ${commands} command(s) on ${plan.devices.length} device(s).` +
      `${notAgain.length === 0 ? '' : ` Left out: ${notAgain.join(', and ')}.`}\n`,
  );
  const sent = new Set(plan.devices.map(({ device }) => device.name));
  for (const { device, lines, accepted } of brokenOff) {
    if (!sent.has(device)) continue;
    io.stderr.write(
      `  ${printable(device)}: a configuration block broke off after ${accepted} of ${lines.length} lines; ` +
        'all of them are sent again:\n',
    );
    for (const line of lines) io.stderr.write(`    ${printable(line)}\n`);
  }
}
