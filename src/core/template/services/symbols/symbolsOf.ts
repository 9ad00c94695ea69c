import type { CommandTemplate } from '../../commandTemplate.ts';
import { SymbolFinder } from './symbolFinder.ts';
import type { AttributeUse, NameUse, SymbolTable, TemplateSymbol } from './symbol.ts';

const tables = new WeakMap<CommandTemplate, SymbolTable>();

/** The names of a template, found once per parsed template. */
export function symbolsOf(template: CommandTemplate): SymbolTable {
  const known = tables.get(template);
  if (known !== undefined) return known;
  const table = new SymbolFinder(template).find();
  tables.set(template, table);
  return table;
}

/** The name that stands at an offset; its end counts as part of it. */
export function useAt(table: SymbolTable, offset: number): NameUse | undefined {
  return table.uses.find((use) => use.start <= offset && offset <= use.end);
}

/** The attribute name that stands at an offset. */
export function attributeAt(table: SymbolTable, offset: number): AttributeUse | undefined {
  return table.attributes.find((use) => use.start <= offset && offset <= use.end);
}

/** What can be used at an offset of the names that the template makes. */
export function visibleSymbols(table: SymbolTable, offset: number): readonly TemplateSymbol[] {
  return table.symbols.filter(
    ({ scope, definitions, kind }) =>
      scope.start <= offset &&
      offset <= scope.end &&
      (kind === 'special' || definitions.length === 0 || (definitions[0]?.end ?? 0) <= offset),
  );
}
