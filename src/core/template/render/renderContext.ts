import type { Device } from '../../../api/device.ts';
import type { Diagnostic } from '../../../api/diagnostic.ts';
import { compileFilter, type CompiledFilter } from '../../inventory/filter/compileFilter.ts';
import { closestName } from '../../text/closestName.ts';
import type { CommandTemplate, RenderOptions } from '../commandTemplate.ts';
import type { Expression, Range } from '../syntax/nodes.ts';
import { TemplateFault } from '../templateFault.ts';
import { spend } from '../values/budget.ts';
import type { MissingDescription, Value } from '../values/value.ts';
import { globalFunction, globalNames } from './globals.ts';
import type { Scope } from './scope.ts';
import { Variables } from './variables.ts';

/** More findings than this for one device help nobody. */
const maxFaults = 50;
/** Work units of a fault. */
const faultWork = 500;
/** Faults that end the rendering: whatever would follow would only repeat them. */
const fatal = new Set(['template.too-long', 'template.too-large', 'template.too-deep']);

/** Compiled filters by text, because the same blocks are rendered for thousands of devices. */
const filters = new Map<string, { readonly filter: CompiledFilter; readonly options: RenderOptions }>();
const maxFilters = 200;

/** Ends a rendering whose fault is already reported. */
export class RenderStop extends Error {}

/** What one rendering shares: the device's variables, the templates that take part, the findings. */
export class RenderContext {
  readonly device: Device | undefined;
  readonly options: RenderOptions;
  /** False for `renderRaw`, where a value may have line breaks. */
  readonly commands: boolean;
  readonly diagnostics: Diagnostic[] = [];
  /** Templates by index; 0 is the one that is rendered. */
  readonly templates: CommandTemplate[];
  /** Macros and includes that are running. */
  depth = 0;
  private readonly variables: Variables;
  private readonly seen = new Set<string>();

  constructor(
    template: CommandTemplate,
    device: Device | undefined,
    options: RenderOptions,
    commands: boolean,
  ) {
    this.templates = [template];
    this.device = device;
    this.options = options;
    this.commands = commands;
    this.variables = new Variables(device, options);
  }

  /** The index of a template that takes part. */
  sourceOf(template: CommandTemplate): number {
    const known = this.templates.indexOf(template);
    return known >= 0 ? known : this.templates.push(template) - 1;
  }

  /** `isolated`: for a template that is used without context, which sees functions only. */
  global(name: string, isolated: boolean): Value | undefined {
    return (isolated ? undefined : this.variables.get(name)) ?? globalFunction(name);
  }

  describeName(name: string, scope: Scope, isolated: boolean): MissingDescription {
    if (isolated && this.variables.get(name) !== undefined) {
      const message = `"${name}" is not visible in an imported template. Add "with context" to the import, or hand it over as an argument.`;
      return { message };
    }
    const near = closestName(name, new Set([...scope.names(), ...this.variables.names(), ...globalNames]));
    const question = near === undefined ? '' : ` Did you mean "${near}"?`;
    const message = `"${name}" is not defined${this.forDevice()}.${question}`;
    return near === undefined ? { message } : { message, replacement: near };
  }

  /** A compiled `@filter` expression, which the parser has already found to be right. */
  filter(text: string, resolve: (name: string) => string | undefined): CompiledFilter {
    const known = filters.get(text);
    if (known?.options === this.options) return known.filter;
    const filter = compileFilter(text, { platforms: { resolve } });
    filters.set(text, { filter, options: this.options });
    if (filters.size > maxFilters) filters.clear();
    return filter;
  }

  /** ` for device core-1`, for messages. */
  forDevice(): string {
    return this.device === undefined ? '' : ` for device ${this.device.name}`;
  }

  /** Keeps a fault as a finding. Throws `RenderStop` where going on makes no sense. */
  report(error: unknown, source: number, at: Expression | Range | undefined): void {
    if (error instanceof RenderStop) throw error;
    const fault = asFault(error);
    if (!this.afford()) throw new RenderStop();
    if (!fault.echo) this.add(fault, source, at);
    if (fatal.has(fault.code) || this.diagnostics.length >= maxFaults) throw new RenderStop();
  }

  /** Each fault costs time; a loop that only fails must end, too. */
  private afford(): boolean {
    try {
      spend(faultWork);
      return true;
    } catch {
      return this.diagnostics.length === 0;
    }
  }

  /** Keeps a fault that ended the rendering. */
  reportLast(error: unknown): void {
    this.add(asFault(error), 0, undefined);
  }

  private add(fault: TemplateFault, source: number, at: Range | undefined): void {
    const range = fault.range ?? at ?? { start: 0, end: 0 };
    const template = this.templates[fault.range === undefined ? source : (fault.source ?? source)];
    if (template === undefined) return;
    const position = template.lines.position(range.start, range.end);
    const key = `${fault.code} ${position.file} ${String(range.start)} ${fault.message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const name = this.device?.name;
    const named = name === undefined || fault.message.includes(`device ${name}`);
    const message = named ? fault.message : `${fault.message} (device ${name})`;
    const finding: Diagnostic = { code: fault.code, severity: 'error', message, at: position };
    this.diagnostics.push(
      fault.replacement === undefined ? finding : { ...finding, replacement: fault.replacement },
    );
  }
}

function asFault(error: unknown): TemplateFault {
  if (error instanceof TemplateFault) return error;
  if (error instanceof RangeError) {
    return new TemplateFault(
      'template.too-deep',
      'This is nested too deep. Does a macro call itself without an end?',
    );
  }
  throw error;
}
