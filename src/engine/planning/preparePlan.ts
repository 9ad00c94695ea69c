import type { Diagnostic } from '../../api/diagnostic.ts';
import type { Plan } from '../../api/plan.ts';
import {
  buildPlan,
  planSteps,
  type BuildPlanInput,
  type PassedOverDevice,
} from '../../core/plan/buildPlan.ts';
import type { DangerPolicy } from '../../core/plan/policy/forbidden.ts';
import type { CommandTemplate, RenderOptions, TemplateAsk } from '../../core/template/commandTemplate.ts';
import { parseTemplate } from '../../core/template/parseTemplate.ts';
import { inTurns } from './inTurns.ts';
import type { Workspace } from './loadWorkspace.ts';
import { selectDevices, type Selection } from './selectDevices.ts';

/** What to send: a template file that has been read, or lines given directly. */
export type PlanSource =
  | { readonly kind: 'template'; readonly path: string; readonly text: string }
  | { readonly kind: 'commands'; readonly commands: readonly string[] };

export interface PlanRequest extends Selection {
  readonly source: PlanSource;
  /** Includes, variables of this run, answers to the template's questions. */
  readonly render?: RenderOptions;
  /** `confirm` where absent. */
  readonly policy?: DangerPolicy;
  readonly now: Date;
}

/** `plan` is absent where the template itself is wrong or nothing was selected; `diagnostics` says why. */
export interface PreparedPlan {
  readonly plan: Plan | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Selected devices that the template itself leaves out. */
  readonly passedOver: readonly PassedOverDevice[];
}

/** The name that stands for commands given directly wherever a file would be named. */
const directInput = 'commands given directly';

/**
 * Selects devices and renders the source for each: the one way to a plan, for dry runs and runs alike. Connects to nothing.
 * Throws as `selectDevices` does.
 */
export function preparePlan(workspace: Workspace, request: PlanRequest): PreparedPlan {
  const ground = groundOf(workspace, request);
  return ground.input === undefined ? ground : buildPlan(ground.input);
}

/** The same for a host whose event loop must go on turning: planning thousands of devices takes seconds. */
export async function preparePlanInTurns(workspace: Workspace, request: PlanRequest): Promise<PreparedPlan> {
  const ground = groundOf(workspace, request);
  return ground.input === undefined ? ground : await inTurns(planSteps(ground.input));
}

/** What is rendered for whom, or why there is nothing to render. */
function groundOf(
  workspace: Workspace,
  request: PlanRequest,
): { readonly input: BuildPlanInput } | (PreparedPlan & { readonly input?: undefined }) {
  const template = templateOf(request.source);
  if (template.diagnostics.some((finding) => finding.severity === 'error')) {
    return { plan: undefined, diagnostics: template.diagnostics, passedOver: [] };
  }
  const devices = selectDevices(workspace, request);
  if (devices.length === 0) {
    return {
      plan: undefined,
      diagnostics: [nothingSelected(workspace, request, template.path)],
      passedOver: [],
    };
  }
  const input = {
    title: titleOf(request.source),
    ...(request.source.kind === 'template' ? { templateFile: request.source.path } : {}),
    devices,
    template,
    platforms: workspace.platforms,
    ...(request.filter === undefined ? {} : { filter: request.filter }),
    ...(request.policy === undefined ? {} : { policy: request.policy }),
    ...(request.render === undefined ? {} : { render: request.render }),
    now: request.now,
  };
  return { input };
}

/** The questions that a source asks before it can be rendered (`# @ask`); the answers go into `render.answers`. */
export function asksOf(source: PlanSource): readonly TemplateAsk[] {
  return templateOf(source).asks;
}

function templateOf(source: PlanSource): CommandTemplate {
  return source.kind === 'template'
    ? parseTemplate({ path: source.path, text: source.text })
    : parseTemplate({ path: directInput, text: source.commands.join('\n') });
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
