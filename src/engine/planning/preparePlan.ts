import type { Diagnostic } from '../../api/diagnostic.ts';
import type { Plan } from '../../api/plan.ts';
import { buildPlan } from '../../core/plan/buildPlan.ts';
import { parseTemplate } from '../../core/template/parseTemplate.ts';
import type { Workspace } from './loadWorkspace.ts';
import { selectDevices, type Selection } from './selectDevices.ts';

/** What to send: a template file that has been read, or lines given directly. */
export type PlanSource =
  | { readonly kind: 'template'; readonly path: string; readonly text: string }
  | { readonly kind: 'commands'; readonly commands: readonly string[] };

export interface PlanRequest extends Selection {
  readonly source: PlanSource;
  readonly now: Date;
}

/** `plan` is absent where the template itself is wrong or nothing was selected; `diagnostics` says why. */
export interface PreparedPlan {
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The name that stands for commands given directly wherever a file would be named. */
const directInput = 'commands given directly';

/**
 * Selects devices and renders the source for each: the one way to a plan, for dry runs and runs alike. Connects to nothing.
 * Throws as `selectDevices` does.
 */
export function preparePlan(workspace: Workspace, request: PlanRequest): PreparedPlan {
  const source =
    request.source.kind === 'template'
      ? { path: request.source.path, text: request.source.text }
      : { path: `${directInput}.cmds`, text: request.source.commands.join('\n') };
  const template = parseTemplate(source);
  if (template.diagnostics.some((finding) => finding.severity === 'error')) {
    return { plan: undefined, diagnostics: template.diagnostics };
  }
  const devices = selectDevices(workspace.inventory, request);
  if (devices.length === 0)
    return { plan: undefined, diagnostics: [nothingSelected(workspace, request, source.path)] };
  const { plan, diagnostics } = buildPlan({
    title: titleOf(request.source),
    ...(request.source.kind === 'template' ? { templateFile: request.source.path } : {}),
    devices,
    template,
    platforms: workspace.platforms,
    ...(request.filter === undefined ? {} : { filter: request.filter }),
    now: request.now,
  });
  return { plan, diagnostics: [...template.diagnostics, ...diagnostics] };
}

function titleOf(source: PlanSource): string {
  if (source.kind === 'commands') return source.commands.join('; ');
  return source.path.split(/[\\/]/).at(-1) ?? source.path;
}

function nothingSelected(workspace: Workspace, request: PlanRequest, file: string): Diagnostic {
  const total = workspace.inventory.devices.length;
  const message =
    total === 0
      ? 'The inventory has no usable device, so there is nothing to send to.'
      : `The filter "${request.filter ?? ''}" matches none of the ${total} devices.`;
  return { code: 'planning.nothing-selected', severity: 'error', message, at: { file, line: 1, column: 1 } };
}
