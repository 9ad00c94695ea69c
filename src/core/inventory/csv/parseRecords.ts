import { parse } from 'csv-parse/sync';
import type { CsvRecord } from './scanRecords.ts';

/** The values of each record's cells: quotes removed, surrounding space trimmed. */
export function parseRecords(records: readonly CsvRecord[], delimiter: string): string[][] {
  return parse(records.map((record) => record.text).join('\n'), {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  });
}
