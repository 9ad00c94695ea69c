import type { Device } from '../../../../api/device.ts';
import type { Diagnostic } from '../../../../api/diagnostic.ts';
import { closestName } from '../../../text/closestName.ts';
import { referencedVariables, type VariableReference } from '../../analysis/referencedVariables.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { globalNames } from '../../render/globals.ts';
import { deviceFieldNames } from '../../render/variables.ts';
import { devicesOfBlock } from '../deviceScope.ts';
import { devicesWithout, variableNames } from '../deviceVariables.ts';
import type { LanguageContext } from '../languageContext.ts';
import { symbolsOf } from '../symbols/symbolsOf.ts';

/** Device names in a message; the rest is counted. */
const namedDevices = 5;

/** Variables that some or all of the devices a block is for do not have. */
export function checkVariables(template: CommandTemplate, context: LanguageContext): Diagnostic[] {
  if (template.kind === 'list' || context.devices.length === 0) return [];
  const own = referencedVariables(template).flatMap((reference) => missing(reference, template, context));
  return [...own, ...unknownDeviceFields(template)];
}

function missing(
  reference: VariableReference,
  template: CommandTemplate,
  context: LanguageContext,
): Diagnostic[] {
  const devices = devicesOfBlock(template, reference.block, context);
  const without = devicesWithout(devices, reference.name);
  if (without.length === 0) return [];
  const { name, at, always } = reference;
  if (without.length < devices.length) {
    const message = `${countOf(without, devices)} no "${name}" (${listOf(without)}), so nothing can be rendered for ${without.length === 1 ? 'it' : 'them'}. Add a default or the value.`;
    return [{ code: 'language.missing-variable', severity: 'warning', message, at }];
  }
  const near = closestName(name, knownNames(template, context));
  const advice =
    near === undefined
      ? ' Add it to the inventory, or set it with "# @set" or "# @ask".'
      : ` Did you mean "${near}"?`;
  const message = `No device has a variable "${name}".${advice}`;
  return [
    {
      code: 'language.unknown-variable',
      severity: always ? 'error' : 'warning',
      message,
      at,
      ...(near === undefined ? {} : { replacement: near }),
    },
  ];
}

function knownNames(template: CommandTemplate, context: LanguageContext): Iterable<string> {
  const own = symbolsOf(template).symbols.map((symbol) => symbol.name);
  return new Set([...own, ...variableNames(context.devices), ...globalNames]);
}

function countOf(without: readonly Device[], all: readonly Device[]): string {
  return `${String(without.length)} of ${String(all.length)} devices ${without.length === 1 ? 'has' : 'have'}`;
}

function listOf(devices: readonly Device[]): string {
  const names = devices.slice(0, namedDevices).map((device) => device.name);
  const more = devices.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${String(more)} more` : names.join(', ');
}

/** `device.nmae` */
function unknownDeviceFields(template: CommandTemplate): Diagnostic[] {
  const fields = deviceFieldNames();
  return symbolsOf(template).attributes.flatMap(({ name, path, symbol, start, end }): Diagnostic[] => {
    if (symbol !== undefined || path.length !== 1 || path[0] !== 'device' || fields.includes(name)) return [];
    const near = closestName(name, fields);
    const advice =
      near === undefined
        ? `It has ${fields.join(', ')}; a variable is written without "device.".`
        : `Did you mean "${near}"?`;
    return [
      {
        code: 'language.unknown-field',
        severity: 'warning',
        message: `"device" has no "${name}". ${advice}`,
        at: template.lines.position(start, end),
        ...(near === undefined ? {} : { replacement: near }),
      },
    ];
  });
}
