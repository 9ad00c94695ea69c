import { namesDelimiter } from './delimiterOf.ts';

/** One record of a CSV text that is well formed, with the place of each of its cells. */
export interface CsvRecord {
  /** The record as written, without its line end. */
  readonly text: string;
  /** Line of its first character, from 1. */
  readonly line: number;
  /** Cells in order. Quotes and surrounding space are not part of the range. */
  readonly cells: readonly CsvCell[];
}

/** Where a cell stands. */
export interface CsvCell {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A line that cannot be read as a record. */
export interface CsvFault {
  readonly line: number;
  readonly column: number;
  readonly kind: 'unclosed-quote' | 'stray-quote';
}

export interface CsvScan {
  readonly records: readonly CsvRecord[];
  readonly faults: readonly CsvFault[];
}

/** More lines than this in one quoted cell are a forgotten quote, not a value. */
const maxCellLines = 50;

/**
 * Finds the records of a CSV text and the place of each cell, so that a broken quote costs one line and not the rest of the
 * file, as it would with a plain CSV parser. Empty lines, lines that start with `#` and a first line `sep=;` are left out.
 * A quoted cell may hold line breaks if its quote is closed properly (RFC 4180 §2.6) and the record then has `width` cells
 * (0 for any); otherwise the opening quote is the fault and reading goes on with the next line.
 */
export function scanRecords(text: string, delimiter: string): CsvScan {
  const lines = text.split(/\r\n|\n|\r/);
  const records: CsvRecord[] = [];
  const faults: CsvFault[] = [];
  let width = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (index === 0 && namesDelimiter(line)) continue;
    const scanned = line.includes('"')
      ? scanQuoted(lines, index, delimiter, width)
      : scanPlain(line, index + 1, delimiter);
    if ('kind' in scanned) {
      faults.push(scanned);
      continue;
    }
    width ||= scanned.cells.length;
    records.push(scanned);
    index += (scanned.cells.at(-1)?.endLine ?? index + 1) - (index + 1);
  }
  return { records, faults };
}

function scanPlain(text: string, line: number, delimiter: string): CsvRecord {
  const cells: CsvCell[] = [];
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf(delimiter, start);
    const end = found < 0 ? text.length : found;
    cells.push(trimmedCell(text, line, start, end));
    start = end + 1;
  }
  return { text, line, cells };
}

function trimmedCell(text: string, line: number, start: number, end: number): CsvCell {
  let from = start;
  let to = end;
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return { line, column: from + 1, endLine: line, endColumn: to + 1 };
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** Where reading stands inside a record that may run over several lines. */
interface Cursor {
  index: number;
  offset: number;
}

function scanQuoted(
  lines: readonly string[],
  first: number,
  delimiter: string,
  width: number,
): CsvRecord | CsvFault {
  const cells: CsvCell[] = [];
  const cursor: Cursor = { index: first, offset: 0 };
  for (;;) {
    const line = lines[cursor.index] ?? '';
    const start = skipBlanks(line, cursor.offset, delimiter);
    if (line[start] === '"') {
      const cell = quotedCell(lines, { index: cursor.index, offset: start }, delimiter);
      if ('kind' in cell) return cell;
      cells.push(cell);
      cursor.index = cell.endLine - 1;
      const last = lines[cursor.index] ?? '';
      cursor.offset = skipBlanks(last, cell.endColumn, delimiter);
    } else {
      const found = line.indexOf(delimiter, cursor.offset);
      const end = found < 0 ? line.length : found;
      const stray = line.slice(cursor.offset, end).indexOf('"');
      if (stray >= 0)
        return { line: cursor.index + 1, column: cursor.offset + stray + 1, kind: 'stray-quote' };
      cells.push(trimmedCell(line, cursor.index + 1, cursor.offset, end));
      cursor.offset = end;
    }
    const current = lines[cursor.index] ?? '';
    if (cursor.offset >= current.length) break;
    cursor.offset++;
  }
  const spansLines = cursor.index > first;
  if (spansLines && width !== 0 && cells.length !== width) return openingOf(cells);
  return { text: lines.slice(first, cursor.index + 1).join('\n'), line: first + 1, cells };
}

function skipBlanks(line: string, offset: number, delimiter: string): number {
  let position = offset;
  while (position < line.length && isBlank(line[position]) && line[position] !== delimiter) position++;
  return position;
}

/** The quote that opened the first cell with a line break in it. */
function openingOf(cells: readonly CsvCell[]): CsvFault {
  const cell = cells.find((candidate) => candidate.endLine > candidate.line);
  return { line: cell?.line ?? 1, column: (cell?.column ?? 2) - 1, kind: 'unclosed-quote' };
}

/** A cell in quotes; `start` is at the opening one. `endColumn` is that of the closing quote. */
function quotedCell(lines: readonly string[], start: Cursor, delimiter: string): CsvCell | CsvFault {
  const opening = { line: start.index + 1, column: start.offset + 1 };
  let offset = start.offset + 1;
  const limit = Math.min(lines.length, start.index + maxCellLines);
  for (let index = start.index; index < limit; index++, offset = 0) {
    const line = lines[index] ?? '';
    for (;;) {
      const quote = line.indexOf('"', offset);
      if (quote < 0) break;
      if (line[quote + 1] === '"') {
        offset = quote + 2;
        continue;
      }
      const after = skipBlanks(line, quote + 1, delimiter);
      if (after < line.length && line[after] !== delimiter) {
        return index === start.index
          ? { line: index + 1, column: quote + 1, kind: 'stray-quote' }
          : { ...opening, kind: 'unclosed-quote' };
      }
      return { line: opening.line, column: opening.column + 1, endLine: index + 1, endColumn: quote + 1 };
    }
  }
  return { ...opening, kind: 'unclosed-quote' };
}
