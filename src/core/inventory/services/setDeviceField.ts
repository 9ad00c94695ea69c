import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Device } from '../../../api/device.ts';
import { delimiterOf } from '../csv/delimiterOf.ts';
import { parseRecords } from '../csv/parseRecords.ts';
import { scanRecords, type CsvCell } from '../csv/scanRecords.ts';

/** Replaces a range of a text; an empty range inserts. Lines and columns from 1, the end is exclusive. */
export interface FieldEdit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/**
 * What to change in an inventory file so that a field of a device gets a value: a cell, with a new column where the table has
 * none, or a key of the device's entry in YAML. Undefined where the place cannot be found for certain. `value` is a word that
 * needs no quotes in either format.
 */
export function setDeviceField(
  text: string,
  device: Pick<Device, 'name' | 'declaredAt'>,
  field: string,
  value: string,
): FieldEdit[] | undefined {
  return /\.ya?ml$/i.test(device.declaredAt.file)
    ? editYaml(text, device.name, field, value)
    : editCsv(text, device.declaredAt.line, field, value);
}

function editCsv(text: string, row: number, field: string, value: string): FieldEdit[] | undefined {
  const delimiter = delimiterOf(text);
  const { records } = scanRecords(text, delimiter);
  const [header] = records;
  const index = records.findIndex((record) => record.line === row);
  if (header === undefined || index < 1) return undefined;
  const names = parseRecords([header], delimiter)[0] ?? [];
  const column = names.findIndex((name) => name.trim().toLowerCase() === field);
  if (column >= 0) {
    const cell = records[index]?.cells[column];
    return cell === undefined ? undefined : [{ ...cell, text: value }];
  }
  return records.flatMap(({ cells }, position) => {
    const last = cells.at(-1);
    const added = position === 0 ? field : position === index ? value : '';
    return last === undefined ? [] : [after(last, delimiter + added, text)];
  });
}

/** Behind a cell, and behind the quote that closes it. */
function after({ endLine, endColumn }: CsvCell, text: string, whole: string): FieldEdit {
  const line = whole.split(/\r\n|\n|\r/, endLine).at(-1) ?? '';
  const column = Math.max(endColumn, line.trimEnd().length + 1);
  return { line: endLine, column, endLine, endColumn: column, text };
}

function editYaml(text: string, name: string, field: string, value: string): FieldEdit[] | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const entry: unknown = document.getIn(['devices', name], true);
  if (document.errors.length > 0 || !isMap(entry) || entry.items.length === 0) return undefined;
  const [start, end] = placeIn(entry, field);
  if (start === undefined || end === undefined) return undefined;
  const from = lines.linePos(start);
  const to = lines.linePos(end);
  const place = { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  if (end > start) return [{ ...place, text: value }];
  const pair = `${field}: ${value}`;
  return [{ ...place, text: entry.flow === true ? `${pair}, ` : `${pair}\n${' '.repeat(from.col - 1)}` }];
}

/** The range of the field's value where it has one; otherwise the place in front of the first key. */
function placeIn(entry: YAMLMap, field: string): [number | undefined, number | undefined] {
  const value = entry.get(field, true);
  if (value !== undefined)
    return isScalar(value) ? [value.range?.[0], value.range?.[1]] : [undefined, undefined];
  const [first] = entry.items;
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  return [start, start];
}
