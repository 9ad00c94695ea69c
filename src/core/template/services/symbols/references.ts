import type { SourcePosition } from '../../../../api/diagnostic.ts';
import { tokenizeFilter } from '../../../inventory/filter/tokenizeFilter.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import type { NameUse } from './symbol.ts';
import { symbolsOf, useAt } from './symbolsOf.ts';

/** The places in one template where the name at an offset stands. Where it is the template's own, only those that mean the same. */
export function referencesAt(
  template: CommandTemplate,
  offset: number,
): { readonly use: NameUse; readonly places: readonly SourcePosition[] } | undefined {
  const table = symbolsOf(template);
  const use = useAt(table, offset);
  if (use === undefined) return undefined;
  if (use.symbol === undefined) return { use, places: outsideUses(template, use.name) };
  const same = table.uses.filter(({ symbol }) => symbol === use.symbol);
  return { use, places: same.map(({ start, end }) => template.lines.position(start, end)) };
}

/** The places in one template where a variable of the inventory stands: names, and fields of `@filter` lines. */
export function outsideUses(template: CommandTemplate, name: string): readonly SourcePosition[] {
  const uses = symbolsOf(template)
    .uses.filter((use) => use.symbol === undefined && use.name === name)
    .map(({ start, end }) => template.lines.position(start, end));
  return [...filterUses(template, name), ...uses];
}

function filterUses(template: CommandTemplate, name: string): SourcePosition[] {
  const filters = [template.directives, ...template.blocks.map((block) => block.directives)];
  return filters.flatMap(({ filter }) => {
    if (filter === undefined) return [];
    const { tokens } = tokenizeFilter(filter.text);
    const { line, column } = filter.at;
    return tokens.flatMap((token, index): SourcePosition[] => {
      const next = tokens[index + 1]?.kind;
      if (token.text !== name || (next !== 'colon' && next !== 'operator')) return [];
      const end = { endLine: line, endColumn: column + token.end };
      return [{ file: template.path, line, column: column + token.start, ...end }];
    });
  });
}
