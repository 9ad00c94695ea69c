import type { CommandTemplate } from '../../commandTemplate.ts';
import { deviceField, variableOf } from '../../render/variables.ts';
import type { Token } from '../../syntax/token.ts';
import { valuesOf } from '../deviceVariables.ts';
import type { LanguageContext } from '../languageContext.ts';
import type { CompletionEntry, CompletionList } from './completionEntry.ts';
import type { TagContext } from './tagContext.ts';

/** Values in a list. */
const maxValues = 200;

/** Inside of a text: templates behind `include`, values of a variable that is compared with it. */
export function completeString(
  template: CommandTemplate,
  tag: TagContext,
  string: Token,
  context: LanguageContext,
): CompletionList | undefined {
  const { text } = template;
  const words = tag.before.map((token) => text.slice(token.start, token.end));
  const closed = text[string.end - 1] === text[string.start] && string.end - string.start > 1;
  const replace = { start: string.start + 1, end: closed ? string.end - 1 : string.end };
  if (tag.kind === 'tag' && ['include', 'import', 'from'].includes(words[0] ?? '') && words.length === 1) {
    const files = (context.templates ?? []).filter((path) => path !== template.path);
    return { replace, entries: files.map((label): CompletionEntry => ({ label, kind: 'file' })) };
  }
  const operator = words.at(-1) ?? '';
  if (operator !== '==' && operator !== '!=') return undefined;
  const name = words.at(-2) ?? '';
  const onDevice = words.at(-3) === '.' && words.at(-4) === 'device';
  const read = onDevice
    ? (device: LanguageContext['devices'][number]) => deviceField(device, name)
    : (device: LanguageContext['devices'][number]) => variableOf(device, name);
  const entries = valuesOf(context.devices, read)
    .slice(0, maxValues)
    .map(({ text: label, devices }): CompletionEntry => ({
      label,
      kind: 'value',
      detail: `${String(devices.length)} ${devices.length === 1 ? 'device' : 'devices'}`,
    }));
  if (name === 'platform') {
    const known = new Set(entries.map((entry) => entry.label));
    for (const [label, detail] of context.platforms.titles())
      if (!known.has(label)) entries.push({ label, kind: 'value', detail });
  }
  return entries.length === 0 ? undefined : { replace, entries };
}
