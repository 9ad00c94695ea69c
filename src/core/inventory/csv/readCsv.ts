import type { SourcePosition } from '../../../api/diagnostic.ts';
import type { DiagnosticList } from '../diagnosticList.ts';
import type { KnownField } from '../knownFields.ts';
import type { RawDevice, RawValue } from '../rawDevice.ts';
import { delimiterOf } from './delimiterOf.ts';
import { parseRecords } from './parseRecords.ts';
import { readHeader, type CsvColumn } from './readHeader.ts';
import { scanRecords, type CsvCell, type CsvFault, type CsvRecord } from './scanRecords.ts';

/** Records whose cells are parsed in one step. */
const perStep = 250;

/**
 * The devices a CSV file declares. A record that cannot be read is a finding and costs nothing but itself.
 * The delimiter is a comma, or what the header uses where it has no comma: `;` or tab, as spreadsheets write them.
 * In steps, so that a large file need not be read in one go.
 */
export function* csvSteps(
  file: string,
  text: string,
  findings: DiagnosticList,
): Generator<undefined, RawDevice[]> {
  const delimiter = delimiterOf(text);
  const { records, faults } = scanRecords(text, delimiter);
  for (const fault of faults) reportFault(file, fault, findings);
  yield;
  const rows: string[][] = [];
  for (let start = 0; start < records.length; start += perStep) {
    rows.push(...parseRecords(records.slice(start, start + perStep), delimiter));
    yield;
  }
  const [header] = records;
  const [names] = rows;
  if (header === undefined || names === undefined) {
    const message =
      'The inventory is empty. Its first line names the columns: "hostname,ip_address,device_type"; each further line is a device.';
    if (faults.length === 0)
      findings.add('warning', 'inventory.empty', { file, line: 1, column: 1 }, message);
    return [];
  }
  const columns = readHeader(
    names,
    header.cells.map((cell) => placeOf(file, cell)),
    findings,
  );
  if (columns === undefined) return [];
  if (records.length === 1 && faults.length === 0) {
    const at = { file, line: header.line, column: 1 };
    findings.add(
      'warning',
      'inventory.empty',
      at,
      'The inventory has a header but no devices. Add a line for each device.',
    );
  }
  const devices: RawDevice[] = [];
  for (const [index, record] of records.entries()) {
    if (index === 0) continue;
    const device = readRow(file, record, rows[index] ?? [], columns, findings);
    if (device !== undefined) devices.push(device);
    yield;
  }
  return devices;
}

function placeOf(file: string, cell: CsvCell): SourcePosition {
  return { file, line: cell.line, column: cell.column, endLine: cell.endLine, endColumn: cell.endColumn };
}

function reportFault(file: string, fault: CsvFault, findings: DiagnosticList): void {
  const at = { file, line: fault.line, column: fault.column };
  if (fault.kind === 'unclosed-quote') {
    findings.error(
      'inventory.unclosed-quote',
      at,
      'The quote that opens here is never closed properly, so this line was left out. Close it, or remove it.',
    );
  } else {
    findings.error(
      'inventory.stray-quote',
      at,
      'There is a quote inside a cell, so this line was left out. Put the whole cell in quotes and write "" for each quote in it.',
    );
  }
}

function readRow(
  file: string,
  record: CsvRecord,
  values: readonly string[],
  columns: readonly CsvColumn[],
  findings: DiagnosticList,
): RawDevice | undefined {
  const extra = values.findIndex((value, index) => index >= columns.length && value !== '');
  if (values.length < columns.length || extra >= 0) {
    reportWidth(file, record, values.length, columns.length, findings);
    return undefined;
  }
  const fields = new Map<KnownField, RawValue>();
  const variables = new Map<string, RawValue>();
  columns.forEach((column, index) => {
    const value = values[index] ?? '';
    const cell = record.cells[index];
    if (value === '' || cell === undefined || column.kind === 'ignored') return;
    const raw = { value, at: placeOf(file, cell) };
    if (column.kind === 'field') fields.set(column.field, raw);
    else variables.set(column.name, raw);
  });
  return { at: rowPlace(file, record), fields, variables };
}

function rowPlace(file: string, record: CsvRecord): SourcePosition {
  const last = record.cells.at(-1);
  const start = { file, line: record.line, column: 1 };
  return last === undefined ? start : { ...start, endLine: last.endLine, endColumn: last.endColumn };
}

function reportWidth(
  file: string,
  record: CsvRecord,
  found: number,
  expected: number,
  findings: DiagnosticList,
): void {
  const message =
    found < expected
      ? `This line has ${cells(found)}, the header has ${String(expected)}. Add the missing commas: empty cells need them too.`
      : `This line has ${cells(found)}, the header has ${String(expected)}. Put a cell that contains a comma in quotes.`;
  findings.error('inventory.column-count', rowPlace(file, record), message);
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${String(count)} cells`;
}
