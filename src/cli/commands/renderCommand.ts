import type { Device } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { RenderOptions } from '../../core/template/commandTemplate.ts';
import { parseTemplate } from '../../core/template/parseTemplate.ts';
import { renderRaw } from '../../core/template/renderRaw.ts';
import { printable } from '../../core/text/printable.ts';
import type { Workspace } from '../../engine/planning/loadWorkspace.ts';
import { preparePlan } from '../../engine/planning/preparePlan.ts';
import { selectDevices } from '../../engine/planning/selectDevices.ts';
import type { CliCommand } from '../cliCommand.ts';
import { exitCode, type CliIo } from '../cliIo.ts';
import { usageError, type OptionSpec, type ParsedOptions } from '../optionSpec.ts';
import type { ProgramPaths } from '../programPaths.ts';
import { renderOptionsFrom } from '../renderOptions.ts';
import {
  deviceOptions,
  loadFromOptions,
  planOptions,
  printDiagnostics,
  sourceFromOptions,
} from '../workspaceOptions.ts';

/** What one device would get. */
interface Rendering {
  readonly device: string;
  readonly lines: readonly string[];
  /** With `--raw`: the text as it is, in place of lines. */
  readonly text?: string;
}

const ownOptions: readonly OptionSpec[] = [
  { name: 'device', value: 'NAME', multiple: true, help: 'Only this device; may be given several times.' },
  { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'text unless given.' },
  {
    name: 'raw',
    help: 'Print the rendered text as Jinja2 would, not the command lines; values may have line breaks then.',
  },
];

/** `showrun render` */
export function renderCommand(paths: ProgramPaths): CliCommand {
  const shared = planOptions.filter(({ name }) => name === 'template' || name === 'set');
  return {
    name: 'render',
    summary: 'Print what a template renders to; connects to nothing.',
    options: [...deviceOptions, ...shared, ...ownOptions],
    examples: [
      {
        line: 'showrun render -t uplinks.cmds -i inventory.csv --device core-1',
        what: 'the lines that one device would get',
      },
      {
        line: 'showrun render -t config.j2 -i inventory.yaml --device core-1 --raw',
        what: 'any text made from the inventory',
      },
    ],
    notes: ['Every error is printed with file, line and column; the exit code is 2 where there is one.'],
    async run(options, io) {
      if (options.text('template') === undefined) throw usageError('A template is needed: -t FILE.');
      const workspace = await loadFromOptions(options, paths.plugins);
      const inventoryErrors = printDiagnostics(io, workspace.diagnostics);
      const raw = options.flag('raw');
      const { renderings, diagnostics } = await renderAll(options, workspace, io);
      const errors = printDiagnostics(io, diagnostics);
      if (options.text('format') === 'json') io.stdout.write(`${JSON.stringify(renderings, undefined, 2)}\n`);
      else printText(io, renderings, raw);
      return inventoryErrors || errors ? exitCode.badInput : exitCode.ok;
    },
  };
}

interface Renderings {
  readonly renderings: readonly Rendering[];
  readonly diagnostics: readonly Diagnostic[];
}

async function renderAll(options: ParsedOptions, workspace: Workspace, io: CliIo): Promise<Renderings> {
  const source = await sourceFromOptions(options, io);
  const render = await renderOptionsFrom(options, source, io);
  const filter = options.text('filter');
  const named = options.list('device');
  const selection = {
    ...(filter === undefined ? {} : { filter }),
    ...(named.length === 0 ? {} : { names: named }),
  };
  if (options.flag('raw') && source.kind === 'template')
    return renderTexts(source, selectDevices(workspace, selection), render);
  const { plan, diagnostics } = preparePlan(workspace, { source, render, now: new Date(), ...selection });
  const renderings = (plan?.devices ?? []).map(({ device, commands }) => ({
    device: device.name,
    lines: commands.map(({ text }) => text),
  }));
  return { renderings, diagnostics };
}

function renderTexts(
  source: { readonly path: string; readonly text: string },
  devices: readonly Device[],
  render: RenderOptions,
): Renderings {
  const template = parseTemplate(source);
  const found = new Map<string, Diagnostic>();
  const renderings = devices.flatMap((device): Rendering[] => {
    const { text, diagnostics } = renderRaw(template, device, render);
    for (const finding of diagnostics)
      found.set(JSON.stringify([finding.code, finding.at, finding.message]), finding);
    return diagnostics.some(({ severity }) => severity === 'error')
      ? []
      : [{ device: device.name, lines: [], text }];
  });
  return { renderings, diagnostics: [...found.values()] };
}

function printText(io: CliIo, renderings: readonly Rendering[], raw: boolean): void {
  const several = renderings.length > 1;
  for (const [index, { device, lines, text }] of renderings.entries()) {
    if (several) io.stdout.write(`${index === 0 ? '' : '\n'}# ${printable(device)}\n`);
    // The text of a template is meant for a file: it is written as it is.
    if (raw) io.stdout.write(text ?? '');
    else for (const line of lines) io.stdout.write(`${printable(line)}\n`);
  }
}
