import type { Device } from '../../api/device.ts';
import type { Diagnostic } from '../../api/diagnostic.ts';
import type { HeldCommand, Plan, PlannedDevice, RefusedDevice } from '../../api/plan.ts';
import type { CompiledPlatform } from '../platform/compiledPlatform.ts';
import type { PlatformNames } from '../platform/platformNames.ts';
import type { CommandTemplate, RenderOptions } from '../template/commandTemplate.ts';
import { renderTemplate } from '../template/renderTemplate.ts';
import { checkCommands } from './checkCommands.ts';
import { deviceAddress } from './deviceAddress.ts';
import { forbidden, type DangerPolicy } from './policy/forbidden.ts';
import { CommandPolicy } from './policy/heldCommands.ts';
import { settleParallel } from './settleParallel.ts';
import { summariseReasons } from './summariseReasons.ts';
import { templateScope, type TemplateScope } from './templateScope.ts';

/** What planning needs of the platforms; `PlatformRegistry` is one. */
interface PlanPlatforms extends PlatformNames {
  get(id: string): Pick<CompiledPlatform, 'isDangerous'>;
}

export interface BuildPlanInput {
  readonly title: string;
  /** Selected devices, in the order they are planned in. */
  readonly devices: readonly Device[];
  readonly template: CommandTemplate;
  /** Where the template is a file. */
  readonly templateFile?: string;
  readonly platforms: PlanPlatforms;
  /** The expression that the devices were selected with, for the record. */
  readonly filter?: string;
  /** `confirm` where absent. */
  readonly policy?: DangerPolicy;
  /** Includes, run variables and answers. */
  readonly render?: RenderOptions;
  readonly now: Date;
}

/** Why a selected device gets nothing without being refused. */
export interface PassedOverDevice {
  readonly device: string;
  readonly reason: 'filter' | 'platform' | 'no-commands';
}

export interface BuiltPlan {
  readonly plan: Plan;
  /** Errors that refuse devices, each once however many devices it concerns, and the template's warnings. */
  readonly diagnostics: Diagnostic[];
  /** Devices that the template's own `@filter` or `@platform` leaves out, or for which it renders no command. */
  readonly passedOver: readonly PassedOverDevice[];
}

/**
 * Renders the template for every device and says what will be sent, what is held for a confirmation and who is refused and why.
 * Pure and deterministic: the same input gives the same plan. Never throws for bad input: a template whose `@filter` cannot be
 * read refuses every device.
 */
export function buildPlan(input: BuildPlanInput): BuiltPlan {
  const steps = planSteps(input);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same in steps, one for each device, for a host that has other things to do in between. */
export function* planSteps(input: BuildPlanInput): Generator<undefined, BuiltPlan> {
  const planning = new Planning(input);
  for (const device of input.devices) {
    planning.add(device);
    yield;
  }
  return planning.result();
}

type Reason = RefusedDevice['reasons'][number];

class Planning {
  readonly #input: BuildPlanInput;
  readonly #policy = new CommandPolicy();
  readonly #scope: TemplateScope;
  readonly #options: RenderOptions;
  readonly #planned: PlannedDevice[] = [];
  readonly #refused: RefusedDevice[] = [];
  readonly #held: HeldCommand[] = [];
  readonly #passedOver: PassedOverDevice[] = [];
  readonly #findings = new Map<string, Diagnostic>();

  constructor(input: BuildPlanInput) {
    this.#input = input;
    this.#options = { resolvePlatform: (name) => input.platforms.resolve(name), ...input.render };
    this.#scope = templateScope(input.template, input.platforms, input.devices);
  }

  add(device: Device): void {
    const faults = this.#scope.diagnostics.filter((finding) => finding.severity === 'error');
    if (faults.length > 0) {
      this.#refused.push({ device: device.name, reasons: faults.map(reasonOf) });
      return;
    }
    const left = this.#scope.leavesOut(device);
    if (left !== undefined) {
      this.#passedOver.push({ device: device.name, reason: left });
      return;
    }
    const platform = this.#input.platforms.resolve(device.platform);
    const reasons: Reason[] = [];
    if (platform === undefined) reasons.push(unknownPlatform(device, this.#input.platforms));
    const { commands, diagnostics } = renderTemplate(this.#input.template, device, this.#options);
    for (const finding of diagnostics) {
      if (finding.severity === 'error') reasons.push(reasonOf(finding));
      else this.#find(finding);
    }
    reasons.push(...checkCommands(commands));
    const held =
      platform === undefined
        ? []
        : this.#policy.held(device.name, this.#input.platforms.get(platform), commands);
    if (this.#input.policy === 'forbid') reasons.push(...held.map((command) => forbidden(command, commands)));
    if (reasons.length > 0) this.#refused.push({ device: device.name, reasons });
    else if (commands.length === 0) this.#passedOver.push({ device: device.name, reason: 'no-commands' });
    else {
      const settled = settleParallel(commands, held);
      for (const finding of settled.findings) this.#find(finding);
      this.#planned.push({ device: deviceAddress(device), commands: settled.commands });
      this.#held.push(...held);
    }
  }

  /** Keeps a finding; the same one of many devices counts once. */
  #find(finding: Diagnostic): void {
    this.#findings.set(JSON.stringify([finding.code, finding.at, finding.message]), finding);
  }

  result(): BuiltPlan {
    const { title, templateFile, filter, now, template } = this.#input;
    const plan: Plan = {
      version: 1,
      createdAt: now.toISOString(),
      title,
      ...(templateFile === undefined ? {} : { templateFile }),
      ...(filter === undefined || filter.trim() === '' ? {} : { filter }),
      devices: this.#planned,
      refused: this.#refused,
      held: this.#held,
    };
    const start = { file: templateFile ?? template.path, line: 1, column: 1 };
    const warnings = this.#scope.diagnostics.filter((finding) => finding.severity !== 'error');
    const diagnostics = [...warnings, ...this.#findings.values(), ...summariseReasons(this.#refused, start)];
    return { plan, diagnostics, passedOver: this.#passedOver };
  }
}

function unknownPlatform(device: Device, platforms: PlatformNames): Reason {
  const near = platforms.suggest(device.platform);
  const known = platforms.advice?.(device.platform);
  const hint =
    known !== undefined ? ` Advice: ${known}.` : near === undefined ? '' : ` Did you mean "${near}"?`;
  return {
    code: 'plan.unknown-platform',
    message: `No plugin describes the platform "${device.platform}".${hint}`,
    at: device.fieldsAt.get('device_type') ?? device.declaredAt,
  };
}

function reasonOf(finding: Diagnostic): Reason {
  return { code: finding.code, message: finding.message, at: finding.at };
}
