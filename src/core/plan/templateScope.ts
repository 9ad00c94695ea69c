import type { Device } from '../../api/device.ts';
import type { Diagnostic, SourcePosition } from '../../api/diagnostic.ts';
import { ShowrunError } from '../errors.ts';
import { compileFilter, filterError, type CompiledFilter } from '../inventory/filter/compileFilter.ts';
import { unknownFields } from '../inventory/filter/unknownFields.ts';
import type { PlatformNames } from '../platform/platformNames.ts';
import type { CommandTemplate, Directives } from '../template/commandTemplate.ts';

/** Whom a template means, by the directives of the file; and what is wrong with its `@filter` and `@platform` lines. */
export interface TemplateScope {
  /** Why a device is left out, or undefined where it is meant. */
  leavesOut(device: Device): 'filter' | 'platform' | undefined;
  /** An error keeps everything from being sent: a restriction that cannot be read must not be ignored. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the directives of the file and, for findings, those of its blocks. */
export function templateScope(
  template: CommandTemplate,
  platforms: PlatformNames,
  devices: readonly Device[],
): TemplateScope {
  const diagnostics: Diagnostic[] = [];
  const check = ({ filter, platforms: names }: Directives): CompiledFilter | undefined => {
    for (const { name, at } of names ?? []) {
      if (platforms.resolve(name) === undefined) diagnostics.push(unknownPlatform(name, at, platforms));
    }
    return filter === undefined ? undefined : checkFilter(filter, { platforms, devices, diagnostics });
  };
  const filter = check(template.directives);
  for (const block of template.blocks) check(block.directives);
  const names = template.directives.platforms;
  const ids = names === undefined ? undefined : new Set(names.map(({ name }) => platforms.resolve(name)));
  return {
    leavesOut: (device) => {
      if (filter?.matches(device) === false) return 'filter';
      return ids?.has(device.platform) === false ? 'platform' : undefined;
    },
    diagnostics,
  };
}

interface FilterContext {
  readonly platforms: PlatformNames;
  readonly devices: readonly Device[];
  readonly diagnostics: Diagnostic[];
}

function checkFilter(
  filter: { readonly text: string; readonly at: SourcePosition },
  { platforms, devices, diagnostics }: FilterContext,
): CompiledFilter | undefined {
  try {
    const compiled = compileFilter(filter.text, { platforms, at: filter.at });
    for (const fault of unknownFields(compiled.node, devices)) {
      const { code, message, at = filter.at } = filterError(fault, filter.at);
      const { replacement } = fault;
      diagnostics.push({
        code,
        severity: 'warning',
        message,
        at,
        ...(replacement === undefined ? {} : { replacement }),
      });
    }
    return compiled;
  } catch (error) {
    if (!(error instanceof ShowrunError)) throw error;
    diagnostics.push({
      code: error.code,
      severity: 'error',
      message: error.message,
      at: error.at ?? filter.at,
    });
    return undefined;
  }
}

function unknownPlatform(name: string, at: SourcePosition, platforms: PlatformNames): Diagnostic {
  const near = platforms.suggest(name);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  return {
    code: 'plan.unknown-platform',
    severity: 'warning',
    message: `No plugin describes a platform "${name}", so this line matches no device.${hint}`,
    at,
    ...(near === undefined ? {} : { replacement: near }),
  };
}
