import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import type { ParsedOptions } from '../optionSpec.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { checkRefused } from '../run/checkRefused.ts';
import { confirmHeld } from '../run/confirmHeld.ts';
import { checkRunWords, executeNotes, executeOptionSpecs, executePlan } from '../run/executePlan.ts';
import { runOptionSpecs } from '../run/runOptionsFromWords.ts';
import { forbidOption, planOptions } from '../workspaceOptions.ts';
import { planFromOptions } from './planCommand.ts';

/** `showrun run` */
export function runCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'run',
    summary: 'Send a template or a command to devices and keep what they answer.',
    options: [
      ...planOptions,
      ...runOptionSpecs,
      { name: 'skip-refused', help: 'Go on without the inventory rows and devices that have an error.' },
      forbidOption,
      ...executeOptionSpecs,
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
      ...executeNotes,
    ],
    run: (options, io) => runFromOptions(options, io, paths),
  };
}

async function runFromOptions(options: ParsedOptions, io: CliIo, paths: ProgramPaths): Promise<number> {
  // Wrong options must be known before anything is read or asked.
  checkRunWords(options, io);
  const { plan, inputErrors } = await planFromOptions(options, io, paths);
  if (plan === undefined) return exitCode.badInput;
  checkRefused(plan, inputErrors, options.flag('skip-refused'), io);
  await confirmHeld(plan, options.flag('allow-held'), io);
  return await executePlan(plan, options, io, paths);
}
