import type { VariableValue } from '../../../../api/device.ts';
import { methodNames } from '../../methods/methodOf.ts';
import { followPath } from '../../../inventory/followPath.ts';
import { deviceField, deviceFieldNames, variableOf } from '../../render/variables.ts';
import { describeValue, valuesOf } from '../deviceVariables.ts';
import type { LanguageContext } from '../languageContext.ts';
import type { TemplateSymbol } from '../symbols/symbol.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { loopFields } from './loopFields.ts';

/** What can stand behind `device.`, `loop.`, or a value that begins with a variable of the inventory. */
export function completeAttribute(
  path: readonly string[],
  symbol: TemplateSymbol | undefined,
  { devices }: LanguageContext,
): CompletionEntry[] {
  const [first = '', ...rest] = path;
  if (symbol?.kind === 'special' && first === 'loop')
    return loopFields.map(([label, documentation]) => ({ label, kind: 'field', documentation }));
  if (symbol !== undefined) return methods('');
  if (first === 'device' && rest.length === 0) {
    return deviceFieldNames().map((label) => {
      const [value] = valuesOf(devices, (device) => deviceField(device, label));
      return { label, kind: 'field', ...(value === undefined ? {} : { detail: value.text }) };
    });
  }
  const keys = new Map<string, VariableValue>();
  let sample: VariableValue | undefined;
  for (const device of devices) {
    const value = followPath(variableOf(device, first), rest);
    sample ??= value;
    if (!(value instanceof Map)) continue;
    for (const [key, item] of value as ReadonlyMap<string, VariableValue>) keys.set(key, item);
  }
  const fields = [...keys].map(([label, value]): CompletionEntry => ({
    label,
    kind: 'field',
    detail: describeValue(value),
    rank: 1,
  }));
  return [...fields, ...methods(sample)];
}

function methods(sample: VariableValue | undefined): CompletionEntry[] {
  if (sample === undefined || typeof sample === 'number' || typeof sample === 'boolean' || sample === null)
    return [];
  const value = typeof sample === 'string' ? '' : sample instanceof Map ? new Map() : [];
  return methodNames(value).map((label) => ({
    label,
    kind: 'function',
    insert: `${label}($1)`,
    snippet: true,
    rank: 7,
  }));
}
