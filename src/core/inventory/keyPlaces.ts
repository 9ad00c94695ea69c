import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import type { SourcePosition } from '../../api/diagnostic.ts';
import { delimiterOf } from './csv/delimiterOf.ts';
import { scanRecords } from './csv/scanRecords.ts';
import { decodeBytes } from './decodeBytes.ts';
import type { InventorySource } from './inventorySource.ts';

/**
 * Where an inventory file names a variable: the column's heading, or every key of that name in defaults, groups and devices.
 * For renaming it. Empty where the file cannot be read.
 */
export function keyPlaces(source: InventorySource, name: string): readonly SourcePosition[] {
  const { text } = decodeBytes(source);
  return /\.ya?ml$/i.test(source.path)
    ? yamlKeys(source.path, text, name)
    : csvHeading(source.path, text, name);
}

function csvHeading(file: string, text: string, name: string): SourcePosition[] {
  const [header] = scanRecords(text, delimiterOf(text)).records;
  const lines = text.split(/\r\n|\n|\r/);
  return (header?.cells ?? []).flatMap((cell) => {
    const written = (lines[cell.line - 1] ?? '').slice(cell.column - 1, cell.endColumn - 1);
    return written === name ? [{ file, ...cell }] : [];
  });
}

function yamlKeys(file: string, text: string, name: string): SourcePosition[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const root = document.contents;
  if (!isMap(root)) return [];
  const layers: unknown[] = [valueOf(root, 'defaults')];
  const groups = valueOf(root, 'groups');
  if (isMap(groups)) layers.push(...groups.items.map((pair) => pair.value));
  const devices = valueOf(root, 'devices');
  if (isMap(devices)) layers.push(...devices.items.map((pair) => pair.value));
  if (isSeq(devices)) layers.push(...devices.items);
  const maps = layers.filter((layer) => isMap(layer));
  const inner = maps
    .flatMap((map) => [valueOf(map, 'variables'), valueOf(map, 'vars')])
    .filter((each) => isMap(each));
  return [...maps, ...inner].flatMap((map) => keysOf(map, name, file, lines));
}

function valueOf(map: YAMLMap, key: string): unknown {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value;
}

function keysOf(map: YAMLMap, name: string, file: string, lines: LineCounter): SourcePosition[] {
  return map.items.flatMap((pair) => {
    const key = pair.key as Node | null;
    if (!isScalar(key) || key.value !== name || !key.range) return [];
    const start = lines.linePos(key.range[0]);
    const end = lines.linePos(key.range[1]);
    return [{ file, line: start.line, column: start.col, endLine: end.line, endColumn: end.col }];
  });
}
