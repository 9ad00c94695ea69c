import { resolve } from 'node:path';
import type { Diagnostic, Severity } from '../../api/diagnostic.ts';
import { buildPlan } from '../../core/plan/buildPlan.ts';
import { loadCommands } from '../../core/platform/commands/loadCommands.ts';
import { parseTemplate } from '../../core/template/parseTemplate.ts';
import { checkTemplate } from '../../core/template/services/diagnostics/checkTemplate.ts';
import { selectDevices } from '../../engine/planning/selectDevices.ts';
import { nodeFileReader } from '../../store/nodeFileReader.ts';
import { nodeTemplateLoader } from '../../store/nodeTemplateLoader.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode } from '../cliIo.ts';
import { usageError, type OptionSpec } from '../optionSpec.ts';
import { formatDiagnostic } from '../output/formatDiagnostic.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { deviceOptions, loadFromOptions, pluginRoots, sourceFromOptions } from '../workspaceOptions.ts';

const ownOptions: readonly OptionSpec[] = [
  {
    name: 'template',
    short: 't',
    value: 'FILE',
    help: 'Command template (.cmds) or plain list of commands (.txt).',
  },
  { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'text unless given.' },
  { name: 'strict', help: 'Warnings count as errors, too.' },
];

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** Codes for a variable without a value. */
const missing = new Set(['template.undefined', 'language.unknown-variable', 'language.missing-variable']);

/** `showrun check` */
export function checkCommand(paths: ProgramPaths): CliCommand {
  return {
    name: 'check',
    summary: 'Check a template and its inventories, as the editor does; connects to nothing.',
    options: [...deviceOptions, ...ownOptions],
    examples: [
      {
        line: 'showrun check -t uplinks.cmds -i inventory.csv',
        what: 'every finding with file, line and column',
      },
    ],
    notes: [
      'For continuous integration: findings go to standard output, the exit code is 2 where one of them is an error.',
      'Besides what can be seen in the text, the template is rendered for every device. Questions of the template are answered with their names.',
    ],
    async run(options, io) {
      const path = options.text('template');
      if (path === undefined) throw usageError('A template is needed: -t FILE.');
      const workspace = await loadFromOptions(options, paths.plugins);
      const source = await sourceFromOptions(options, io);
      if (source.kind !== 'template') throw usageError('A template is needed: -t FILE.');
      const template = parseTemplate(source);
      const filter = options.text('filter');
      const devices = selectDevices(workspace, filter === undefined ? {} : { filter });
      const { platforms } = workspace;
      const { commands } = await loadCommands(nodeFileReader, pluginRoots(options, paths.plugins));
      const loader = nodeTemplateLoader(resolve(io.cwd, path, '..'), io.cwd);
      const answers = new Map(template.asks.map(({ name }) => [name, name]));
      const render = { loader, answers };
      const plan = buildPlan({
        title: path,
        templateFile: path,
        devices,
        template,
        platforms,
        render,
        now: new Date(),
      });
      const findings = unique([
        ...workspace.diagnostics,
        ...checkTemplate(template, { devices, platforms, commands, loader }),
        ...plan.diagnostics,
      ]);
      if (options.text('format') === 'json') io.stdout.write(`${JSON.stringify(findings, undefined, 2)}\n`);
      else for (const finding of findings) io.stdout.write(formatDiagnostic(finding));
      const limit = options.flag('strict') ? ranks.warning : ranks.error;
      return findings.some(({ severity }) => ranks[severity] <= limit) ? exitCode.badInput : exitCode.ok;
    },
  };
}

/**
 * One finding for each place and matter: checking and rendering find much of the same. The graver one stays. In the order of
 * the files.
 */
function unique(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { file, line, column } = finding.at;
    const matter = missing.has(finding.code) ? 'missing' : finding.code;
    const key = `${matter} ${file}:${String(line)}:${String(column)}`;
    const known = byPlace.get(key);
    if (known === undefined || ranks[finding.severity] < ranks[known.severity]) byPlace.set(key, finding);
  }
  return [...byPlace.values()].sort(
    ({ at: left }, { at: right }) =>
      compare(left.file, right.file) || left.line - right.line || left.column - right.column,
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
