import { fieldReader, filterFieldNames, filterFields } from '../../../inventory/filter/filterFields.ts';
import { tokenizeFilter } from '../../../inventory/filter/tokenizeFilter.ts';
import { directiveCatalogue } from '../../syntax/directiveCatalogue.ts';
import type { LanguageContext } from '../languageContext.ts';
import type { CompletionEntry, CompletionList } from './completionEntry.ts';

/** Values of one field in a list; more are a directory, not a choice. */
const maxValues = 300;

/** Directives behind `#`, and the values of one. `prefix` is the line up to the cursor and begins at `start`. */
export function completeDirective(
  prefix: string,
  start: number,
  context: LanguageContext,
): CompletionList | undefined {
  const end = start + prefix.length;
  const name = /^(\s*#\s*)(@?[\w-]*)$/.exec(prefix);
  if (name !== null) {
    return { replace: { start: end - (name[2]?.length ?? 0), end }, entries: directives(name[1] ?? '') };
  }
  const value = /^\s*#\s*@([\w-]+)\s+(.*)$/.exec(prefix);
  if (value === null) return undefined;
  const [, directive = '', text = ''] = value;
  if (directive === 'filter') return completeFilter(text, end, context);
  const word = /[^\s,;]*$/.exec(text)?.[0] ?? '';
  const replace = { start: end - word.length, end };
  if (directive === 'platform') return { replace, entries: platforms(context) };
  const values = directiveCatalogue.get(directive)?.values ?? [];
  return { replace, entries: values.map((label) => ({ label, kind: 'value' as const })) };
}

function directives(hash: string): CompletionEntry[] {
  const blank = /\s$/.test(hash) ? '' : ' ';
  return [...directiveCatalogue.values()].map(({ name, usage, summary, values }) => ({
    label: `@${name}`,
    kind: 'directive' as const,
    detail: usage,
    documentation: summary,
    insert: `${blank}@${name}${values?.[0] === 'true' ? '' : ' '}`,
  }));
}

function platforms({ platforms: registry, devices }: LanguageContext): CompletionEntry[] {
  const used = new Set(devices.map((device) => device.platform));
  return [...registry.titles()].map(([label, detail]) => ({
    label,
    kind: 'value' as const,
    detail,
    rank: used.has(label) ? 1 : 5,
  }));
}

function completeFilter(text: string, end: number, context: LanguageContext): CompletionList {
  const { tokens } = tokenizeFilter(text);
  const last = tokens.at(-1);
  const typing = last?.kind === 'word' && last.end === text.length ? last : undefined;
  const behind = typing === undefined ? tokens : tokens.slice(0, -1);
  const replace = { start: end - (typing?.text.length ?? 0), end };
  const field = fieldBefore(behind);
  if (field !== undefined) return { replace, entries: fieldValues(field, context) };
  const known = new Map(filterFields.map((each) => [each.name, each.description]));
  const entries = filterFieldNames(context.devices).map((name): CompletionEntry => {
    const description = known.get(name);
    return {
      label: `${name}:`,
      kind: 'field',
      detail: description ?? 'variable of the inventory',
      rank: description === undefined ? 5 : 3,
    };
  });
  return { replace, entries };
}

/** The field whose value is expected behind these tokens. */
function fieldBefore(tokens: ReturnType<typeof tokenizeFilter>['tokens']): string | undefined {
  let index = tokens.length - 1;
  while (tokens[index]?.kind === 'comma') index -= 2;
  const sign = tokens[index];
  if (sign?.kind !== 'colon' && sign?.kind !== 'operator') return undefined;
  return tokens[index - 1]?.text;
}

function fieldValues(field: string, { devices, platforms: registry }: LanguageContext): CompletionEntry[] {
  const read = fieldReader(field);
  const counts = new Map<string, number>();
  for (const device of devices)
    for (const text of read(device)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const titles = field === 'platform' || field === 'device_type' ? registry.titles() : undefined;
  return [...counts].slice(0, maxValues).map(([label, count]): CompletionEntry => {
    const detail = `${String(count)} ${count === 1 ? 'device' : 'devices'}`;
    const title = titles?.get(label);
    return {
      label,
      kind: field === 'name' || field === 'hostname' ? 'device' : 'value',
      detail: title === undefined ? detail : `${title}, ${detail}`,
      ...(/[\s,:()"]/.test(label) ? { insert: JSON.stringify(label) } : {}),
    };
  });
}
