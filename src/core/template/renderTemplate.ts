import type { Device } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { RenderedCommand } from '../../api/template.ts';
import type { CommandTemplate, RenderOptions } from './commandTemplate.ts';
import { commandLines } from './render/commandLines.ts';
import { Executor } from './render/executor.ts';
import { Output } from './render/output.ts';
import { RenderContext, RenderStop } from './render/renderContext.ts';
import { Scope } from './render/scope.ts';
import { outermost } from './render/sections.ts';
import { maxWork, withBudget } from './values/budget.ts';

/** What a device gets. `commands` is empty where a diagnostic is an error: half a template is never sent. */
export interface RenderResult {
  readonly commands: readonly RenderedCommand[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders a template for one device. Never throws; gives every fault it can find, not only the first. */
export function renderTemplate(
  template: CommandTemplate,
  device: Device,
  options: RenderOptions = {},
): RenderResult {
  const errors = template.diagnostics.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return { commands: [], diagnostics: errors };
  const context = new RenderContext(template, device, options, true);
  const commands = withBudget(maxWork, () => renderCommands(context, template));
  return { commands: context.diagnostics.length > 0 ? [] : commands, diagnostics: context.diagnostics };
}

function renderCommands(context: RenderContext, template: CommandTemplate): readonly RenderedCommand[] {
  const output = new Output();
  try {
    const executor = new Executor(context, template, output, outermost);
    executor.runFile(template, new Scope());
    return commandLines(output.pieces, context);
  } catch (error) {
    if (!(error instanceof RenderStop)) context.reportLast(error);
    return [];
  }
}
