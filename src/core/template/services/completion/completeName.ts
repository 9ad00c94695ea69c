import type { CommandTemplate } from '../../commandTemplate.ts';
import { globalNames } from '../../render/globals.ts';
import { isBuiltInVariable, variableOf } from '../../render/variables.ts';
import { blockAt, devicesOfBlock } from '../deviceScope.ts';
import { valuesOf, variableNames } from '../deviceVariables.ts';
import type { LanguageContext } from '../languageContext.ts';
import { symbolsOf, visibleSymbols } from '../symbols/symbolsOf.ts';
import type { CompletionEntry } from './completionEntry.ts';

/** Devices whose values are looked at for the list; the hover counts them all. */
const sampled = 200;
const words = ['and', 'or', 'not', 'in', 'is', 'if', 'else', 'true', 'false', 'none'];

/** Names that have a value at an offset, those of the template first; then functions and words of expressions. */
export function completeName(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): CompletionEntry[] {
  const symbols = visibleSymbols(symbolsOf(template), offset);
  const own = new Set(symbols.map(({ name }) => name));
  const locals = symbols.map(({ name, kind, detail }): CompletionEntry => ({
    label: name,
    kind: kind === 'macro' ? 'function' : 'local',
    detail: kind === 'macro' ? (detail ?? '').trim() : describeKind(kind, detail),
    rank: 0,
  }));
  const devices = devicesOfBlock(template, blockAt(template, template.lines.lineAt(offset)), context);
  const variables = variableNames(context.devices)
    .filter((name) => !own.has(name))
    .map((name): CompletionEntry => variableEntry(name, devices.slice(0, sampled)));
  const functions = globalNames.map((label): CompletionEntry => ({
    label,
    kind: 'function',
    insert: `${label}($1)`,
    snippet: true,
    rank: 6,
  }));
  const keywords = words.map((label): CompletionEntry => ({ label, kind: 'keyword', rank: 8 }));
  return [...locals, ...variables, ...functions, ...keywords];
}

function variableEntry(name: string, devices: LanguageContext['devices']): CompletionEntry {
  const builtIn = isBuiltInVariable(name);
  if (name === 'device')
    return { label: name, kind: 'variable', detail: 'name, host, platform, site … of the device', rank: 2 };
  const values = valuesOf(devices, (device) => variableOf(device, name));
  const shown = values.slice(0, 3).map(({ text }) => text);
  const having = values.reduce((sum, value) => sum + value.devices.length, 0);
  const documentation = values
    .slice(0, 8)
    .map(
      (value) =>
        `${value.text} (${value.devices
          .slice(0, 3)
          .map((device) => device.name)
          .join(', ')}${value.devices.length > 3 ? ' …' : ''})`,
    )
    .join('\n');
  return {
    label: name,
    kind: 'variable',
    detail: shown.join(' · ') + (values.length > 3 ? ' …' : ''),
    documentation:
      having < devices.length
        ? `${documentation}\n${String(devices.length - having)} of ${String(devices.length)} devices have no value.`.trim()
        : documentation,
    rank: builtIn ? 3 : 1,
  };
}

function describeKind(kind: string, detail: string | undefined): string {
  switch (kind) {
    case 'ask':
      return detail ?? 'asked once per run';
    case 'loop':
      return 'item of the loop';
    case 'parameter':
      return 'parameter of the macro';
    case 'import':
      return 'imported';
    default:
      return 'set in this template';
  }
}
