import { formatPlan } from '../../core/plan/formatPlan.ts';
import { printable } from '../../core/text/printable.ts';
import { preparePlan, type PreparedPlan } from '../../engine/planning/preparePlan.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import type { ParsedOptions } from '../optionSpec.ts';
import { renderOptionsFrom } from '../renderOptions.ts';
import { formatOption } from '../output/printList.ts';
import type { ProgramPaths } from '../programPaths.ts';
import {
  dangerPolicy,
  forbidOption,
  loadFromOptions,
  namesFromOptions,
  planOptions,
  printDiagnostics,
  sourceFromOptions,
} from '../workspaceOptions.ts';

/** A plan made from options, with whether anything about its inputs was wrong. */
export interface PlanFromOptions extends PreparedPlan {
  readonly inputErrors: boolean;
}

/** Reads, selects and renders; prints every finding on standard error. Connects to nothing. */
export async function planFromOptions(
  options: ParsedOptions,
  io: CliIo,
  paths: ProgramPaths,
): Promise<PlanFromOptions> {
  const policy = dangerPolicy(options);
  const source = await sourceFromOptions(options, io);
  const workspace = await loadFromOptions(options, paths.plugins);
  const inventoryErrors = printDiagnostics(io, workspace.diagnostics);
  const filter = options.text('filter');
  const names = namesFromOptions(options);
  const prepared = preparePlan(workspace, {
    source,
    render: await renderOptionsFrom(options, source, io),
    now: new Date(),
    policy,
    ...(filter === undefined ? {} : { filter }),
    ...(names === undefined ? {} : { names }),
  });
  const planErrors = printDiagnostics(io, prepared.diagnostics);
  printPassedOver(io, prepared);
  return { ...prepared, inputErrors: inventoryErrors || planErrors };
}

/** Devices that get nothing are said, not left out in silence. */
function printPassedOver(io: CliIo, { passedOver }: PreparedPlan): void {
  if (passedOver.length === 0) return;
  const names = passedOver.slice(0, 5).map(({ device }) => printable(device));
  const more = passedOver.length > names.length ? ', …' : '';
  const what = passedOver.length === 1 ? 'device gets' : 'devices get';
  io.stderr.write(
    `${passedOver.length} selected ${what} nothing: the template leaves them out (${names.join(', ')}${more}).\n`,
  );
}

/** `showrun plan` */
export function planCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'plan',
    summary: 'Show exactly which lines each device would get; connects to nothing.',
    options: [...planOptions, forbidOption, formatOption],
    examples: [
      {
        line: 'showrun plan -i inventory.csv -t uplinks.cmds',
        what: 'the dry run of a template on every device',
      },
      {
        line: 'showrun plan -i inventory.csv -c "show version" --devices core-1,core-2',
        what: 'one command, two devices',
      },
    ],
    notes: [
      'The exit code is 2 where a file has an error or a device is refused, for example because it lacks a variable.',
    ],
    async run(options, io) {
      const { plan, inputErrors } = await planFromOptions(options, io, paths);
      if (plan === undefined) return exitCode.badInput;
      const format = options.text('format');
      if (format === 'json') io.stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`);
      else if (format === 'ndjson')
        for (const device of plan.devices) io.stdout.write(`${JSON.stringify(device)}\n`);
      else io.stdout.write(formatPlan(plan));
      return inputErrors || plan.refused.length > 0 ? exitCode.badInput : exitCode.ok;
    },
  };
}
