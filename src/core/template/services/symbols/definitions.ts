import type { SourcePosition } from '../../../../api/diagnostic.ts';
import type { CommandTemplate } from '../../commandTemplate.ts';
import { blockAt, devicesOfBlock } from '../deviceScope.ts';
import type { LanguageContext } from '../languageContext.ts';
import { templateLinks } from '../templateLinks.ts';
import { attributeAt, symbolsOf, useAt } from './symbolsOf.ts';

/** Inventory columns that have another name in templates. */
const columnsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['name', ['hostname']],
  ['inventory_hostname', ['hostname']],
  ['host', ['ip_address']],
  ['platform', ['device_type']],
]);
/** More places than this are a list that nobody reads. */
const maxPlaces = 200;

/** Where the name at an offset gets its value: in this template, in cells and keys of the inventory, or another template. */
export function definitionsAt(
  template: CommandTemplate,
  offset: number,
  context: LanguageContext,
): readonly SourcePosition[] {
  const link = templateLinks(template).find(({ start, end }) => start <= offset && offset <= end);
  if (link !== undefined) {
    const path = link.paths.find((each) => context.loader?.load(each) !== undefined);
    return path === undefined ? [] : [{ file: path, line: 1, column: 1 }];
  }
  const table = symbolsOf(template);
  const use = useAt(table, offset);
  if (use?.symbol !== undefined)
    return use.symbol.definitions.map(({ start, end }) => template.lines.position(start, end));
  const attribute = attributeAt(table, offset);
  const onDevice = attribute?.symbol === undefined && attribute?.path.join('.') === 'device';
  const name = use?.name ?? (onDevice ? attribute.name : undefined);
  return name === undefined ? [] : inventoryPlaces(template, offset, name, context);
}

function inventoryPlaces(
  template: CommandTemplate,
  offset: number,
  name: string,
  context: LanguageContext,
): readonly SourcePosition[] {
  const devices = devicesOfBlock(template, blockAt(template, template.lines.lineAt(offset)), context);
  const names = [name, ...(columnsOf.get(name) ?? [])];
  const places = new Map<string, SourcePosition>();
  for (const device of devices) {
    const at = names.map((each) => device.fieldsAt.get(each)).find((each) => each !== undefined);
    if (at !== undefined) places.set(`${at.file}:${String(at.line)}:${String(at.column)}`, at);
    if (places.size >= maxPlaces) break;
  }
  return [...places.values()];
}
