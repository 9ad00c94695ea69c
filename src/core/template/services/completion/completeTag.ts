import type { CommandTemplate } from '../../commandTemplate.ts';
import { filterTable } from '../../filters/filterTable.ts';
import type { FunctionInfo } from '../../functions/services.ts';
import type { Token } from '../../syntax/token.ts';
import { testTable } from '../../tests/testTable.ts';
import type { LanguageContext } from '../languageContext.ts';
import { symbolsOf, visibleSymbols } from '../symbols/symbolsOf.ts';
import { completeAttribute } from './completeAttribute.ts';
import { completeName } from './completeName.ts';
import { completeString } from './completeString.ts';
import { tagKeywords } from './tagKeywords.ts';
import type { CompletionEntry, CompletionList } from './completionEntry.ts';
import type { TagContext } from './tagContext.ts';

/** What can stand inside of a tag. */
export function completeTag(
  template: CommandTemplate,
  tag: TagContext,
  offset: number,
  context: LanguageContext,
): CompletionList | undefined {
  const textOf = (token: Token | undefined): string =>
    token === undefined ? '' : template.text.slice(token.start, token.end);
  if (tag.string !== undefined) return completeString(template, tag, tag.string, context);
  const replace = { start: tag.wordStart, end: offset };
  const last = tag.before.at(-1);
  const before = tag.before.at(-2);
  if (tag.kind === 'tag' && last === undefined) return { replace, entries: tagKeywords(template, offset) };
  if (textOf(last) === '|' || isFilterTag(tag, textOf)) return { replace, entries: functions('filter') };
  if (textOf(last) === 'is' || (textOf(last) === 'not' && textOf(before) === 'is'))
    return { replace, entries: functions('test') };
  if (textOf(last) === '.') {
    const path = pathBefore(tag.before.slice(0, -1), textOf);
    if (path === undefined) return undefined;
    const [first = ''] = path;
    const symbol = visibleSymbols(symbolsOf(template), offset).find(({ name }) => name === first);
    return { replace, entries: completeAttribute(path, symbol, context) };
  }
  return { replace, entries: completeName(template, offset, context) };
}

function isFilterTag(tag: TagContext, textOf: (token: Token | undefined) => string): boolean {
  return tag.kind === 'tag' && tag.before.length === 1 && textOf(tag.before[0]) === 'filter';
}

/** All filters or tests with their documentation; other names of one point to the real one. */
function functions(kind: 'filter' | 'test'): CompletionEntry[] {
  const table: ReadonlyMap<string, { readonly info: FunctionInfo }> =
    kind === 'filter' ? filterTable : testTable;
  return [...table].map(([label, { info }]): CompletionEntry => {
    const { parameters, summary, example } = info;
    const needs = parameters !== '' && !parameters.startsWith('*') && !/^\w+=/.test(parameters);
    return {
      label,
      kind,
      detail: parameters === '' ? label : `${label}(${parameters})`,
      documentation: summary,
      example,
      ...(needs ? { insert: `${label}($1)`, snippet: true } : {}),
    };
  });
}

/** `['device', 'name']` for the tokens of `device.name`. */
function pathBefore(
  tokens: readonly Token[],
  textOf: (token: Token | undefined) => string,
): readonly string[] | undefined {
  const path: string[] = [];
  for (let index = tokens.length - 1; index >= 0; index -= 2) {
    const token = tokens[index];
    if (token?.kind !== 'name') return undefined;
    path.unshift(textOf(token));
    if (textOf(tokens[index - 1]) !== '.') return path;
  }
  return path;
}
